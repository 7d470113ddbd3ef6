"""Invented pictures: a plain square is as good as a face."""

from __future__ import annotations

import io

from PIL import Image

from lantern.gateways.files import Picture, drawn_anew


def photograph_file(*, colour: str = "navy", kind: str = "PNG") -> bytes:
    """Give a picture's file as a telephone would send it."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(out, kind)
    return out.getvalue()


def picture(*, colour: str = "navy") -> Picture:
    """Give a picture as it is kept."""
    return drawn_anew(photograph_file(colour=colour))
