"""Runs one other reader on a list of pictures: READER pages|lines LIST. Prints picture, text and milliseconds,
with tabs between them."""

import re
import subprocess
import sys
import time

WEIGHTS = (7, 3, 1)
DIGITS = str.maketrans("OQDISZBG", "00015286")
LETTERS = str.maketrans("01528", "OISZB")
LENGTHS = (44, 36, 30)


def tidy(text):
    text = text.upper().replace("«", "<<").replace("≤", "<").replace("‹", "<")
    return re.sub("[^A-Z0-9<]", "", text)


def fitted(text):
    """The text at the nearest length of a line; `<` is what other readers lose or repeat."""
    length = min(LENGTHS, key=lambda cells: abs(cells - len(text)))
    return text[:length].ljust(length, "<") if abs(len(text) - length) <= 8 else ""


def corrected(lines):
    """Digits where a date or check digit must be, letters in the names."""
    lines = [list(line) for line in lines]
    swap = lambda row, places, table: [
        lines[row].__setitem__(at, lines[row][at].translate(table)) for at in places]
    if len(lines) == 3:
        swap(0, [14], DIGITS), swap(1, [*range(7), *range(8, 15), 29], DIGITS)
        swap(2, range(30), LETTERS)
    else:
        swap(0, range(2, len(lines[0])), LETTERS)
        swap(1, [9, *range(13, 20), *range(21, 28)], DIGITS), swap(1, range(10, 13), LETTERS)
        if lines[0][0] != "V":
            swap(1, [len(lines[1]) - 1], DIGITS)
    return "".join(map("".join, lines))


def zone(lines):
    """The last two lines of 44 or 36 characters, or the last three of 30, with our corrections."""
    lines = [line for line in map(fitted, lines) if line]
    for length, count in ((44, 2), (36, 2), (30, 3)):
        chosen = [line for line in lines if len(line) == length][-count:]
        if len(chosen) == count:
            return corrected(chosen)
    return ""


def tesseract(picture, language):
    command = ["tesseract", picture, "-", "--psm", "7", "-l", language]
    return fitted(tidy(subprocess.run(command, capture_output=True, text=True).stdout))


def passporteye(mode):
    if mode == "lines":
        return lambda picture: tesseract(picture, "eng")
    from passporteye import read_mrz

    def read(picture):
        found = read_mrz(picture)
        return tidy(found.to_dict().get("raw_text", "")) if found else ""
    return read


def fastmrz(mode):
    if mode == "lines":
        return lambda picture: tesseract(picture, "mrz")
    from fastmrz import FastMRZ
    reader = FastMRZ()

    def read(picture):
        text = reader.get_details(picture, input_type="imagepath", ignore_parse=True)
        return tidy(text if isinstance(text, str) else text.get("mrz_text", ""))
    return read


def rapidocr(mode):
    from rapidocr import RapidOCR
    reader = RapidOCR()

    def read(picture):
        if mode == "lines":
            found = reader(picture, use_det=False, use_cls=False)
            return fitted(tidy("".join(found.txts or ())))
        found = reader(picture)
        texts = [tidy(text) for text in found.txts or ()]
        return zone([text for text in texts if len(text) >= 22])
    return read


def main():
    reader, mode, pictures = sys.argv[1:]
    read = {"passporteye": passporteye, "fastmrz": fastmrz, "rapidocr": rapidocr}[reader](mode)
    for picture in open(pictures).read().splitlines():
        start = time.perf_counter()
        try:
            text = read(picture)
        except Exception:
            # A picture that a reader fails on is one that it did not read.
            text = ""
        milliseconds = 1e3 * (time.perf_counter() - start)
        print(f"{picture}\t{text}\t{milliseconds:.1f}", flush=True)


main()
