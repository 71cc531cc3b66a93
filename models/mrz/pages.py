"""Whole pages in front of a camera, for measurements."""

import cv2
import numpy as np

import camera
import paper
from glyphs import PITCH, with_weight
from mrz_text import CHARACTERS, FORMATS, document, word
from strips import typeset
from wear import worn

# Width and height in mm, and the middle of the last line above the lower edge.
SIZES = {"td3": (125, 88), "td2": (105, 74), "td1": (85.6, 54), "mrva": (120, 80), "mrvb": (105, 74)}
LAST_LINE = {"td3": 11.35, "td2": 11.35, "td1": 6.0, "mrva": 11.35, "mrvb": 11.35}
# Pixels for a millimetre, so that the drawn characters fit.
SCALE = PITCH / 2.54

# How much wear, tilt, blur and light differ from a good picture; how full the page makes the frame.
LEVELS = {
    "easy": {"wear": 0.2, "camera": 0.35, "tilt": 3, "turn": 1.5, "fill": (0.85, 0.97), "light": 0.5},
    "medium": {"wear": 0.6, "camera": 0.7, "tilt": 6, "turn": 3, "fill": (0.75, 0.97), "light": 0.8},
    "hard": {"wear": 1.0, "camera": 1.0, "tilt": 10, "turn": 5, "fill": (0.65, 0.95), "light": 1.0},
}


def portrait(rng, height, width):
    """A drawn head and shoulders, 0 black, 1 white."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = (x - width / 2) / width, (y - height / 2) / height
    picture = np.full((height, width), rng.uniform(0.7, 0.95), np.float32)
    picture[(x / 0.45) ** 2 + ((y - 0.5) / 0.28) ** 2 < 1] = rng.uniform(0.1, 0.5)
    picture[(x / 0.27) ** 2 + ((y + 0.08) / 0.34) ** 2 < 1] = rng.uniform(0.1, 0.6)
    picture[(x / 0.22) ** 2 + ((y + 0.02) / 0.28) ** 2 < 1] = rng.uniform(0.4, 0.8)
    for side in (-0.09, 0.09):
        picture[((x - side) / 0.035) ** 2 + ((y + 0.05) / 0.015) ** 2 < 1] = 0.15
    return picture


def flat(rng, glyphs, form, lines, wear):
    """The page from above: reflectance 0 to 1."""
    width, height = (round(size * SCALE) for size in SIZES[form])
    ink = np.zeros((height, width), np.float32)
    left = (width - len(lines[0]) * PITCH) / 2 + rng.normal(0, 4)
    for at, line in enumerate(reversed(lines)):
        row = height - (LAST_LINE[form] + 6.35 * at) * SCALE
        typeset(rng, ink, glyphs, line, left, row, PITCH, rng.choice([0.0, 0.3]) * wear)
    weight = float(np.clip(rng.normal(0, 0.5), -1.0, 1.3))
    zone = height - round((LAST_LINE[form] + 6.35 * len(lines)) * SCALE)
    ink[zone:] = worn(rng, with_weight(ink[zone:], weight), wear)
    blackness = rng.uniform(0.6, 0.97)
    base = rng.uniform(0.6, 1.0)
    picture = base * (1 + paper.pattern(rng, ink.shape, 0.3 + 0.5 * wear, PITCH))
    # Entries beside the portrait, in sizes and spacings of their own.
    area = [round(part * SCALE) for part in (5, 6, 33, 42)]
    if form == "td1":
        area = [round(part * SCALE) for part in (4, 3, 20, 25)]
    x, y, wide, high = area
    top = y + 8
    while top + 30 < y + high:
        text = word(rng, int(rng.integers(4, 22)), CHARACTERS[:36])
        size = rng.uniform(0.45, 0.8)
        line = np.zeros((48, 40 * len(text) + 80), np.float32)
        typeset(rng, line, glyphs, text, 30, 24, PITCH * rng.uniform(0.8, 1.1), 0)
        line = cv2.resize(line, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
        room = line[:, :max(0, width - x - wide - 30)]
        part = ink[top:top + room.shape[0], x + wide + 20:x + wide + 20 + room.shape[1]]
        np.maximum(part, room[:part.shape[0], :part.shape[1]], out=part)
        top += round(rng.uniform(22, 48))
    picture = picture * (1 - blackness * ink)
    picture[y:y + high, x:x + wide] = portrait(rng, high, wide)
    return picture


def shot(rng, page, level, size, upside_down=False):
    """One frame of the page, as bytes, and the projection of the flat page to it."""
    settings = LEVELS[level]
    width, height = size
    rows, columns = page.shape
    fill = rng.uniform(*settings["fill"])
    scale = min(width * fill / columns, height * fill / rows)
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [columns * scale / 2, rows * scale / 2]
    turn = np.deg2rad(rng.normal(0, settings["turn"]) + (180 if upside_down else 0))
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    tilt = np.deg2rad(np.clip(rng.normal(0, settings["tilt"], 2), -22, 22))
    distance = 2.2 * columns * scale
    room = [max(0, (width - columns * scale) / 2 - 4), max(0, (height - rows * scale) / 2 - 4)]
    middle = np.array([width / 2, height / 2]) + rng.uniform(-0.5, 0.5, 2) * room
    points = []
    for point in corners @ rotation.T:
        depth = distance + point @ np.sin(tilt)
        points.append(middle + point * np.cos(tilt) * distance / depth)
    source = np.float32([[0, 0], [columns, 0], [columns, rows], [0, rows]])
    matrix = cv2.getPerspectiveTransform(source, np.float32(points))
    if scale < 0.9:
        page = cv2.GaussianBlur(page, (0, 0), 0.4 / scale)
    # The page is bent a little, as an open book's.
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    inverse = np.linalg.inv(matrix)
    depth = inverse[2, 0] * x + inverse[2, 1] * y + inverse[2, 2]
    to_x = (inverse[0, 0] * x + inverse[0, 1] * y + inverse[0, 2]) / depth
    to_y = (inverse[1, 0] * x + inverse[1, 1] * y + inverse[1, 2]) / depth
    bend = rng.normal(0, 1.2 * settings["wear"]) * SCALE
    to_y = to_y + bend * (2 * to_x / columns - 1) ** 2
    frame = cv2.remap(page.astype(np.float32), to_x.astype(np.float32), to_y.astype(np.float32),
                      cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=-1)
    desk = rng.uniform(0.05, 0.6) * (1 + 0.3 * paper.noise_field(rng, (height, width), rng.uniform(3, 60)))
    frame = np.where(frame < 0, desk, frame)
    cell = PITCH * scale
    frame = frame * paper.light(rng, frame.shape, settings["light"], cell * 8)
    frame = frame + paper.glare(rng, frame.shape, settings["light"], cell * 3)
    return camera.photographed(rng, frame, settings["camera"], cell, (60, 95), 0), matrix


def cut_lines(rng, picture, matrix, form, lines):
    """Each line of a frame as a picture of its own, cut loosely and not quite level."""
    width, height = (size * SCALE for size in SIZES[form])
    long = len(lines[0]) * PITCH
    for at, line in enumerate(lines):
        row = height - (LAST_LINE[form] + 6.35 * (len(lines) - 1 - at)) * SCALE
        left = (width - long) / 2 - rng.uniform(0.3, 2) * PITCH
        right = (width + long) / 2 + rng.uniform(0.3, 2) * PITCH
        above, below = rng.uniform(0.65, 1.1, 2) * PITCH
        corners = np.float32([[left, row - above], [right, row - above],
                              [right, row + below], [left, row + below]])
        corners += rng.normal(0, 0.08 * PITCH, (4, 2)).astype(np.float32)
        seen = cv2.perspectiveTransform(corners[None], matrix)[0]
        wide = round(float(np.linalg.norm(seen[1] - seen[0])))
        high = max(12, round(wide * (above + below) / (right - left)))
        target = np.float32([[0, 0], [wide, 0], [wide, high], [0, high]])
        yield line, cv2.warpPerspective(
            picture, cv2.getPerspectiveTransform(seen, target), (wide, high), flags=cv2.INTER_LINEAR)
