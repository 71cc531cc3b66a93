"""What a camera and a file format do to a picture of values 0 to 1."""

import cv2
import numpy as np


def photographed(rng, picture, strength=1.0, pixels_per_cell=16.0, quality=(25, 95), copies=0.15):
    """Blur, noise, sharpening, tone and compression, as bytes; a share are copies with hard contrast."""
    picture = picture.astype(np.float32)
    if rng.random() < 0.8:
        sigma = rng.uniform(0.2, 0.85 + 0.75 * strength) * (pixels_per_cell / 16) ** 0.7
        picture = cv2.GaussianBlur(picture, (0, 0), sigma)
    if rng.random() < 0.2 * strength:
        picture = cv2.filter2D(picture, -1, motion(rng, rng.uniform(2, 5) * pixels_per_cell / 16))
    if rng.random() < 0.1:
        picture = moire(rng, picture, pixels_per_cell)
    noise = rng.uniform(0, 0.045 * strength) if rng.random() < 0.85 else rng.uniform(0, 0.1 * strength)
    grain = rng.normal(0, noise, picture.shape).astype(np.float32)
    if rng.random() < 0.4:
        grain = cv2.GaussianBlur(grain, (0, 0), rng.uniform(0.4, 0.9)) * 1.8
    picture = picture + grain
    if rng.random() < 0.3:
        # The sharpening of a camera leaves halos.
        soft = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.8, 2.0))
        picture = picture + rng.uniform(0.2, 1.5) * (picture - soft)
    if rng.random() < 0.3:
        picture = np.clip(picture, 0, 1) ** rng.uniform(0.5, 1.8)
    if rng.random() < copies:
        # A scan with hard contrast, or a copy.
        middle, gain = rng.uniform(0.35, 0.65), rng.uniform(1.5, 4)
        picture = (picture - middle) * gain + 0.5
    pixels = (np.clip(picture, 0, 1) * 255).astype(np.uint8)
    if rng.random() < 0.6:
        _, file = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(*quality))])
        pixels = cv2.imdecode(file, cv2.IMREAD_GRAYSCALE)
    return pixels


def motion(rng, length):
    """The kernel of a short movement."""
    size = 2 * int(np.ceil(length / 2)) + 1
    kernel = np.zeros((size, size), np.float32)
    angle = rng.choice([0.0, np.pi / 2, rng.uniform(0, np.pi)])
    step = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    for part in np.linspace(-1, 1, 4 * size):
        x, y = np.rint(size // 2 + part * step).astype(int)
        kernel[y, x] += 1
    return kernel / kernel.sum()


def moire(rng, picture, pixels_per_cell):
    """The beat of a screen's or scanner's grid with the camera's."""
    y, x = np.mgrid[0:picture.shape[0], 0:picture.shape[1]].astype(np.float32)
    for _ in range(rng.integers(1, 3)):
        sin, cos = np.sin(angle := rng.uniform(0, np.pi)), np.cos(angle)
        wave = np.sin((x * cos + y * sin) * 6.28 / (rng.uniform(0.12, 1.5) * pixels_per_cell))
        picture = picture * (1 + rng.uniform(0.02, 0.15) * wave)
    return picture


def resized(rng, picture, size):
    """The picture at another size, as different programs resize."""
    smaller = size[0] < picture.shape[1]
    way = cv2.INTER_AREA if smaller and rng.random() < 0.7 else (
        cv2.INTER_CUBIC if rng.random() < 0.4 else cv2.INTER_LINEAR)
    return cv2.resize(picture, size, interpolation=way)
