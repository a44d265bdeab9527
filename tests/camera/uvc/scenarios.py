"""What happens to a webcam, on the kernel's own driver: runs inside the user-mode Linux, tells a line for each scenario.

    scenarios.py [NAME...]     these; without a name all of them

The first ones run `tests/camera/child.rs`, which reads the camera as formcheck does and tells what came, picture by
picture; those whose name begins with `program` run the whole of formcheck, with its window on a display without a screen.
"""
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path

OUT = Path("/mnt/out")
CLIPS = OUT / "clips"
NODES = Path("/sys/class/video4linux")
DRIVER = Path("/sys/module/uvcvideo/parameters")
WEBCAM = Path(__file__).with_name("webcam.py")
# Of the clips that the child knows.
SIZE, N_PICTURES = "320x240", 64
MJPEG = ("--mjpeg", CLIPS / "clip.mjpeg", "--size", SIZE)
YUYV = ("--yuyv", CLIPS / "clip.yuyv", "--size", SIZE)

UNPLUGGED = "the camera was unplugged; plug it in again and the set goes on"
STALLED = "the camera stopped giving pictures; it is started again"
GARBLED = "the camera gives damaged pictures only; it is started again"
BUSY = "another program uses the camera; close it (a video call, a browser tab) and the set goes on"
DENIED = "this account may not use the camera"
NO_CAMERA = "no camera was found"


def wait_for(what, secs=10.0):
    until = time.monotonic() + secs
    while not what():
        assert time.monotonic() < until, "nothing came of it"
        time.sleep(0.02)


class Process:
    """A program whose lines are kept, each with the time it came."""

    def __init__(self, *command, env=None, user=None):
        env = dict(os.environ, **(env or {}))
        self.lines = []
        pipes = dict(stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.process = subprocess.Popen([str(word) for word in command], env=env, user=user, text=True, **pipes)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.lines.append((time.monotonic(), line.rstrip("\n")))

    def has_said(self, text):
        return any(text in line for _, line in self.lines)

    def wait(self, secs):
        try:
            self.process.wait(secs)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError(f"it did not end within {secs} s: {self.lines[-5:]}") from None
        self.reader.join()
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()


class Webcam(Process):
    def __init__(self, *options):
        super().__init__(sys.executable, "-B", WEBCAM, *options)

    def __enter__(self):
        # The node of pictures, and behind it the one of metadata.
        wait_for(lambda: len(nodes()) == 2)
        return self

    def __exit__(self, *_):
        super().__exit__()
        wait_for(lambda: not nodes())

    def pull_out(self):
        self.process.send_signal(signal.SIGUSR1)


def nodes():
    return sorted(node.name for node in NODES.iterdir()) if NODES.exists() else []


class Child(Process):
    """`tests/camera/child.rs`: what it saw of a camera."""

    def __init__(self, n_frames, choice="", user=None, **env):
        env = {"FORMCHECK_TEST_CAMERA": choice, "FORMCHECK_TEST_FRAMES": str(n_frames), **env}
        super().__init__(os.environ["CAMERA_TEST"], "child::child", "--exact", "--nocapture", env=env, user=user)

    def see(self, secs=60.0):
        """Waits for its end."""
        code = self.wait(secs)
        assert code == 0 and self.has_said("@ end"), f"the child ended with {code}: {[line for _, line in self.lines]}"
        self.frames, self.states, self.gaps, self.counts = [], [], [], {}
        for _, line in self.lines:
            kind, _, rest = line.partition("@ ")[2].partition(" ")
            if kind == "picture":
                number, at, latency = rest.split()
                self.frames.append((int(number), float(at), float(latency)))
            elif kind == "state":
                self.states.append(rest)
            elif kind == "gap":
                start, end, fault = rest.split(maxsplit=2)
                self.gaps.append((fault, float(end) - float(start)))
            elif kind == "count":
                name, count = rest.split()
                self.counts[name] = int(count)
        times = [at for _, at, _ in self.frames]
        assert all(a < b for a, b in zip(times, times[1:])), "the stamps do not increase"
        assert all(number != -1 for number, _, _ in self.frames), "a damaged picture came through"
        return self

    def numbers(self):
        return [number for number, _, _ in self.frames]

    def missing(self):
        """Which pictures did not come, counted on from the first one, for a clip that went on through."""
        missing, expected = [], self.frames[0][0]
        for number, _, _ in self.frames:
            while expected % N_PICTURES != number:
                missing.append(expected)
                expected += 1
            expected += 1
        return missing

    def fps(self):
        """By the median, which pauses and a busy machine do not change."""
        times = [at for _, at, _ in self.frames]
        return 1 / statistics.median(b - a for a, b in zip(times, times[1:]))

    def latency(self):
        return statistics.median(latency for _, _, latency in self.frames)

    def said(self):
        return [state for state in self.states if state.startswith("Lost")]

    def assert_fps(self, fps):
        assert abs(self.fps() / fps - 1) < 0.1, f"{self.fps():.2f} fps"

    def summary(self):
        counts = " ".join(f"{name}={count}" for name, count in self.counts.items() if count)
        gaps = ", ".join(f"{fault} {secs:.2f} s" for fault, secs in self.gaps)
        secs = self.frames[-1][1] - self.frames[0][1] if self.frames else 0
        words = [f"{len(self.frames)} frames in {secs:.2f} s, median rate {self.fps():.2f} fps, latency {self.latency():.1f} ms"]
        words += [f"gaps: {gaps}"] if gaps else []
        words += [f"counts: {counts}"] if counts else []
        return "; ".join(words) + "".join(f"\n    {state}" for state in self.states)


def assert_said(child, *sentences):
    said = child.said()
    assert len(said) == len(sentences) and all(map(str.__contains__, said, sentences)), said


def assert_whole(child):
    """All pictures came, but for some that a busy machine cost: those are counted."""
    missing, counts = child.missing(), child.counts
    is_told = len(missing) <= counts["lost"] + counts["dropped"] and len(missing) < 0.05 * len(child.frames)
    assert is_told and (child.gaps, child.said()) == ([], []), f"missing: {ranges(missing)}; {child.summary()}"


# The scenarios. Each gives what is to be told of it.


def usual():
    """Ten seconds of JPEGs at 30 fps."""
    with Webcam(*MJPEG), Child(300) as child:
        child.see()
    assert_whole(child)
    child.assert_fps(30)
    assert child.states == ["Streaming Lab Cam: 320x240 at 30 fps, MJPEG"], child.states
    return child.summary()


def raw():
    """Raw pictures."""
    with Webcam(*YUYV), Child(90) as child:
        child.see()
    assert_whole(child)
    assert "YUYV" in child.states[0], child.states
    child.assert_fps(30)
    return child.summary()


def both_formats():
    """A camera that offers JPEGs and raw pictures of the same size: JPEGs are taken."""
    with Webcam(*MJPEG, *YUYV), Child(15) as child:
        child.see()
    assert "MJPEG" in child.states[0], child.states
    return child.summary()


def broken_rates():
    """29.97 and 7.5 fps."""
    told = []
    for fps, n_frames in [("29.97", 60), ("7.5", 15)]:
        with Webcam(*MJPEG, "--fps", fps), Child(n_frames) as child:
            child.see()
        child.assert_fps(float(fps))
        told.append(child.summary())
    return "\n  ".join(told)


def through_nokhwa():
    """The other way to a camera, which is the one outside Linux; pulled out and plugged in again."""
    with Webcam(*MJPEG, "--fault", "unplug@45", "--replug", "1000"), Child(90, "nokhwa:") as child:
        child.see()
    assert [fault for fault, _ in child.gaps] == ["Unplugged"], child.gaps
    assert_said(child, UNPLUGGED)
    return child.summary()


def unplug():
    """Pulled out in the middle and plugged in again after 1.5 s."""
    with Webcam(*MJPEG, "--fault", "unplug@60", "--replug", "1500"), Child(150) as child:
        child.see()
    assert [fault for fault, _ in child.gaps] == ["Unplugged"] and 1.5 < child.gaps[0][1] < 4.5, child.gaps
    assert_said(child, UNPLUGGED)
    return child.summary()


def unplug_thrice():
    """Pulled out three times, the camera chosen by its path."""
    with Webcam(*MJPEG, "--replug", "700") as webcam, Child(120, "/dev/video0") as child:
        for n_frames in (20, 50, 80):
            wait_for(lambda: child.has_said(f"@ frame {n_frames}"), 30)
            webcam.pull_out()
        child.see()
    assert [fault for fault, _ in child.gaps] == ["Unplugged"] * 3, child.gaps
    assert_said(child, *[UNPLUGGED] * 3)
    return child.summary()


def plugged_in_late():
    """No camera at first."""
    with Child(30) as child:
        wait_for(lambda: child.has_said(NO_CAMERA))
        with Webcam(*MJPEG):
            child.see()
    assert_said(child, NO_CAMERA)
    return child.summary()


def halt():
    """The endpoint halts: every transfer fails until the driver clears it, which it does when streaming stops."""
    with Webcam(*MJPEG, "--fault", "halt@45") as webcam, Child(90) as child:
        child.see()
    assert webcam.has_said("halted") and len(child.gaps) == 1 and child.gaps[0][1] < 3, child.gaps
    return child.summary()


def stall():
    """Nothing comes for 3 s."""
    with Webcam(*MJPEG, "--fault", "stall@45x3000"), Child(90) as child:
        child.see()
    assert [fault for fault, _ in child.gaps] == ["Stalled"] and child.gaps[0][1] < 2.5, child.gaps
    assert_said(child, STALLED)
    return child.summary()


def another_reader():
    return Process("ffmpeg", "-nostdin", "-loglevel", "info", "-f", "v4l2", "-input_format", "mjpeg", "-i", "/dev/video0", "-f", "null", "-")


def busy():
    """FFmpeg has the camera, and then lets go of it."""
    with Webcam(*MJPEG), another_reader() as other:
        wait_for(lambda: other.has_said("Press [q]") or other.has_said("Stream #0:0"), 20)
        with Child(30) as child:
            wait_for(lambda: child.has_said("@ state Lost"), 20)
            other.process.terminate()
            child.see()
    assert_said(child, BUSY)
    return child.summary()


def second_opener():
    """FFmpeg wants the camera that formcheck has: it is refused, and formcheck's pictures go on."""
    with Webcam(*MJPEG), Child(150) as child:
        wait_for(lambda: child.has_said("@ frame 30"), 20)
        with another_reader() as other:
            other.wait(20)
        child.see()
    refusal = [line for _, line in other.lines if "busy" in line.lower()]
    assert refusal, other.lines
    assert_whole(child)
    return child.summary() + f"\n    FFmpeg is told: {refusal[-1]}"


def denied():
    """An account that may not open the node, until it may."""
    with Webcam(*MJPEG), Child(15, user=65534) as child:
        wait_for(lambda: child.has_said("@ state Lost"), 20)
        os.chmod("/dev/video0", 0o666)
        child.see()
    assert_said(child, DENIED)
    return child.summary()


def metadata_node():
    """The driver makes two nodes of a camera; the one of metadata is not listed as a camera, and cannot be taken for one."""
    with Webcam(*MJPEG):
        names = {node: (NODES / node / "name").read_text().strip() for node in nodes()}
        doctor = subprocess.run([os.environ["FORMCHECK"], "doctor"], text=True, capture_output=True, check=False).stdout
        with Child(1, "1", FORMCHECK_TEST_UNTIL_LOST="1") as child:
            child.see()
    cameras = [line.strip() for line in doctor.splitlines() if "Lab Cam" in line]
    assert len(names) == 2 and len(cameras) == 1, (names, doctor)
    return f"nodes: {names}; doctor: {cameras}; asked for number 1:" + "".join(f"\n    {state}" for state in child.states)


DAMAGE = "corrupt@10x3;trunc@20x3;garbage@30x3;empty@40x3;err@50x3;drop@70x3;skip@80x3"


def damaged():
    """Single frames damaged in every way, with the driver as it is: what it finds damaged it keeps to itself."""
    with Webcam(*MJPEG, "--fault", DAMAGE), Child(90) as child:
        child.see()
    counts, bad = child.counts, {k + n for k in (10, 20, 30, 40, 50, 70, 80) for n in range(3)}
    assert bad <= set(child.missing()) and child.said() == [], (child.missing(), child.states)
    assert (counts["corrupt"], counts["cut"]) == (6, 3), counts
    return f"missing: {ranges(child.missing())}; {child.summary()}"


def damaged_nodrop():
    """The same with the driver's `nodrop`, the usual one in newer kernels: it hands everything on, flagged."""
    (DRIVER / "nodrop").write_text("1")
    try:
        return damaged()
    finally:
        (DRIVER / "nodrop").write_text("0")


def damaged_raw():
    """The same with raw pictures, of which the driver knows how long they are; corrupt ones cannot be told."""
    told = []
    for nodrop in "01":
        (DRIVER / "nodrop").write_text(nodrop)
        with Webcam(*YUYV, "--fault", "trunc@20x3;empty@40x3;err@50x3;skip@60x3"), Child(70) as child:
            child.see()
        bad = {k + n for k in (20, 40, 50, 60) for n in range(3)}
        assert bad <= set(child.missing()) and child.said() == [], (child.missing(), child.states)
        told.append(f"nodrop={nodrop}: missing: {ranges(child.missing())}; {child.summary()}")
    (DRIVER / "nodrop").write_text("0")
    return "\n  ".join(told)


def damaged_only():
    """Damaged frames and no good ones: it is told after three seconds, and the camera is opened again."""
    with Webcam(*MJPEG, "--fault", "corrupt@30x110") as webcam, Child(60) as child:
        child.see()
    assert [fault for fault, _ in child.gaps] == ["Garbled"] and webcam.has_said("stopped"), child.gaps
    assert_said(child, GARBLED)
    return child.summary()


def flagged_only():
    """The camera flags every frame as damaged: the driver keeps them all, so nothing comes."""
    with Webcam(*MJPEG, "--fault", "err@30x150"), Child(60) as child:
        child.see()
    assert_said(child, STALLED)
    return child.summary()


def wall_clock():
    """The driver told to stamp with the time of day; it still says that it is the monotonic clock."""
    (DRIVER / "clock").write_text("CLOCK_REALTIME")
    try:
        with Webcam(*MJPEG), Child(60) as child:
            child.see()
    finally:
        (DRIVER / "clock").write_text("CLOCK_MONOTONIC")
    child.assert_fps(30)
    assert_whole(child)
    return child.summary()


def ranges(numbers):
    """`3-5 9` of 3, 4, 5, 9."""
    runs = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs) or "none"


class Display(Process):
    """An X server without a screen, drawn by the processor."""

    def __init__(self):
        os.makedirs("/tmp/display", exist_ok=True)
        super().__init__("Xvfb", "-displayfd", "1", "-screen", "0", "1200x720x24", "-nolisten", "tcp", "-fbdir", "/tmp/display")

    def __enter__(self):
        wait_for(lambda: any(line.isdigit() for _, line in self.lines), 30)
        self.number = next(line for _, line in self.lines if line.isdigit())
        return self

    def photograph(self, name):
        source = ("-f", "image2", "-c:v", "xwd", "-i", "/tmp/display/Xvfb_screen0")
        subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-y", *source, OUT / f"{name}.png"], check=False)


def live(name, camera, *until, act=lambda *_: None):
    """`formcheck live` with a person exercising before the camera; gives what it told, and its report in short."""
    report = OUT / f"{name}.json"
    report.unlink(missing_ok=True)
    clip = ("--mjpeg", CLIPS / "person.mjpeg", "--size", "640x360", "--fps", os.environ["PERSON_FPS"])
    with Webcam(*clip, *camera) as webcam, Display() as display:
        env = dict(DISPLAY=f":{display.number}", LIBGL_ALWAYS_SOFTWARE="1", FORMCHECK_LOG="formcheck=info")
        options = ("--exercise", "hip_bridge", "--camera", "0", *until, "--report", report, "--speed")
        begun = time.monotonic()
        with Process(os.environ["FORMCHECK"], "live", *options, env=env) as program:
            act(webcam, display, program)
            code = program.wait(120)
    lines = [f"    {at - begun:6.2f} s  {line}" for at, line in program.lines]
    (OUT / f"{name}.log").write_text("\n".join(lines) + "\n")
    assert code == 0 and report.exists(), (code, lines[-5:])
    told = json.loads(report.read_text())
    return told, f"{len(told['reps'])} repetitions; notes: {told['notes']}\n" + "\n".join(lines)


def program_usual():
    """The program with its window: a set of 15 s."""

    def act(webcam, display, _):
        wait_for(lambda: webcam.has_said("streams"), 60)
        time.sleep(12)
        display.photograph("program_usual")

    report, told = live("program_usual", (), "--for", 15, act=act)
    assert report["reps"] and not any("no pictures" in note for note in report["notes"]), report["notes"]
    return told


def program_unplug():
    """The program with its window: the camera pulled out for 3 s in the middle of a set of 20 s."""

    def act(webcam, display, _):
        wait_for(lambda: webcam.has_said("unplugged"), 60)
        time.sleep(2)
        display.photograph("program_unplug")

    report, told = live("program_unplug", ("--fault", "unplug@120", "--replug", "3000"), "--for", 20, act=act)
    assert report["reps"] and any(UNPLUGGED in note for note in report["notes"]), report["notes"]
    return told


def program_until_end():
    """The program with its window: the camera pulled out for good; the set ends five seconds later and is judged."""
    report, told = live("program_until_end", ("--fault", "unplug@150"), "--until-end")
    assert report["reps"], report["notes"]
    return told


SCENARIOS = [
    usual, raw, both_formats, broken_rates, through_nokhwa, unplug, unplug_thrice, plugged_in_late, halt, stall, busy,
    second_opener, denied, metadata_node, damaged, damaged_nodrop, damaged_raw, damaged_only, flagged_only, wall_clock,
    program_usual, program_unplug, program_until_end,
]


def main():
    if unknown := set(sys.argv[1:]) - {scenario.__name__ for scenario in SCENARIOS}:
        sys.exit(f"no scenario is called {', '.join(unknown)}; there are: {' '.join(it.__name__ for it in SCENARIOS)}")
    wanted = [scenario for scenario in SCENARIOS if not sys.argv[1:] or scenario.__name__ in sys.argv[1:]]
    n_failed = 0
    with open(OUT / "results.txt", "w") as results:

        def tell(text):
            print(text, flush=True)
            print(text, file=results, flush=True)

        for scenario in wanted:
            begun = time.monotonic()
            try:
                told, verdict = scenario(), "ok"
            except Exception:
                told, verdict = traceback.format_exc(), "FAILED"
                n_failed += 1
            tell(f"{verdict:6} {scenario.__name__} ({time.monotonic() - begun:.1f} s): {scenario.__doc__}\n  {told}")
        tell(f"{len(wanted) - n_failed} of {len(wanted)} ok")
    (OUT / "kernel.log").write_bytes(subprocess.run(["dmesg"], capture_output=True, check=False).stdout)
    return 1 if n_failed else 0


sys.exit(main())
