"""Texts of machine-readable zones (ICAO 9303 parts 4 to 7)."""

from glyphs import CHARACTERS

LETTERS, DIGITS = CHARACTERS[:26], CHARACTERS[26:36]
# Characters that readers confuse are drawn more often.
CONFUSED = "0OQD1IL2Z5S8B6GMNWHUV4AKXYCFEPR39T7J"

# Lines and cells of each format.
FORMATS = {"td3": (2, 44), "td2": (2, 36), "td1": (3, 30), "mrva": (2, 44), "mrvb": (2, 36)}


def check_digit(text):
    """The check digit of ICAO 9303 part 3, section 4.9."""
    value = sum(int(character, 36) * (7, 3, 1)[at % 3]
                for at, character in enumerate(text) if character != "<")  # `<` counts as zero.
    return str(value % 10)


def word(rng, length, characters):
    return "".join(characters[at] for at in rng.integers(0, len(characters), length))


def training_text(rng, length):
    """Characters in runs as in real zones: fillers, digits, letters, mixtures."""
    text = ""
    while len(text) < length:
        kind, run = rng.integers(0, 6), int(rng.integers(1, 9))
        if kind == 0:
            text += "<" * (run if rng.random() < 0.7 else 2 * run)
        elif kind == 1:
            text += word(rng, run, DIGITS)
        elif kind == 2:
            text += word(rng, run, LETTERS)
        elif kind == 3:
            text += word(rng, run, CONFUSED)
        elif kind == 4:
            text += word(rng, run, CHARACTERS)
        else:
            text += word(rng, run, LETTERS) + "<"
    return text[:length]


def date(rng, first, last):
    return f"{rng.integers(first, last + 1) % 100:02}{rng.integers(1, 13):02}{rng.integers(1, 29):02}"


def filled(text, length):
    return text[:length].ljust(length, "<")


def checked(text):
    return text + check_digit(text)


def document(rng, form):
    """The lines of a random document with right check digits, and its key."""
    _, cells = FORMATS[form]
    state = word(rng, 3, LETTERS)
    names = "<".join(word(rng, int(rng.integers(2, 10)), LETTERS) for _ in range(rng.integers(1, 3)))
    given = "<".join(word(rng, int(rng.integers(2, 9)), LETTERS) for _ in range(rng.integers(1, 4)))
    name = f"{names}<<{given}"
    length = int(rng.integers(7, 10))
    kind = rng.integers(0, 3)
    number = (word(rng, length, DIGITS) if kind == 0 else
              word(rng, 2, LETTERS) + word(rng, length - 2, DIGITS) if kind == 1 else
              word(rng, length, LETTERS + DIGITS))
    number = checked(filled(number, 9))
    birth, expiry = checked(date(rng, 30, 99)), checked(date(rng, 24, 39))
    sex = "MF<"[rng.integers(0, 3)]
    optional = lambda most: filled(word(rng, int(rng.integers(0, most + 1)), LETTERS + DIGITS)
                                   if rng.random() < 0.5 else "", most)
    if form == "td1":
        first, second = optional(15), optional(11)
        lines = ["I<" + state + number + first]
        all_fields = lines[0][5:] + birth + expiry + second
        lines += [birth + sex + expiry + state + second + check_digit(all_fields), filled(name, cells)]
    elif form in ("td2", "td3"):
        personal = optional(7) if form == "td2" else checked(optional(14))
        lines = [filled(("I<" if form == "td2" else "P<") + state + name, cells)]
        lines += [number + state + birth + sex + expiry + personal
                  + check_digit(number + birth + expiry + personal)]
    else:
        lines = [filled("V<" + state + name, cells)]
        lines += [number + state + birth + sex + expiry + optional(16 if form == "mrva" else 8)]
    assert all(len(line) == cells for line in lines)
    return lines, number + birth + expiry
