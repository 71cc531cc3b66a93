"""Paper, patterns, shadows and glare around printed characters."""

import cv2
import numpy as np


def noise_field(rng, shape, cell):
    """Smooth noise, about -1 to 1, whose spots are `cell` pixels wide."""
    height, width = shape
    coarse = rng.normal(0, 0.5, (max(2, int(height / cell) + 2), max(2, int(width / cell) + 2)))
    return cv2.resize(coarse.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)


def pattern(rng, shape, strength=1.0, pixels_per_cell=16.0):
    """Fine lines as in security print: 0 where there is none, negative where there is ink."""
    height, width = shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    ink = np.zeros(shape, np.float32)
    for _ in range(rng.integers(0, 5)):
        period = rng.uniform(0.15, 2.5) * pixels_per_cell
        sin, cos = np.sin(angle := rng.uniform(0, np.pi)), np.cos(angle)
        across = x * sin - y * cos
        bend = rng.uniform(0, 1.2) * np.sin(
            across * rng.uniform(0.2, 2) / pixels_per_cell + rng.uniform(0, 6.28))
        wave = np.sin((x * cos + y * sin) / period * 6.28 + bend)
        ink -= strength * rng.uniform(0, 0.16) * np.clip((wave - rng.uniform(-0.5, 0.9)) * 3, 0, 1)
    if rng.random() < 0.3:
        ink -= strength * rng.uniform(0, 0.2) * np.clip(
            noise_field(rng, shape, rng.uniform(0.5, 4) * pixels_per_cell), -1, 1)
    return ink


def light(rng, shape, strength=1.0, pixels_per_cell=16.0):
    """Factor of the light: gradients, shadow edges, folds."""
    height, width = shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    factor = 1 + strength * (rng.uniform(-0.3, 0.3) * (x / width - 0.5)
                             + rng.uniform(-0.15, 0.15) * (y / height - 0.5))
    if rng.random() < 0.2 * strength:
        sin, cos = np.sin(angle := rng.uniform(0, np.pi)), np.cos(angle)
        along = (x - rng.uniform(0, width)) * cos + (y - rng.uniform(0, height)) * sin
        softness = rng.uniform(0.1, 4) * pixels_per_cell
        factor *= 1 - rng.uniform(0.1, 0.5) / (1 + np.exp(np.clip(-along / softness * 4, -30, 30)))
    if rng.random() < 0.15 * strength:
        # A fold: a thin dark or light line.
        sin, cos = np.sin(angle := rng.normal(np.pi / 2, 0.5)), np.cos(angle)
        along = (x - rng.uniform(0, width)) * sin + (y - rng.uniform(0, height)) * cos
        factor *= 1 + rng.uniform(-0.3, 0.3) * np.exp(-((along / rng.uniform(0.5, 3)) ** 2))
    return factor


def glare(rng, shape, strength=1.0, pixels_per_cell=16.0):
    """Light that is added: spots, streaks, foil patterns of a laminate."""
    height, width = shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    added = np.zeros(shape, np.float32)
    if rng.random() < 0.35 * strength:
        for _ in range(rng.integers(1, 3)):
            sin, cos = np.sin(angle := rng.uniform(0, np.pi)), np.cos(angle)
            dx, dy = x - rng.uniform(0, width), y - rng.uniform(0, height)
            long = rng.uniform(0.5, 6) * pixels_per_cell
            short = long * rng.uniform(0.2, 1)
            distance = ((dx * cos + dy * sin) / long) ** 2 + ((dy * cos - dx * sin) / short) ** 2
            added += rng.uniform(0.1, 0.8) * strength * np.exp(-distance / 2)
    if rng.random() < 0.12 * strength:
        foil = noise_field(rng, shape, rng.uniform(0.3, 2) * pixels_per_cell)
        added += rng.uniform(0.05, 0.3) * np.clip(foil * 3, 0, 1)
    return added
