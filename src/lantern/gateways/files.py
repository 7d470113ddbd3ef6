"""Take a picture that somebody sends, and draw it anew: what is kept is the picture and nothing else in the file.

The type is read from the bytes, never from the name or from what the browser says. A file that is also something
else, the place and the machine it was taken with, comments and colour profiles: all are gone, since only the
drawn points are written again.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image, ImageOps

from lantern.vocabulary.refusals import Refused

MOST_BYTES = 10_000_000
MOST_POINTS = 40_000_000
LONGEST_SIDE = 1600
MEDIA_TYPE = "image/jpeg"
_QUALITY = 85
_JPEG, _PNG, _WEBP = "JPEG", "PNG", "WEBP"
# Ours is the lower limit, and it is asked before Pillow makes room for any point.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as it was drawn anew: always a JPEG, upright, and its digest."""

    content: bytes
    width: int
    height: int
    digest: str
    media_type: str = MEDIA_TYPE


class NotAPicture(Refused):
    """What was sent is no picture that can be taken."""


_ANOTHER = "What you typed is kept. Choose another photograph, or send without one."
_TRY_A_SCREENSHOT = (
    "This telephone's own format (HEIC) cannot be taken. What you typed is kept. Take a screenshot of the photograph "
    "and send that, or set the camera to “most compatible”."
)


def picture_from(upload: Iterable[bytes]) -> Picture:
    """Read an upload as it comes, and draw it anew. Refuses, with NotAPicture, what is too large or no picture."""
    return drawn_anew(_read(upload))


def drawn_anew(data: bytes) -> Picture:
    """Draw a JPEG, PNG or WebP anew, upright and at most 1,600 points on its longer side, as a JPEG."""
    kind = _sniffed(data)
    _check_room(kind, data)
    try:
        clean = _drawn(kind, data)
    except NotAPicture:
        raise
    except Exception as broken:  # a made-up file fails inside Pillow in more ways than it names
        raise NotAPicture(
            f"This photograph is broken or was not sent whole. {_ANOTHER}", field="photograph"
        ) from broken
    out = io.BytesIO()
    clean.save(out, _JPEG, quality=_QUALITY, optimize=True)
    content = out.getvalue()
    return Picture(
        content=content,
        width=clean.width,
        height=clean.height,
        digest=hashlib.sha256(content).hexdigest(),
    )


def _read(upload: Iterable[bytes]) -> bytes:
    """Read no more than may be taken."""
    held = bytearray()
    for chunk in upload:
        held += chunk
        if len(held) > MOST_BYTES:
            raise NotAPicture(
                f"This photograph is larger than {MOST_BYTES // 1_000_000} megabytes. {_ANOTHER} "
                "A screenshot of it is smaller.",
                field="photograph",
            )
    return bytes(held)


def _sniffed(data: bytes) -> str:
    """Say from its first bytes what a file is; refuse everything but three kinds of picture."""
    if data.startswith(b"\xff\xd8\xff"):
        return _JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _WEBP
    if data[4:8] == b"ftyp":
        raise NotAPicture(_TRY_A_SCREENSHOT, field="photograph")
    if not data:
        raise NotAPicture(f"The file is empty. {_ANOTHER}", field="photograph")
    raise NotAPicture(
        f"This file is not a photograph that can be taken: JPEG, PNG or WebP. {_ANOTHER}", field="photograph"
    )


def _check_room(kind: str, data: bytes) -> None:
    """Refuse a picture of more points than may be drawn, from its head alone: a small file can unpack to gigabytes."""
    if kind == _WEBP:
        size = _webp_size(data)  # Pillow makes room for the whole canvas as soon as it opens one
    else:
        try:
            with Image.open(io.BytesIO(data), formats=[kind]) as head:
                size = head.size
        except Exception as broken:  # as above
            raise NotAPicture(f"This photograph is broken. {_ANOTHER}", field="photograph") from broken
    if size[0] * size[1] > MOST_POINTS:
        raise NotAPicture(
            f"This photograph has more than {MOST_POINTS // 1_000_000} million points. {_ANOTHER} "
            "A screenshot of it has fewer.",
            field="photograph",
        )


def _webp_size(data: bytes) -> tuple[int, int]:
    """Give width and height from a WebP's first chunk, in each of its three forms (the container's specification)."""
    form = data[12:16]
    if form == b"VP8X" and len(data) >= 30:
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if form == b"VP8L" and len(data) >= 25:
        packed = int.from_bytes(data[21:25], "little")
        return 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
    if form == b"VP8 " and len(data) >= 30:
        sides = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (26, 28))
        return next(sides), next(sides)
    raise NotAPicture(f"This photograph is broken. {_ANOTHER}", field="photograph")


def _drawn(kind: str, data: bytes) -> Image.Image:
    """Draw the first picture of a file upright, smaller where it is large, on white where it is see-through."""
    with Image.open(io.BytesIO(data), formats=[kind]) as given:
        given.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked no larger than is needed
        given.load()
        upright = ImageOps.exif_transpose(given)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", upright.size, "white")  # a new one carries none of the old one's comments
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        see_through = upright.convert("RGBA")
        clean.paste(see_through, mask=see_through.getchannel("A"))
    else:
        clean.paste(upright.convert("RGB"))
    return clean
