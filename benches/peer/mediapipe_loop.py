"""Follows a person through a clip with MediaPipe's legacy Pose, as its own examples do.

Every frame is decoded by OpenCV and tracked (model_complexity 1, smoothing on). Prints one line of
JSON; times are those of the loop alone, without importing and loading, memory is the process's peak.

Usage: mediapipe_loop.py CLIP
"""

import json
import resource
import sys
import time

import cv2
import mediapipe as mp


def track(clip: str) -> tuple[int, int]:
    """Tracks through a clip; the number of frames and of those in which somebody was found."""
    n_frames = n_found = 0
    video = cv2.VideoCapture(clip)
    with mp.solutions.pose.Pose(static_image_mode=False, model_complexity=1) as pose:
        while True:
            more, bgr = video.read()
            if not more:
                return n_frames, n_found
            result = pose.process(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB))
            n_frames += 1
            n_found += result.pose_landmarks is not None


def main(clip: str) -> None:
    """Times the loop and prints what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    n_frames, n_found = track(clip)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    if n_frames == 0:
        sys.exit(f"OpenCV reads no frame of {clip}")
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = {
        "frames": n_frames,
        "found": n_found,
        "ms_per_frame": round(1e3 * wall / n_frames, 3),
        "frames_per_s": round(n_frames / wall, 2),
        "cpu_ms_per_frame": round(1e3 * cpu / n_frames, 3),
        "peak_rss_mb": round(peak_kib * 1024 / 1e6, 1),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:])
