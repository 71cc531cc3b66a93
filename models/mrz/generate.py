"""Draws pages or lines with their truth, for `cargo xtask eval mrz`. Seeded."""

import argparse
from pathlib import Path

import cv2
import numpy as np

import pages
import strips
from glyphs import TEST_FONTS, TRAINING_FONTS, Atlas, altered_cut, font_files
from mrz_text import FORMATS, document

# How often a page has each format.
ODDS = {"td3": 0.6, "td2": 0.1, "td1": 0.2, "mrva": 0.06, "mrvb": 0.04}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fonts", nargs="+", default=["/usr/share/fonts"])
    parser.add_argument("--font-set", choices=["training", "test"], default="test")
    parser.add_argument("--level", choices=pages.LEVELS, default="medium")
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--lines", action="store_true", help="cut out each line")
    parser.add_argument("--frames", type=int, default=1)
    parser.add_argument("--size", type=int, nargs=2, default=[1920, 1080])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--upside-down", type=float, default=0.1, help="share of pages")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    if options.font_set == "test":
        names = TEST_FONTS
    else:
        names = {name: odds for name, odds in TRAINING_FONTS.items() if name.startswith("OCRB")}
    atlases = [Atlas(path).glyphs for path in font_files(options.fonts, names).values()]
    options.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for number in range(options.pages):
        rng = np.random.default_rng([options.seed, number])
        form = rng.choice(list(ODDS), p=list(ODDS.values()))
        lines, _ = document(rng, form)
        glyphs = atlases[rng.integers(0, len(atlases))]
        settings = pages.LEVELS[options.level]
        glyphs = altered_cut(rng, glyphs, 0.4 * settings["wear"])
        page = pages.flat(rng, glyphs, form, lines, settings["wear"])
        is_turned = rng.random() < options.upside_down
        for frame in range(options.frames):
            picture, matrix = pages.shot(rng, page, options.level, options.size, is_turned)
            if options.lines:
                cut = pages.cut_lines(rng, picture, matrix, form, lines)
                for at, (line, strip) in enumerate(cut):
                    name = f"{number:05}_l{at + 1}_f{frame + 1}"
                    cv2.imwrite(str(options.out / f"{name}.png"), strip)
                    rows.append(f"{name}\t{line}")
                continue
            name = f"{number:05}_f{frame + 1}.jpg"
            cv2.imwrite(str(options.out / name), picture, [cv2.IMWRITE_JPEG_QUALITY, 95])
        if not options.lines:
            rows.append("\t".join([f"{number:05}", *lines]))
    options.out.with_suffix(".tsv").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
