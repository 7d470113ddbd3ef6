"""How a test reads a page: its words, its title, its errors."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest


def words(response: Any) -> str:
    """Give a page's visible words in one line."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    text = main.group(0) if main else response.content.decode()
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def title(response: Any) -> str:
    """Give a page's title."""
    found = re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)
    return html.unescape(found.group(1)).strip() if found else ""


def errors(response: Any) -> list[str]:
    """Give what the error summary lists."""
    summary = re.search(r"govuk-error-summary__list.*?</ul>", response.content.decode(), re.DOTALL)
    listed = re.findall(r"<li>(.*?)</li>", summary.group(0), re.DOTALL) if summary else []
    return [html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in listed]


def printed(pdf: bytes, folder: Path) -> str:
    """Give the words of a PDF in the order they are read."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext on this machine")
    (folder / "paper.pdf").write_bytes(pdf)
    said = subprocess.run([reader, "-raw", folder / "paper.pdf", "-"], capture_output=True, check=True)
    return " ".join(said.stdout.decode().split())
