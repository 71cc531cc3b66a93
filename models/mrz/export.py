"""Writes the trained network as ONNX: norms folded into convolutions, weights in half precision."""

import argparse

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from network import CLASSES, Full, Separable, network
from strips import HEIGHT, STRIDE

# Columns of the strip that the reader makes: 48 cells.
WIDTH = 768
# Tensors with fewer numbers stay in single precision.
SMALL = 256


class Graph:
    """Nodes and weights of an ONNX graph."""

    def __init__(self):
        self.nodes, self.weights, self.casts = [], [], []

    def weight(self, name, values):
        values = values.detach().numpy().astype(np.float32)
        if values.size < SMALL:
            self.weights.append(numpy_helper.from_array(values, name))
            return name
        # Rounded to half precision; a node converts it back, so any engine can read the file.
        self.weights.append(numpy_helper.from_array(values.astype(np.float16), f"{name}.f16"))
        self.casts.append(helper.make_node("Cast", [f"{name}.f16"], [name], to=TensorProto.FLOAT))
        return name

    def convolution(self, x, name, convolution, norm=None):
        weight = convolution.weight
        bias = convolution.bias if convolution.bias is not None else torch.zeros(weight.shape[0])
        if norm is not None:
            scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            weight = weight * scale[:, None, None, None]
            bias = (bias - norm.running_mean) * scale + norm.bias
        padding = list(convolution.padding) * 2
        self.nodes.append(helper.make_node(
            "Conv", [x, self.weight(f"{name}.w", weight), self.weight(f"{name}.b", bias)], [name],
            kernel_shape=list(convolution.kernel_size), strides=list(convolution.stride),
            pads=padding, group=convolution.groups))
        return name

    def relu(self, x):
        self.nodes.append(helper.make_node("Relu", [x], [f"{x}.r"]))
        return f"{x}.r"

    def layer(self, x, name, layer):
        if isinstance(layer, Full):
            return self.relu(self.convolution(x, name, layer.convolution, layer.norm))
        if isinstance(layer, Separable):
            y = self.relu(self.convolution(x, f"{name}d", layer.depthwise, layer.depthwise_norm))
            y = self.convolution(y, f"{name}p", layer.pointwise, layer.pointwise_norm)
            if layer.is_residual:
                self.nodes.append(helper.make_node("Add", [x, y], [f"{name}s"]))
                y = f"{name}s"
            return self.relu(y)
        return self.convolution(x, name, layer)


def exported(model):
    graph, x = Graph(), "strip"
    for index, layer in enumerate(model):
        x = graph.layer(x, f"l{index}", layer)
    graph.nodes[-1].output[0] = "scores"
    shape = lambda *sizes: [1, *sizes]
    onnx_graph = helper.make_graph(
        graph.casts + graph.nodes, "mrz",
        [helper.make_tensor_value_info("strip", TensorProto.FLOAT, shape(1, HEIGHT, WIDTH))],
        [helper.make_tensor_value_info(
            "scores", TensorProto.FLOAT, shape(CLASSES, 1, WIDTH // STRIDE))],
        graph.weights)
    return helper.make_model(onnx_graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights")
    parser.add_argument("onnx")
    options = parser.parse_args()
    model = network()
    model.load_state_dict(torch.load(options.weights)["model"])
    model.eval()
    file = exported(model)
    onnx.checker.check_model(file)
    onnx.save(file, options.onnx)
    strip = np.random.default_rng(0).normal(0, 1, (1, 1, HEIGHT, WIDTH)).astype(np.float32)
    session = onnxruntime.InferenceSession(options.onnx, providers=["CPUExecutionProvider"])
    with torch.no_grad():
        expected = model(torch.from_numpy(strip)).numpy()
    difference = np.abs(session.run(None, {"strip": strip})[0] - expected).max()
    print(f"{len(file.SerializeToString())} bytes, largest difference {difference:.4f}")


if __name__ == "__main__":
    main()
