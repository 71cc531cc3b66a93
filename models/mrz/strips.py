"""Training strips: one line of a zone, as the reader's rectification gives it to the network."""

from dataclasses import dataclass

import cv2
import numpy as np

import camera
import paper
from glyphs import CAPITAL, GLYPH, INDEX, PITCH, altered_cut, with_weight
from mrz_text import training_text
from wear import worn

# Height and width of a strip in pixels; a cell of 2.54 mm is about CELL wide. The network's output
# has one column for STRIDE pixels.
HEIGHT, WIDTH, CELL, STRIDE = 32, 352, 16, 4
# The class of a column that shows no character's middle; characters are 0 to 36.
GAP = 37
# Where the line is drawn before it is photographed.
CANVAS = (184, 92)


@dataclass
class Strip:
    pixels: np.ndarray  # HEIGHT x WIDTH, bytes
    classes: np.ndarray  # WIDTH / STRIDE
    weights: np.ndarray  # WIDTH / STRIDE: 0 where the class is unclear


def typeset(rng, canvas, glyphs, text, x, y, pitch, jitter):
    """Prints a line with its middle at row `y`; returns the characters' middles."""
    height, width = GLYPH
    middles = x + pitch * (np.arange(len(text)) + 0.5) + rng.normal(0, jitter, len(text))
    rows = y + rng.normal(0, jitter, len(text))
    for character, middle, row in zip(text, middles, rows):
        left, top = round(middle - width / 2), round(row - height / 2)
        if left < 0 or top < 0 or left + width > canvas.shape[1] or top + height > canvas.shape[0]:
            continue
        part = canvas[top:top + height, left:left + width]
        np.maximum(part, glyphs[INDEX[character]], out=part)
    return middles


def printed(rng, glyphs, cells, strength):
    """Ink of a line between its neighbours; the text and the columns of its characters."""
    rows, middle = CANVAS
    margin = 4 * PITCH
    pitch = PITCH * (1 + rng.normal(0, 0.02))
    canvas = np.zeros((rows, int(cells * pitch) + 2 * margin), np.float32)
    text = training_text(rng, cells)
    jitter = rng.choice([0.0, 0.3, 0.8]) * strength
    middles = typeset(rng, canvas, glyphs, text, margin, middle, pitch, jitter)
    spacing = rng.uniform(1.55, 2.7) * PITCH
    for side in (-1, 1):
        if rng.random() < 0.6:
            other = training_text(rng, cells)
            start = margin + rng.normal(0, 3)
            typeset(rng, canvas, glyphs, other, start, middle + side * spacing, pitch, jitter)
    if rng.random() < 0.08:
        # The edge of a field, or of the page.
        row = round(middle + rng.choice([-1, 1]) * rng.uniform(0.8, 1.6) * PITCH)
        canvas[row:row + rng.integers(1, 5)] = rng.uniform(0.3, 1)
    weight = rng.normal(0, 0.7) if rng.random() < 0.7 else 0
    canvas = with_weight(canvas, float(np.clip(weight, -1.4, 2.0)))
    return worn(rng, canvas, strength), text, middles


def rectified_map(rng, shape, scale, start, strength):
    """Columns and rows of the canvas that a strip of this shape shows, and its columns' places."""
    rows, columns = shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    x, y = (x + 0.5) / scale, (y + 0.5) / scale
    half = WIDTH / 2
    along = (x - half) / half
    cell = CELL * np.exp(np.clip(rng.normal(0, 0.07), -0.22, 0.22))
    capital = cell * CAPITAL / PITCH * np.exp(np.clip(rng.normal(0, 0.09), -0.25, 0.25))
    spread = 1 + 0.8 * strength
    line = HEIGHT / 2 + np.clip(rng.normal(0, 1.5), -4, 4)
    line = line + rng.normal(0, 0.9 * spread) * along + rng.normal(0, 0.4 * spread) * along**2
    below = (y - line) * (1 + rng.normal(0, 0.025 * spread) * along)
    right = half * (along + rng.normal(0, 0.02 * spread) * along**2)
    right = right + rng.normal(0, 0.03 * spread) * below
    to_x = start + (right + half) * PITCH / cell
    to_y = CANVAS[1] + below * CAPITAL / capital
    middle = round(rows / 2)
    return to_x.astype(np.float32), to_y.astype(np.float32), x[middle], to_x[middle], cell


def framed(rng, pixels):
    """Rows or columns that lie outside of the photograph."""
    if rng.random() < 0.2:
        top, bottom = rng.integers(0, 7, 2)
        value = None if rng.random() < 0.6 else rng.integers(0, 256)
        if top:
            pixels[:top] = pixels[top] if value is None else value
        if bottom:
            pixels[-bottom:] = pixels[-bottom - 1] if value is None else value
    return pixels


def strip(rng, atlases, odds):
    """A random strip. `atlases` and their `odds` are those of the fonts."""
    strength = rng.choice([0.3, 0.7, 1.0, 1.3, 1.6], p=[0.15, 0.25, 0.3, 0.2, 0.1])
    glyphs = atlases[rng.choice(len(atlases), p=odds)]
    if rng.random() < 0.7:
        glyphs = altered_cut(rng, glyphs, rng.uniform(0.3, 1.2))
    cells = int(rng.integers(24, 32)) if rng.random() < 0.75 else int(rng.integers(1, 22))
    ink, text, middles = printed(rng, glyphs, cells, strength)
    # Most strips begin inside the line; some show its start, end, or both.
    start = rng.uniform(-0.5, 5) * PITCH + 3.5 * PITCH
    if cells < 24:
        start -= rng.uniform(0, 14) * PITCH
    # Pixels of the photograph for one of the strip.
    scale = float(np.exp(rng.uniform(np.log(0.62), np.log(1.9))))
    shape = (round(HEIGHT * scale), round(WIDTH * scale))
    to_x, to_y, columns, places, cell = rectified_map(rng, shape, scale, start, strength)
    smaller = PITCH / (cell * scale)
    if smaller > 1.1:
        ink = cv2.GaussianBlur(ink, (0, 0), 0.4 * smaller)
    ink = cv2.remap(ink, to_x, to_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    if rng.random() < 0.03:
        ink, middles, text = 0 * ink, middles[:0], ""
    pixels_per_cell = cell * scale
    base = rng.uniform(0.4, 1.0)
    under = base * (1 + paper.pattern(rng, shape, 1.0, pixels_per_cell))
    blackness = rng.uniform(0.35, 0.98) if rng.random() < 0.8 else rng.uniform(0.2, 0.5)
    # The pattern shows through the ink a little.
    picture = under * (1 - ink * blackness)
    picture = picture * paper.light(rng, shape, strength, pixels_per_cell)
    picture = picture + paper.glare(rng, shape, min(strength, 1.2), pixels_per_cell)
    picture = picture * rng.uniform(0.6, 1.1)
    pixels = camera.photographed(rng, picture, strength, pixels_per_cell, (20, 95))
    pixels = framed(rng, camera.resized(rng, pixels, (WIDTH, HEIGHT)))
    at = np.interp(middles, places, columns, left=-1e3, right=1e3)
    width = np.full(len(at), cell)
    return Strip(pixels, *targets(text, at, width))


def targets(text, middles, widths):
    """The class of each column and its weight."""
    columns = (np.arange(WIDTH // STRIDE) + 0.5) * STRIDE
    classes = np.full(len(columns), GAP, np.int64)
    weights = np.ones(len(columns), np.float32)
    for character, middle, width in zip(text, middles, widths):
        distance = np.abs(columns - middle)
        classes[distance < 0.25 * width] = INDEX[character]
        weights[(distance >= 0.25 * width) & (distance < 0.38 * width)] = 0
        # Of a character at the edge only a part may be seen.
        if middle < 0.6 * width or middle > WIDTH - 0.6 * width:
            weights[distance < 0.7 * width] = 0
    return classes, weights
