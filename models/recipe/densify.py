"""Replaces the sparse weights of a TFLite model by dense ones, since tf2onnx cannot read them.

Usage: densify.py SOURCE.tflite TARGET.tflite
"""

import sys

import flatbuffers
import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema


def dense_weights(path: str) -> tf.lite.Interpreter:
    """An interpreter that has run once, so that it holds what every DENSIFY operator gives."""
    interpreter = tf.lite.Interpreter(
        model_path=path,
        experimental_op_resolver_type=tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
        experimental_preserve_all_tensors=True,
    )
    interpreter.allocate_tensors()
    image = interpreter.get_input_details()[0]
    interpreter.set_tensor(image["index"], np.zeros(image["shape"], np.float32))
    interpreter.invoke()
    return interpreter


def is_densify(model: schema.ModelT, operator: schema.OperatorT) -> bool:
    """Whether an operator unpacks sparse weights."""
    code = model.operatorCodes[operator.opcodeIndex]
    return max(code.builtinCode, code.deprecatedBuiltinCode) == schema.BuiltinOperator.DENSIFY


def bake(model: schema.ModelT, operator: schema.OperatorT, interpreter: tf.lite.Interpreter) -> None:
    """Makes the output of a DENSIFY operator a constant and empties the sparse tensor it came from."""
    graph = model.subgraphs[0]
    dense = graph.tensors[operator.outputs[0]]
    values = interpreter.get_tensor(operator.outputs[0])
    if tuple(dense.shape) != values.shape:
        raise ValueError(f"{dense.name}: shape {tuple(dense.shape)} in the file, {values.shape} when run")
    buffer = schema.BufferT()
    buffer.data = np.frombuffer(np.ascontiguousarray(values).tobytes(), np.uint8)
    model.buffers.append(buffer)
    dense.buffer = len(model.buffers) - 1
    dense.sparsity = None

    sparse = graph.tensors[operator.inputs[0]]
    model.buffers[sparse.buffer] = schema.BufferT()
    model.buffers[sparse.buffer].data = np.zeros(2, np.uint8)  # one 16-bit zero
    sparse.shape = np.array([1], np.int32)
    sparse.shapeSignature = None
    sparse.sparsity = None


def main(source: str, target: str) -> None:
    """Writes `target`: `source` with dense weights and without DENSIFY operators."""
    with open(source, "rb") as file:
        model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(file.read(), 0))
    interpreter = dense_weights(source)
    graph = model.subgraphs[0]
    sparse = [operator for operator in graph.operators if is_densify(model, operator)]
    for operator in sparse:
        bake(model, operator, interpreter)
    graph.operators = [operator for operator in graph.operators if not is_densify(model, operator)]

    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    with open(target, "wb") as file:
        file.write(builder.Output())
    print(f"{target}: {len(sparse)} tensors made dense")


if __name__ == "__main__":
    main(*sys.argv[1:])
