"""How a test sends a page's form: what the page carries unseen, and what a person types."""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from typing import Any

from lantern.vocabulary.days import LONDON, day_of


def hidden(response: Any) -> dict[str, str]:
    """Give the hidden fields of the page's form, its token aside."""
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', response.content.decode())
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def day_boxes(name: str, on: date) -> dict[str, str]:
    """Type a day into a field's three boxes; of a moment, its day in London."""
    day = day_of(on) if isinstance(on, datetime) else on
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def boxes(name: str, moment: datetime) -> dict[str, str]:
    """Type a moment into a field's five boxes, as it is in London."""
    local = moment.astimezone(LONDON)
    return {
        **day_boxes(name, moment),
        f"{name}_hour": f"{local.hour:02}",
        f"{name}_minute": f"{local.minute:02}",
    }


def drawn(response: Any, name: str) -> str:
    """Give what stands in the box of this name on the page."""
    box = re.search(rf'<input[^>]*name="{name}"[^>]*?value="([^"]*)"', response.content.decode())
    area = re.search(
        rf'<textarea[^>]*name="{name}"[^>]*>\n(.*?)</textarea>', response.content.decode(), re.DOTALL
    )
    found = box or area
    return html.unescape(found.group(1)) if found else ""
