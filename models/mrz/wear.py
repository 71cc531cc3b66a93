"""What printing and use do to ink: 0 paper, 1 full ink."""

import cv2
import numpy as np

from paper import noise_field


def worn(rng, ink, strength=1.0, pixels_per_cell=24.0):
    """Uneven, broken, spread, screened or crossed-out ink."""
    shape = ink.shape
    if rng.random() < 0.3:
        ink = ink * (1 - rng.uniform(0, 0.5) * strength
                     * np.clip(noise_field(rng, shape, rng.uniform(0.5, 6) * pixels_per_cell), 0, 1))
    if rng.random() < 0.15 * strength:
        # Flaked ink: holes with hard edges.
        holes = noise_field(rng, shape, rng.uniform(1.0, 3.5))
        ink = ink * (holes < rng.uniform(0.25, 1.0))
    if rng.random() < 0.1 * strength:
        # Ink that the paper soaked up.
        spread = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.8, 2.0))
        ink = np.maximum(ink, rng.uniform(0.3, 0.8) * spread)
    if rng.random() < 0.12:
        ink = ink * screen(rng, shape)
    if rng.random() < 0.1 * strength:
        # Missing rows of a thermal or dot matrix printer.
        rows = np.ones(shape[0], np.float32)
        rows[rng.integers(0, shape[0], rng.integers(1, 6))] = rng.uniform(0, 0.6)
        ink = ink * rows[:, None]
    if rng.random() < 0.18 * strength:
        ink = scratched(rng, ink, pixels_per_cell)
    return ink


def screen(rng, shape):
    """A halftone screen: dots or lines."""
    y, x = np.mgrid[0:shape[0], 0:shape[1]].astype(np.float32)
    sin, cos = np.sin(angle := rng.uniform(0, np.pi)), np.cos(angle)
    period = rng.uniform(2.2, 5)
    dots = np.sin((x * cos + y * sin) / period * 6.28) + np.sin((y * cos - x * sin) / period * 6.28)
    return 1 - rng.uniform(0.2, 0.8) * np.clip(dots - rng.uniform(-1, 0.8), 0, 1)


def scratched(rng, ink, pixels_per_cell):
    """Hairs, pen strokes and scratches that add or remove ink."""
    mask = np.zeros(ink.shape, np.float32)
    height, width = ink.shape
    for _ in range(rng.integers(1, 4)):
        start = rng.uniform(0, (width, height))
        turn = rng.uniform(-0.4, 0.4) if rng.random() < 0.5 else rng.uniform(0, 6.28)
        length = rng.uniform(1, 15) * pixels_per_cell
        middle = start + length / 2 * np.array([np.cos(turn), np.sin(turn)]) + rng.normal(0, 8, 2)
        end = start + length * np.array([np.cos(turn), np.sin(turn)])
        points = np.int32([start, middle, end])
        cv2.polylines(mask, [points], False, 1.0, int(rng.integers(1, 3)), cv2.LINE_AA)
    if rng.random() < 0.5:
        return np.maximum(ink, rng.uniform(0.2, 0.9) * mask)
    return ink * (1 - rng.uniform(0.4, 1.0) * mask)
