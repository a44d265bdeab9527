"""Writes frames as H.264 with `ffmpeg`."""

import subprocess
import tempfile

COARSEST_CRF, CRF_STEP = 40, 2


def write(frames, path, fps, picture):
    """As fine as `picture` (settings) allows; the frames, bytes RGB [height, width, 3], are kept in a file meanwhile."""
    with tempfile.TemporaryFile() as raw:
        for frame in frames:
            raw.write(frame.tobytes())
        for crf in range(picture.crf, COARSEST_CRF + 1, CRF_STEP):
            raw.seek(0)
            command = [
                "ffmpeg", "-y", "-loglevel", "error",
                "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{picture.width}x{picture.height}", "-r", str(fps), "-i", "-",
                "-c:v", "libx264", "-preset", "medium", "-crf", str(crf), "-pix_fmt", "yuv420p",
                "-movflags", "+faststart", str(path),
            ]
            subprocess.run(command, stdin=raw, check=True)
            if path.stat().st_size <= picture.largest_bytes:
                return
