"""What can be printed: which signs the fonts hold, which way words run, and words for a sign no font holds."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import typst

FONTS = Path(__file__).resolve().parent / "fonts"
# The first is the face of the paper; the next are asked for what it does not hold. The last comes with typst.
FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", "Libertinus Serif")

# What the face that comes with typst certainly holds: English, Welsh, Albanian, Vietnamese.
_ALWAYS = frozenset(
    code
    for first, last in ((0x20, 0x7E), (0xA0, 0x17F), (0x1EA0, 0x1EF9), (0x2018, 0x201D))
    for code in range(first, last + 1)
) | {0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x2013, 0x2014, 0x2022, 0x2026, 0x20AC}
_JOINERS = {0x200C, 0x200D}  # Sorani and Dari are misread without them
_EMOJI_PARTS = {0xFE0E, 0xFE0F, 0x20E3}
_PLAIN = re.compile("[\n -~]*")  # as most words of a long record are: nothing in them needs looking at
_CARRIER = "\u25cc"
_OTHER_LINES = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@cache
def fonts() -> typst.Fonts:
    """Gather the fonts that set-up fetched and those that typst brings, none of the machine's own."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)] if FONTS.is_dir() else [])


@cache
def families() -> tuple[str, ...]:
    """Name the families to print with, the paper's own face first."""
    held = set(fonts().families())
    return tuple(name for name in FAMILIES if name in held)


@cache
def held() -> frozenset[int]:
    """List the code points that the fonts of this installation hold."""
    found = set(_ALWAYS)
    for path in sorted(FONTS.glob("*-regular.ttf")):
        found.update(_code_points(path.read_bytes()))
    return frozenset(found)


def printable(words: str) -> str:
    """Give the words as they can be printed: the same, with what no font holds said in words in square brackets."""
    if _PLAIN.fullmatch(words):
        return words
    text = _OTHER_LINES.sub("\n", unicodedata.normalize("NFC", words)).replace("\t", "    ")
    said = []
    for can, signs in groupby(text, key=_can_print):
        run = "".join(signs)
        said.append(_joined(run) if can else _in_words(run))
    return _carried("".join(said))


def runs_right_to_left(words: str) -> bool:
    """Tell whether words run from right to left: as the first letter that has a direction does."""
    if words.isascii():
        return False
    for sign in words:
        direction = unicodedata.bidirectional(sign)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


def _can_print(sign: str) -> bool:
    code = ord(sign)
    if code in _JOINERS or sign in "\n ":
        return True
    # Controls, signs that turn the direction of what follows (they can make a line read as another), and halves.
    if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return False
    return code in held()


def _carried(words: str) -> str:
    """Set a mark that begins a line on the circle that stands for a missing letter.

    The typesetter takes such a mark's font from what stands before it on the page, which may not hold it.
    """
    if ord(_CARRIER) not in held():
        return words
    lines = words.split("\n")
    return "\n".join(_CARRIER + line if line and unicodedata.combining(line[0]) else line for line in lines)


def _joined(run: str) -> str:
    """Leave a joiner only between two letters, where it means something."""
    return re.sub("(?<![^\\W\\d_])[\u200c\u200d]+|[\u200c\u200d]+(?![^\\W\\d_])", "", run)


def _in_words(run: str) -> str:
    """Say what cannot be printed: a sign by its name, letters by their script and their number."""
    said = []
    for script, signs in groupby((sign for sign in run if _is_seen(sign)), key=_script):
        several = list(signs)
        if script is None:
            said += [f"[{_name(sign)}]" for sign in several]
        else:
            count = "1 letter" if len(several) == 1 else f"{len(several)} letters"
            said.append(f"[{count} in {script} script, not printed: read them in the record]")
    return "".join(said)


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cf"} and ord(sign) not in _EMOJI_PARTS


def _script(sign: str) -> str | None:
    if unicodedata.category(sign)[0] not in "LM":
        return None
    first = unicodedata.name(sign, "AN UNKNOWN").split("-")[0].split(" ")[0]
    return {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}.get(
        first, first.capitalize()
    )


def _name(sign: str) -> str:
    return f"sign: {unicodedata.name(sign, 'one that cannot be read').lower()}"


def _code_points(font: bytes) -> Iterator[int]:
    """Read the code points of a TrueType font from its `cmap` table (formats 4 and 12 of the OpenType text)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for at in range(12, 12 + 16 * tables, 16):
        tag, _, start, _ = struct.unpack_from(">4sIII", font, at)
        if tag == b"cmap":
            break
    else:
        return
    for at in range(start + 4, start + 4 + 8 * struct.unpack_from(">H", font, start + 2)[0], 8):
        offset = start + struct.unpack_from(">I", font, at + 4)[0]
        kind = struct.unpack_from(">H", font, offset)[0]
        if kind == 12:
            yield from _of_groups(font, offset)
        elif kind == 4:
            yield from _of_segments(font, offset)


def _of_groups(font: bytes, offset: int) -> Iterator[int]:
    for index in range(struct.unpack_from(">I", font, offset + 12)[0]):
        first, last, _ = struct.unpack_from(">III", font, offset + 16 + 12 * index)
        yield from range(first, last + 1)


def _of_segments(font: bytes, offset: int) -> Iterator[int]:
    doubled = struct.unpack_from(">H", font, offset + 6)[0]
    words = f">{doubled // 2}H"
    last = struct.unpack_from(words, font, offset + 14)
    first = struct.unpack_from(words, font, offset + 16 + doubled)
    for begin, end in zip(first, last, strict=True):
        yield from (code for code in range(begin, end + 1) if code != 0xFFFF)
