"""Makes clips: `python -m generator OUT_FOLDER [NAME ...]`, from the folder above this one; see README.md."""

import argparse
import sys
from pathlib import Path

from . import labels, settings, video
from .make_clip import Scene

QUICK_LOOK_EVERY = 5


def main():
    options = parse_arguments()
    clips = settings.read_clips(options.clips)
    unknown = set(options.names) - set(clips)
    if unknown:
        sys.exit(f"no such clip: {', '.join(sorted(unknown))}; there are {', '.join(clips)}")
    options.folder.mkdir(parents=True, exist_ok=True)
    for name in options.names or clips:
        scene = Scene(clips[name])
        if options.look:
            report(name, scene.labels(QUICK_LOOK_EVERY))
        elif options.labels:
            finish(scene.labels(), options.folder, name)
        elif options.frames:
            draw_frames(scene, options.folder, options.frames)
        else:
            finish(film(scene, options.folder), options.folder, name)


def parse_arguments():
    parser = argparse.ArgumentParser(prog="python -m generator", description="Makes sample videos with exact labels.")
    parser.add_argument("folder", type=Path, help="where NAME.mp4 and NAME.json go")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these clips")
    parser.add_argument("--clips", type=Path, default=settings.CLIPS, help="settings other than clips.json")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--labels", action="store_true", help="write the labels only, the same as with the video")
    kinds.add_argument("--look", action="store_true", help="print angles and faults from every fifth frame, write nothing")
    kinds.add_argument("--frames", type=int, nargs="+", help="write these frames as PNG, no video")
    return parser.parse_args()


def film(scene, folder):
    """Writes the video; its labels."""
    from .draw import Studio

    studio, observations = Studio(scene), []

    def pictures():
        for time in scene.times:
            observation, pose, vertices = scene.observe(time)
            observations.append(observation)
            yield studio.frame(time, pose, vertices)

    video.write(pictures(), folder / f"{scene.clip.name}.mp4", scene.clip.fps, scene.clip.picture)
    studio.close()
    return labels.labels_of(scene.motion, scene.camera, observations)


def draw_frames(scene, folder, numbers):
    import cv2

    from .draw import Studio

    studio = Studio(scene)
    for number in numbers:
        time = scene.times[number]
        _, pose, vertices = scene.observe(time)
        path = folder / f"{scene.clip.name}_{number:04d}.png"
        cv2.imwrite(str(path), studio.frame(time, pose, vertices)[..., ::-1])
        print(path, flush=True)
    studio.close()


def finish(made, folder, name):
    labels.write(made, folder / f"{name}.json")
    report(name, made)


def report(name, made):
    """One line per clip, one per repetition."""
    seconds, faults = made["frames"]["t_s"][-1], ", ".join(made["faults"]) or "none"
    print(f"{name}: {seconds:.1f} s, {len(made['reps'])} repetitions, faults: {faults}", flush=True)
    for rep in made["reps"]:
        peak = ", ".join(f"{key.removesuffix('_deg')} {value}" for key, value in rep["peak"].items())
        held = rep["peak_end_s"] - rep["peak_start_s"]
        print(f"  {rep['start_s']:5.1f} s: {peak}, held {held:.1f} s, faults: {', '.join(rep['faults']) or 'none'}", flush=True)


main()
