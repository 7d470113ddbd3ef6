"""Read a printed paper back, as whoever is handed it reads it."""

from __future__ import annotations

import pypdfium2


def pages(pdf: bytes) -> list[str]:
    """Give the words of each page, a line a line."""
    with pypdfium2.PdfDocument(pdf) as paper:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in paper]


def words(pdf: bytes) -> str:
    """Give the words of the whole paper in the order they are read, with one space between them."""
    return " ".join(" ".join(pages(pdf)).split())
