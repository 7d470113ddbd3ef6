"""How a test reads a page: its words, its title, its errors."""

from __future__ import annotations

import html
import re
from typing import Any


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
