#!/usr/bin/env python3
"""A webcam in user space: UVC 1.0 with a bulk endpoint, plugged into this kernel's USB/IP host controller (vhci-hcd).

The kernel's own `uvcvideo` finds it, binds to it and makes /dev/videoN, as with any webcam. Needs root.

    webcam.py --mjpeg CLIP.mjpeg [--yuyv CLIP.yuyv] --size 640x480 [--fps 30,29.97] [--fault KIND@FRAME[xN];...]

The clips are pictures one after the other; they are played again and again, from the first one when streaming begins.
Faults count frames since streaming began, and hold for N of them:

    drop     the camera leaves the frame out, as if it had not taken it
    skip     the frame is lost on the wire: the one after it has the number behind it
    corrupt  some bytes are others        trunc    the second half is missing
    garbage  not a picture at all         empty    a header without a picture
    err      the header says that the frame is damaged

These happen once, also when streaming begins anew:

    stall    nothing comes for N milliseconds
    halt     the endpoint halts: every transfer fails until the driver clears it
    unplug   it is pulled out; --replug MS plugs it in again after a while

SIGUSR1 pulls it out too. Standard output says what happens, with the kernel's monotonic clock in seconds.
"""
import argparse
import select
import signal
import socket
import struct
import time

VHCI = "/sys/devices/platform/vhci_hcd.0"
HIGH_SPEED = 3
# Negative numbers of errno(3), as the driver is to see them.
EPIPE, ECONNRESET = -32, -104
PROBE, COMMIT = 1, 2
SET_CUR, GET_CUR, GET_MIN, GET_MAX, GET_RES, GET_LEN, GET_INFO, GET_DEF = 1, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87
# Bits of a payload's header.
FRAME_ID, END_OF_FRAME, DAMAGED, END_OF_HEADER = 1, 2, 0x40, 0x80


def say(*words):
    print(f"webcam {time.monotonic():.3f}", *words, flush=True)


def jpegs(clip):
    pictures, start = [], 0
    while (start := clip.find(b"\xff\xd8\xff", start)) >= 0:
        at, marker = start + 2, 0
        while marker != 0xDA:  # From segment to segment; behind the header of the scan there is only its end to find.
            marker, length = clip[at + 1], struct.unpack_from(">H", clip, at + 2)[0]
            at += 2 + length
        end = clip.index(b"\xff\xd9", at) + 2
        pictures.append(clip[start:end])
        start = end
    return pictures


class Faults:
    def __init__(self, text):
        self.faults = []
        for fault in filter(None, text.split(";")):
            kind, _, where = fault.partition("@")
            frame, _, count = where.partition("x")
            self.faults.append((kind, int(frame), int(count or 1)))

    def at(self, kind, frame):
        return any(kind == known and first <= frame < first + count for known, first, count in self.faults)

    def once(self, kind, frame):
        """How large the fault is that begins here, if one does; it does not come again."""
        begins = [fault for fault in self.faults if fault[:2] == (kind, frame)]
        self.faults = [fault for fault in self.faults if fault not in begins]
        return sum(count for _, _, count in begins)


class Descriptors:
    """What the camera says of itself (USB 2.0, chapter 9; UVC 1.0, chapter 3)."""

    def __init__(self, name, formats, size, intervals):
        self.largest = size[0] * size[1] * 2
        self.name = name
        self.device = struct.pack(
            "<BBHBBBBHHHBBBB", 18, 1, 0x200, 0xEF, 2, 1, 64, 0x1D6B, 0x0102, 0x100, 1, 2, 3, 1
        )
        self.qualifier = struct.pack("<BBHBBBBBB", 10, 6, 0x200, 0xEF, 2, 1, 64, 1, 0)
        camera = self.own(2, struct.pack("<BHBBHHHB", 1, 0x201, 0, 0, 0, 0, 0, 3) + bytes(3))
        processing = self.own(5, struct.pack("<BBHBHB", 3, 1, 0, 2, 1, 0))  # Has brightness.
        output = self.own(3, struct.pack("<BHBBB", 2, 0x101, 0, 3, 0))
        units = camera + processing + output
        control = self.own(1, struct.pack("<HHIBB", 0x100, len(units) + 13, 48_000_000, 1, 1)) + units
        listed = b"".join(self.format(number + 1, kind, size, intervals) for number, kind in enumerate(formats))
        header = struct.pack("<BHBBBBBBB", len(formats), 13 + len(formats) + len(listed), 0x81, 0, 2, 0, 0, 0, 1)
        streaming = self.own(1, header + bytes(len(formats))) + listed
        endpoint = struct.pack("<BBBBHB", 7, 5, 0x81, 2, 512, 0)
        body = bytes([8, 11, 0, 2, 14, 3, 0, 2]) + bytes([9, 4, 0, 0, 0, 14, 1, 0, 2]) + control
        body += bytes([9, 4, 1, 0, 1, 14, 2, 0, 0]) + streaming + endpoint
        self.configuration = struct.pack("<BBHBBBBB", 9, 2, 9 + len(body), 2, 1, 0, 0x80, 250) + body

    @staticmethod
    def own(subtype, body):
        return struct.pack("BBB", len(body) + 3, 0x24, subtype) + body

    def format(self, number, kind, size, intervals):
        bits = self.largest * 8 * 30
        frame = struct.pack("<BBHHIIIIB", 1, 0, *size, bits, bits, self.largest, intervals[0], len(intervals))
        frame += b"".join(struct.pack("<I", interval) for interval in intervals)
        if kind == "mjpeg":
            listed = self.own(6, bytes([number, 1, 1, 1, 0, 0, 0, 0])) + self.own(7, frame)
        else:
            guid = b"YUY2\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"
            listed = self.own(4, bytes([number, 1]) + guid + bytes([16, 1, 0, 0, 0, 0])) + self.own(5, frame)
        return listed + self.own(13, bytes([1, 1, 4]))  # Colours of sRGB, in BT.601's matrix.

    def get(self, kind, index):
        if kind == 3:
            text = {1: "formcheck", 2: self.name, 3: "1"}.get(index, "?").encode("utf-16le")
            return b"\x04\x03\x09\x04" if index == 0 else bytes([len(text) + 2, 3]) + text
        return {1: self.device, 2: self.configuration, 6: self.qualifier}.get(kind)


class Gone(Exception):
    """Pulled out, or the kernel let go of it."""


class Webcam:
    # More than the driver ever takes at once: what is left behind is of frames that nobody fetched.
    MOST_WAITING = 60

    def __init__(self, clips, descriptors, intervals, faults):
        self.clips, self.descriptors, self.intervals, self.faults = clips, descriptors, intervals, faults
        theirs, self.kernel = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            self.kernel.setsockopt(socket.SOL_SOCKET, option, 1 << 20)
        with open(VHCI + "/attach", "w") as attach:
            attach.write(f"0 {theirs.fileno()} {0x10002} {HIGH_SPEED}")
        theirs.close()
        self.received = bytearray()
        self.requests = []  # (number, length) of the transfers that the driver waits for.
        self.payloads = []  # [bytes, how many of them were fetched]
        self.probed = self.agreed = (1, intervals[0])
        self.is_streaming = self.is_halted = False
        self.brightness = 128
        self.due = 0.0
        say("plugged in")

    def run(self):
        while True:
            # Not longer than a moment, so that a signal is seen.
            wait = max(0.0, min(0.02, self.due - time.monotonic())) if self.is_streaming else 0.02
            if select.select([self.kernel], [], [], wait)[0]:
                received = self.kernel.recv(1 << 18)
                if not received:
                    raise Gone
                self.received += received
                while self.take_request():
                    pass
            if self.is_streaming and self.due <= time.monotonic():
                self.take_picture()
            self.serve()

    def take_request(self):
        """Takes one request of USB/IP (the kernel's Documentation/usb/usbip_protocol.rst); whether there was one."""
        if len(self.received) < 48:
            return False
        command, number, _, is_in, endpoint = struct.unpack_from(">IIIII", self.received)
        if command == 2:  # Take back a transfer.
            (taken_back,) = struct.unpack_from(">I", self.received, 20)
            del self.received[:48]
            n_before = len(self.requests)
            self.requests = [request for request in self.requests if request[0] != taken_back]
            status = ECONNRESET if len(self.requests) < n_before else 0
            self.kernel.sendall(struct.pack(">IIIIIi", 4, number, 0, 0, 0, status) + bytes(24))
            return True
        (length,) = struct.unpack_from(">i", self.received, 24)
        setup = bytes(self.received[40:48])
        end = 48 + (0 if is_in else length)
        if len(self.received) < end:
            return False
        data = bytes(self.received[48:end])
        del self.received[:end]
        if endpoint != 0:
            self.requests.append((number, length))
        elif (answer := self.control(setup, data)) is None:
            self.reply(number, EPIPE)
        else:
            self.reply(number, 0, answer[: struct.unpack_from("<H", setup, 6)[0]] if is_in else b"", len(data))
        return True

    def reply(self, number, status, data=b"", n_taken=0):
        header = struct.pack(">IIIIIiiiiiQ", 3, number, 0, 0, 0, status, len(data) or n_taken, 0, 0, 0, 0)
        self.kernel.sendall(header + data)

    def control(self, setup, data):
        """The answer to a control request; `None` refuses it."""
        kind, request, value, index, _ = struct.unpack("<BBHHH", setup)
        selector = value >> 8
        if (kind, request) == (0x80, 6):
            return self.descriptors.get(selector, value & 0xFF)
        if kind in (0x80, 0x81) and request == 0:  # Its status.
            return bytes(2)
        if (kind, request) in ((0x00, 9), (0x01, 11)):  # The only configuration, the only setting.
            return b""
        if (kind, request) == (0x02, 1):  # Clears the halt: the driver stops a bulk stream by it, too.
            if self.is_streaming:
                say("stopped")
            self.is_streaming = self.is_halted = False
            self.payloads.clear()
            return b""
        if index & 0xFF == 1 and selector in (PROBE, COMMIT):
            return self.negotiate(kind, request, selector, data)
        if index >> 8 == 3 and selector == 2:
            return self.brightness_control(kind, request, data)
        return None

    def negotiate(self, kind, request, selector, data):
        if kind == 0x21 and request == SET_CUR:
            _, format_number, _, interval = struct.unpack_from("<HBBI", data)
            nearest = min(self.intervals, key=lambda own: abs(own - interval)) if interval else self.intervals[0]
            self.probed = (max(1, min(format_number, len(self.clips))), nearest)
            if selector == COMMIT:
                self.agreed = self.probed
                self.start()
            return b""
        if request == GET_LEN:
            return struct.pack("<H", 26)
        if request == GET_INFO:
            return b"\x03"
        format_number, interval = self.agreed if selector == COMMIT else self.probed
        largest = self.descriptors.largest
        return struct.pack("<HBBIHHHHHII", 1, format_number, 1, interval, 0, 0, 0, 0, 0, largest, largest + 1024)

    def brightness_control(self, kind, request, data):
        if kind == 0x21:
            (self.brightness,) = struct.unpack_from("<h", data)
            return b""
        answers = {GET_CUR: self.brightness, GET_MIN: 0, GET_MAX: 255, GET_RES: 1, GET_DEF: 128, GET_LEN: 2}
        return b"\x03" if request == GET_INFO else struct.pack("<h", answers.get(request, 0))

    def start(self):
        self.is_streaming, self.is_halted = True, False
        self.payloads.clear()
        self.frame, self.frame_id = -1, 0
        self.due = time.monotonic()
        self.next_frame()
        say("streams", self.clips[self.agreed[0] - 1][0], f"{1e7 / self.agreed[1]:.2f} fps")

    def next_frame(self):
        self.frame += 1
        self.due += self.agreed[1] / 1e7
        if stall := self.faults.once("stall", self.frame):
            say("stalls for", stall, "ms")
            self.due += stall / 1000

    def take_picture(self):
        fault = lambda kind: self.faults.at(kind, self.frame)
        if self.faults.once("unplug", self.frame):
            raise Gone
        if self.faults.once("halt", self.frame):
            say("halted at", self.frame)
            self.is_halted = True
        pictures = self.clips[self.agreed[0] - 1][1]
        # The driver does not fetch: the frame is lost, as a camera has no room for many.
        is_overrun = self.MOST_WAITING < len(self.payloads) or (self.payloads and not self.requests)
        if is_overrun:
            say("nobody fetched", self.frame)
        if not (is_overrun or self.is_halted or fault("drop")):
            bits = END_OF_HEADER | END_OF_FRAME | self.frame_id | (DAMAGED if fault("err") else 0)
            self.frame_id ^= FRAME_ID
            if not fault("skip"):
                picture = self.damaged(pictures[self.frame % len(pictures)], fault)
                self.payloads.append([bytes([2, bits]) + picture, 0])
        self.next_frame()

    def damaged(self, picture, fault):
        if fault("trunc"):
            return picture[: len(picture) // 2]
        if fault("garbage"):
            return b"\x55" * len(picture)
        if fault("empty"):
            return b""
        if fault("corrupt"):
            # Other bytes in each frame, the same ones in each run.
            changed, state = bytearray(picture), self.frame * 2654435761 + 1
            for at in range(len(picture) // 3, len(picture) - 2, 97):
                state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
                changed[at] = state >> 24
            return bytes(changed)
        return picture

    def serve(self):
        """Gives the driver what it waits for."""
        while self.is_halted and self.requests:
            self.reply(self.requests.pop(0)[0], EPIPE)
        while self.requests and self.payloads:
            payload = self.payloads[0]
            number, length = self.requests.pop(0)
            part = payload[0][payload[1] : payload[1] + length]
            payload[1] += len(part)
            self.reply(number, 0, part)
            if len(part) < length:  # A short or empty transfer ends the payload.
                self.payloads.pop(0)


def pull_out(*_):
    raise Gone


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option, default in dict(mjpeg="", yuyv="", size="640x480", fps="30", fault="", name="Lab Cam").items():
        parser.add_argument(f"--{option}", default=default)
    parser.add_argument("--replug", type=int, metavar="MS")
    args = parser.parse_args()
    size = tuple(int(side) for side in args.size.split("x"))
    intervals = [round(1e7 / float(fps)) for fps in args.fps.split(",")]
    clips = []
    if args.mjpeg:
        clips.append(("MJPEG", jpegs(open(args.mjpeg, "rb").read())))
    if args.yuyv:
        raw, length = open(args.yuyv, "rb").read(), size[0] * size[1] * 2
        clips.append(("YUYV", [raw[at : at + length] for at in range(0, len(raw) - length + 1, length)]))
    descriptors = Descriptors(args.name, [kind.lower() for kind, _ in clips], size, intervals)
    faults = Faults(args.fault)
    signal.signal(signal.SIGUSR1, pull_out)
    while True:
        webcam = Webcam(clips, descriptors, intervals, faults)
        try:
            webcam.run()
        except (Gone, ConnectionError):
            webcam.kernel.close()
            say("unplugged")
        if args.replug is None:
            break
        time.sleep(args.replug / 1000)


main()
