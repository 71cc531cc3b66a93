"""Writes gabor.onnx: the recogniser that docs/recogniser.md brings along, and its test measures.

usage: python3 gabor.py gabor.onnx    (needs the packages numpy and onnx)

Nothing in it is learned, so it holds no person's data: edges of four directions, their strength
in 8 x 8 cells of the crop, as textbooks described them long before networks did. It tells
faces apart better than chance (73 % of LFW's pairs), and far worse than a kiosk needs.
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIDE = 64  # pixels of the crop, whose values go from -1 to 1
CELL = 8  # pixels of a cell
DIRECTIONS = 4
WAVE = 6.0  # pixels from one edge to the next that a filter answers to
REACH = 2.6  # standard deviation of a filter's window, in pixels
WINDOW = 9  # side of a filter, in pixels
AROUND = 15  # side of the square that a pixel's contrast is relative to
FLOOR = 0.005  # variance below which a square counts as plain
DIMENSIONS = DIRECTIONS * (SIDE // CELL) ** 2


def gabor(angle, phase):
    """One filter: a wave in one direction, under a bell. It ignores even light."""
    half = WINDOW // 2
    y, x = np.mgrid[-half : half + 1, -half : half + 1].astype(np.float64)
    along = x * np.cos(angle) + y * np.sin(angle)
    bell = np.exp(-(x * x + y * y) / (2 * REACH * REACH))
    wave = bell * np.cos(2 * np.pi * along / WAVE + phase)
    wave -= wave.mean()
    return wave / np.linalg.norm(wave)


def graph():
    """The network, from `crop` (1 x 3 x 64 x 64) to `embedding` (1 x 256, of length 1)."""
    constants, nodes = [], []

    def constant(name, values):
        constants.append(numpy_helper.from_array(np.asarray(values, np.float32), name))
        return name

    def node(operator, inputs, output, **attributes):
        nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def mean(of, output):
        sides = dict(kernel_shape=[AROUND] * 2, pads=[AROUND // 2] * 4, count_include_pad=0)
        return node("AveragePool", [of], output, **sides)

    luma = constant("luma", np.reshape([0.299, 0.587, 0.114], (1, 3, 1, 1)))
    grey = node("Conv", ["crop", luma], "grey")

    # The same face in other light: each pixel relative to those around it.
    detail = node("Sub", [grey, mean(grey, "light")], "detail")
    variance = mean(node("Mul", [detail, detail], "square"), "variance")
    floored = node("Add", [variance, constant("floor", FLOOR)], "floored")
    even = node("Div", [detail, node("Sqrt", [floored], "contrast")], "even")

    # How much of an edge there is in each direction, wherever in its wave it lies.
    angles = [np.pi * step / DIRECTIONS for step in range(DIRECTIONS)]
    filters = [gabor(angle, phase) for phase in (0, np.pi / 2) for angle in angles]
    filters = constant("filters", np.reshape(filters, (-1, 1, WINDOW, WINDOW)))
    waves = node("Conv", [even, filters], "waves", pads=[WINDOW // 2] * 4)
    both = constant("both", np.reshape(np.tile(np.eye(DIRECTIONS), 2), (DIRECTIONS, -1, 1, 1)))
    energy = node("Conv", [node("Mul", [waves, waves], "powers"), both], "energy")
    edges = node("Sqrt", [energy], "edges")

    cells = node("AveragePool", [edges], "cells", kernel_shape=[CELL] * 2, strides=[CELL] * 2)
    flat = node("Flatten", [cells], "flat", axis=1)
    level = node("ReduceMean", [flat], "level", axes=[1], keepdims=1)
    relative = node("Sub", [flat, level], "relative")
    length = node("ReduceL2", [relative], "length", axes=[1], keepdims=1)
    node("Div", [relative, length], "embedding")

    crop = helper.make_tensor_value_info("crop", TensorProto.FLOAT, [1, 3, SIDE, SIDE])
    embedding = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, DIMENSIONS])
    return helper.make_graph(nodes, "gabor", [crop], [embedding], constants)


if __name__ == "__main__":
    model = helper.make_model(
        graph(), opset_imports=[helper.make_opsetid("", 11)], producer_name="gabor.py"
    )
    model.ir_version = 6
    onnx.checker.check_model(model)
    onnx.save(model, sys.argv[1])
