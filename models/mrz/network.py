"""The network: a strip to a score for each of 37 characters, or the gap between two, by column."""

import numpy as np
import torch
from torch import nn

from glyphs import CHARACTERS
from strips import GAP

CLASSES = len(CHARACTERS) + 1
assert GAP == CLASSES - 1

# Half the width of the window in which a column's brightness is normalised, in pixels.
REACH = 64


def normalised(pixels):
    """Ink is positive: each column by mean and deviation of the window around it.

    `pixels`: strips x height x width, bytes. The reader's `normalise` computes the same.
    """
    values = pixels.astype(np.float32) / 255
    _, height, width = values.shape
    sums = [np.pad(power.sum(1), ((0, 0), (1, 0))).cumsum(1) for power in (values, values**2)]
    first = np.maximum(np.arange(width) - REACH, 0)
    last = np.minimum(np.arange(width) + REACH + 1, width)
    count = (last - first) * height
    mean, square = [(total[:, last] - total[:, first]) / count for total in sums]
    deviation = np.sqrt(np.maximum(square - mean**2, 0)) + 0.02
    return (mean[:, None] - values) / deviation[:, None]


class Separable(nn.Module):
    """A depthwise and a pointwise convolution; adds its input if the shapes agree."""

    def __init__(self, inputs, outputs, window, padding):
        super().__init__()
        self.depthwise = nn.Conv2d(inputs, inputs, window, padding=padding, groups=inputs, bias=False)
        self.depthwise_norm = nn.BatchNorm2d(inputs)
        self.pointwise = nn.Conv2d(inputs, outputs, 1, bias=False)
        self.pointwise_norm = nn.BatchNorm2d(outputs)
        same = 2 * padding[0] == window[0] - 1 and 2 * padding[1] == window[1] - 1
        self.is_residual = inputs == outputs and same

    def forward(self, x):
        y = torch.relu(self.depthwise_norm(self.depthwise(x)))
        y = self.pointwise_norm(self.pointwise(y))
        return torch.relu(x + y if self.is_residual else y)


class Full(nn.Module):
    """A convolution with all channels that halves height and width."""

    def __init__(self, inputs, outputs, side):
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, side, stride=2, padding=side // 2, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return torch.relu(self.norm(self.convolution(x)))


def network():
    """Strips x 1 x 32 x width to strips x 38 x 1 x width / 4."""
    return nn.Sequential(
        Full(1, 24, 5),
        Separable(24, 24, (3, 3), (1, 1)),
        Separable(24, 24, (3, 3), (1, 1)),
        Full(24, 56, 3),
        Separable(56, 56, (3, 3), (1, 1)),
        Separable(56, 56, (3, 3), (1, 1)),
        # From eight rows to one.
        Separable(56, 80, (4, 3), (0, 1)),
        Separable(80, 92, (5, 3), (0, 1)),
        Separable(92, 92, (1, 7), (0, 3)),
        Separable(92, 92, (1, 7), (0, 3)),
        Separable(92, 92, (1, 5), (0, 2)),
        nn.Conv2d(92, CLASSES, 1),
    )
