"""Checks that two folders hold the same models up to the names of inner values.

Every output is reduced to a digest of the operators, attributes and weights that it is computed
from. Names of inner values and the order of nodes and weights in the file do not enter.

Usage: same.py ONNX_FOLDER SHIPPED_FOLDER
"""

import hashlib
import sys
from pathlib import Path

import onnx
from onnx import numpy_helper


def digest(*parts: bytes) -> bytes:
    """One digest of several byte strings."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()


def output_digests(model: onnx.ModelProto) -> dict[str, str]:
    """What each output of a model is computed from, as a digest."""
    known = {"": b""}
    for value in model.graph.input:
        known[value.name] = digest(b"input", value.SerializeToString())
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        known[tensor.name] = digest(str((values.dtype, values.shape)).encode(), values.tobytes())
    for node in model.graph.node:  # in ONNX a value is made before it is used
        attributes = sorted(attribute.SerializeToString(deterministic=True) for attribute in node.attribute)
        made = digest(node.op_type.encode(), *attributes, *(known[name] for name in node.input))
        for place, name in enumerate(node.output):
            known[name] = digest(made, str(place).encode())
    return {output.name: known[output.name].hex() for output in model.graph.output}


def main(made: Path, shipped: Path) -> None:
    """Compares all models of two folders; exits with 1 if one differs."""
    names = sorted(path.name for path in shipped.glob("*.onnx"))
    if names != sorted(path.name for path in made.glob("*.onnx")):
        sys.exit(f"{made} and {shipped} hold different files")
    for name in names:
        if output_digests(onnx.load(made / name)) != output_digests(onnx.load(shipped / name)):
            sys.exit(f"{name} is not the model in {shipped}")
        bytes_too = (made / name).read_bytes() == (shipped / name).read_bytes()
        print(f"{name}: same model, {'same bytes' if bytes_too else 'other inner names'}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
