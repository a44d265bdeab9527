"""Writes frames as H.264 with `ffmpeg`."""

import subprocess

LARGEST_BYTES = 600_000
COARSEST_CRF, CRF_STEP = 40, 2


def write(frames, path, fps, finest_crf):
    """As fine as `LARGEST_BYTES` allow; the frames are bytes RGB [height, width, 3], all of one size."""
    height, width = frames[0].shape[:2]
    raw = b"".join(frame.tobytes() for frame in frames)
    for crf in range(finest_crf, COARSEST_CRF + 1, CRF_STEP):
        command = [
            "ffmpeg", "-y", "-loglevel", "error",
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(fps), "-i", "-",
            "-c:v", "libx264", "-preset", "medium", "-crf", str(crf), "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(path),
        ]
        subprocess.run(command, input=raw, check=True)
        if path.stat().st_size <= LARGEST_BYTES:
            return
