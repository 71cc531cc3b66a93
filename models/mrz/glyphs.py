"""The characters of a machine-readable zone, drawn from font files."""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
INDEX = {character: index for index, character in enumerate(CHARACTERS)}

# Width of a cell and height of a capital letter in a drawn line, in pixels. ICAO 9303 part 3 sets
# cells of 2.54 mm and capitals of about 2.4 mm.
PITCH = 24
CAPITAL = 22.5
# Height and width of the picture of one glyph; the capitals stand in its middle.
GLYPH = (48, 40)

# OCR-B of Debian's package fonts-ocr-b, and how often a line is set in it.
TRAINING_FONTS = {
    "OCRB.otf": 10.0,
    "OCRBS.otf": 5.0,
    "OCRA.ttf": 0.3,
    "LiberationMono-Regular.ttf": 0.7,
    "LiberationMono-Bold.ttf": 0.5,
    "Cousine-Regular.ttf": 0.3,
    "FreeMonoBold.otf": 0.3,
    "texgyrecursor-bold.otf": 0.3,
    "NotoMono-Regular.ttf": 0.3,
    "B612Mono-Regular.otf": 0.3,
}
# Cuts of OCR-B that no training line is set in: TeX's (texlive-fonts-extra), traced from bitmaps,
# and the thinner and narrower one in the npm package bwip-js.
TEST_FONTS = {"tex-ocrb10.otf": 1.0, "bwip-OCR-B.otf": 1.0}


def font_files(folders, names):
    """The path of each named font file below one of the folders."""
    found = {path.name: path for folder in folders for path in Path(folder).rglob("*.?tf")}
    missing = [name for name in names if name not in found]
    if missing:
        raise FileNotFoundError(f"no such font below {folders}: {', '.join(missing)}")
    return {name: found[name] for name in names}


class Atlas:
    """All glyphs of one font: 37 x GLYPH, 0 paper, 1 ink."""

    def __init__(self, path):
        over = 4
        font = ImageFont.truetype(str(path), 200)
        top, bottom = font.getbbox("H")[1::2]
        size = round(200 * CAPITAL * over / (bottom - top))
        font = ImageFont.truetype(str(path), size)
        _, top, _, bottom = font.getbbox("H")
        height, width = GLYPH
        self.glyphs = np.zeros((len(CHARACTERS), height, width), np.float32)
        for index, character in enumerate(CHARACTERS):
            picture = Image.new("L", (width * over, height * over), 0)
            x = width * over / 2 - font.getlength(character) / 2
            y = height * over / 2 - (top + bottom) / 2
            ImageDraw.Draw(picture).text((x, y), character, font=font, fill=255)
            small = cv2.resize(np.asarray(picture), (width, height), interpolation=cv2.INTER_AREA)
            self.glyphs[index] = small.astype(np.float32) / 255


def altered_cut(rng, glyphs, strength=1.0):
    """The glyphs of a cut that differs: width, height, weight, slant and small bends of each."""
    height, width = GLYPH
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    y, x = y - height / 2, x - width / 2
    stretch = 1 + strength * rng.normal(0, 0.05, 2).clip(-0.12, 0.12)
    slant = strength * rng.normal(0, 0.02)
    count = len(glyphs)
    own = 1 + strength * rng.normal(0, 0.02, (count, 2))
    shift = strength * rng.normal(0, 0.35, (count, 2))
    bends = strength * rng.uniform(0, 0.9) * rng.normal(0, 1, (count, 2, 5, 4)).astype(np.float32)
    result = np.empty_like(glyphs)
    for index in range(count):
        bend_x = cv2.resize(bends[index, 0], (width, height), interpolation=cv2.INTER_CUBIC)
        bend_y = cv2.resize(bends[index, 1], (width, height), interpolation=cv2.INTER_CUBIC)
        to_x = x * stretch[0] * own[index, 0] + slant * y + shift[index, 0] + bend_x + width / 2
        to_y = y * stretch[1] * own[index, 1] + shift[index, 1] + bend_y + height / 2
        result[index] = cv2.remap(
            glyphs[index], to_x.astype(np.float32), to_y.astype(np.float32), cv2.INTER_LINEAR
        )
    return result


def with_weight(line, weight):
    """The drawn line with strokes that are wider by `weight` pixels; negative is thinner."""
    if weight == 0:
        return line
    blurred = cv2.GaussianBlur(line, (0, 0), 1.2)
    # At the edge of a straight stroke the blurred ink falls by 1 / (sqrt(2 pi) sigma) per pixel.
    level = 0.5 - weight / 2 * 0.33
    return np.clip((blurred - level) * 2.5 + 0.5, 0, 1)
