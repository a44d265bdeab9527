"""Checks that the ONNX models compute what the TFLite models compute.

Inputs are frames of the sample videos, squeezed to the model's size and turned so that the person
stands, and one picture of noise. Fails where an output differs by more than its limit.

Usage: verify.py TFLITE_FOLDER ONNX_FOLDER SAMPLE_VIDEOS
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import tensorflow as tf

CLIPS = ("bridge_good_man.mp4", "bridge_overextended_dim.mp4", "ktc_good_woman.mp4", "tilt_uneven_woman.mp4")

LANDMARK_OUTPUTS = ("landmarks", "pose_flag", "segmentation", "heatmap", "world")
# model: (TFLite file, ONNX file, side of the input in px, lowest input value, outputs in TFLite's order)
MODELS = {
    "detector": ("pose_detection", "blazepose_detector", 224, -1.0, ("boxes", "scores")),
    "full": ("pose_landmark_full", "blazepose_landmark_full_nomask", 256, 0.0, LANDMARK_OUTPUTS),
    "heavy": ("pose_landmark_heavy", "blazepose_landmark_heavy_nomask", 256, 0.0, LANDMARK_OUTPUTS),
}
# The largest difference allowed: boxes and landmarks in px of the input, world in m, flag as
# probability, scores and heatmap as logits.
LIMITS = {"boxes": 0.01, "scores": 0.005, "landmarks": 0.01, "pose_flag": 1e-5, "heatmap": 0.002, "world": 1e-4}


def pictures(samples: Path, side: int) -> list[np.ndarray]:
    """Pictures `[side, side, 3]` with values 0..1: the first frame of each clip, then noise."""
    scale = f"transpose=clock,scale={side}:{side}"
    found = []
    for clip in CLIPS:
        command = ["ffmpeg", "-v", "error", "-i", str(samples / clip), "-vf", scale, "-frames:v", "1"]
        command += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
        raw = subprocess.run(command, check=True, capture_output=True).stdout
        found.append(np.frombuffer(raw, np.uint8).reshape(side, side, 3).astype(np.float32) / 255)
    return [*found, np.random.default_rng(0).random((side, side, 3), np.float32)]


def run_tflite(path: Path, images: list[np.ndarray], outputs: tuple[str, ...]) -> list[dict[str, np.ndarray]]:
    """What TFLite's own kernels give for each image."""
    interpreter = tf.lite.Interpreter(
        str(path),
        experimental_op_resolver_type=tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    )
    interpreter.allocate_tensors()
    results = []
    for image in images:
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], image[None])
        interpreter.invoke()
        details = interpreter.get_output_details()
        results.append({name: interpreter.get_tensor(at["index"]) for name, at in zip(outputs, details)})
    return results


def run_onnx(path: Path, images: list[np.ndarray]) -> list[dict[str, np.ndarray]]:
    """What ONNX Runtime gives for each image."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return [dict(zip(names, session.run(names, {"image": image[None]}))) for image in images]


def main(tflite: Path, onnx: Path, samples: Path) -> None:
    """Prints the largest difference of every output; exits with 1 if one is over its limit."""
    too_far = False
    for model, (tflite_name, onnx_name, side, lowest, outputs) in MODELS.items():
        images = [lowest + (1 - lowest) * picture for picture in pictures(samples, side)]
        expected = run_tflite(tflite / f"{tflite_name}.tflite", images, outputs)
        got = run_onnx(onnx / f"{onnx_name}.onnx", images)
        for name in got[0]:
            difference = max(float(np.abs(a[name] - b[name]).max()) for a, b in zip(got, expected))
            too_far |= not difference <= LIMITS[name]
            print(f"{model:8} {name:10} differs by {difference:.1e}, limit {LIMITS[name]:.0e}")
    if too_far:
        sys.exit("the ONNX models differ from the TFLite models")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
