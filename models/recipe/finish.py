"""Turns tf2onnx's output into the models that formcheck ships.

Folds constants, names inputs and outputs, leaves the segmentation head out, and stores weights as
16-bit floats with a Cast to 32 bits wherever that loses nothing (the TFLite weights are 16-bit).

Usage: finish.py RAW_FOLDER ONNX_FOLDER
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxslim
from onnx import TensorProto, helper, numpy_helper

DETECTOR = {"input_1": "image", "Identity": "boxes", "Identity_1": "scores"}
LANDMARKS = {
    "input_1": "image",
    "Identity": "landmarks",
    "Identity_1": "pose_flag",
    "Identity_2": "segmentation",
    "Identity_3": "heatmap",
    "Identity_4": "world",
}
# Scalars and short vectors stay as they are: a Cast each would cost more than it saves.
SMALLEST_HALVED = 16


def rename(model: onnx.ModelProto, names: dict[str, str]) -> None:
    """Renames inputs and outputs wherever they occur."""
    for node in model.graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names.get(name, name) for name in node.output]
    for value in [*model.graph.input, *model.graph.output]:
        value.name = names.get(value.name, value.name)
    del model.graph.value_info[:]


def keep_standard_operators(model: onnx.ModelProto) -> None:
    """Drops the operator sets that tf2onnx names but the model does not use."""
    standard = [opset for opset in model.opset_import if opset.domain == ""]
    del model.opset_import[:]
    model.opset_import.extend(standard)


def drop_segmentation(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model without the output `segmentation` and all that only it needs."""
    kept = [output for output in model.graph.output if output.name != "segmentation"]
    del model.graph.output[:]
    model.graph.output.extend(kept)
    return onnxslim.slim(model)


def halve(model: onnx.ModelProto) -> None:
    """Stores weights as 16-bit floats where they come back the same, each with a Cast to 32 bits."""
    tensors, casts = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        half = values.astype(np.float16)
        lossless = tensor.data_type == TensorProto.FLOAT and np.array_equal(half.astype(np.float32), values)
        if lossless and values.size >= SMALLEST_HALVED:
            name = tensor.name + "__h"
            casts.append(helper.make_node("Cast", [name], [tensor.name], name=name + "_cast", to=TensorProto.FLOAT))
            tensor = numpy_helper.from_array(half, name)
        tensors.append(tensor)
    nodes = casts + list(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(tensors)
    model.graph.node.extend(nodes)


def finish(raw: Path, names: dict[str, str], target: Path) -> None:
    """Writes the finished model of one file of tf2onnx."""
    model = onnxslim.slim(onnx.load(raw))
    model.graph.name = raw.stem
    keep_standard_operators(model)
    rename(model, names)
    if "segmentation" in names.values():
        model = drop_segmentation(model)
    halve(model)
    onnx.checker.check_model(model)
    onnx.save(model, target)
    print(f"{target}: {target.stat().st_size} bytes")


def main(raw: Path, finished: Path) -> None:
    """Finishes the detector and both landmark models."""
    finish(raw / "blazepose_detector.onnx", DETECTOR, finished / "blazepose_detector.onnx")
    for size in ("full", "heavy"):
        name = f"blazepose_landmark_{size}"
        finish(raw / f"{name}.onnx", LANDMARKS, finished / f"{name}_nomask.onnx")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
