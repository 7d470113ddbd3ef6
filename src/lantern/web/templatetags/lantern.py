"""How times are said, and the tags that draw components. Every page has these without loading them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import forms, template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.context import Context
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantern.vocabulary.days import LONDON, When
from lantern.vocabulary.legal_status import legal_status_words
from lantern.web.forms.rendering import error_links

register = template.Library()

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
STAMP = Path(__file__).resolve().parents[1] / "static" / "built" / ".stamp"


# Times. A name that a template does not know arrives as empty text, so empty is read as "not given".


@register.filter
def day(on: date | None) -> str:
    """Say a day: Sunday 22 November 2026."""
    if not on:
        return ""
    if isinstance(on, datetime):
        on = on.astimezone(LONDON).date()
    return f"{_(DAYS[on.weekday()])} {on.day} {_(MONTHS[on.month - 1])} {on.year}"


@register.filter
def moment(at: datetime | None) -> str:
    """Say an aware moment in London's time: Sunday 22 November 2026, 2:14am."""
    if not at:
        return ""
    local = at.astimezone(LONDON)
    return f"{day(local)}, {_half_day(local)}{_which_hour(local)}"


@register.filter
def clock(when: datetime | When | None) -> str:
    """Say the time alone for a table, 24 hours, London: 02:14."""
    at = when.at if isinstance(when, When) else when
    if not at:
        return _("time not known") if isinstance(when, When) else ""
    local = at.astimezone(LONDON)
    return f"{local:%H:%M}{_which_hour(local)}"


@register.filter
def legal_status(code: str) -> str:
    """Say the legal status that a code of the statutory return stands for: Full care order (C2)."""
    return legal_status_words(code)


@register.filter
def clock_seconds(at: datetime | None) -> str:
    """Say the time to the second, 24 hours, London: 02:14:05."""
    return f"{at.astimezone(LONDON):%H:%M:%S}" if at else ""


@register.filter
def when(said: When | datetime | date | None) -> str:
    """Say a time as well as it is known: Sunday 22 November 2026, time not known."""
    if not said:
        return _("not known")
    if isinstance(said, When):
        return moment(said.at) if said.at else _("%(day)s, time not known") % {"day": day(said.on)}
    return moment(said) if isinstance(said, datetime) else day(said)


@register.filter
def duration(lasted: timedelta | None) -> str:
    """Say how long: 11 hours 40 minutes; 2 days 3 hours; less than a minute."""
    if lasted is None:
        return ""
    minutes = max(0, int(lasted.total_seconds())) // 60
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    said = [
        ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else "",
        ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes} if minutes and not days else "",
    ]
    return " ".join(part for part in said if part) or _("less than a minute")


@register.filter
def iso(at: datetime | date | When | None) -> str:
    """Write a moment for a machine, in UTC: 2026-11-22T02:14:00Z; a day as a day."""
    if isinstance(at, When):
        at = at.at or at.on
    if isinstance(at, datetime):
        return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return at.isoformat() if at else ""


@register.simple_tag
def lasting(since: When | datetime, now: datetime) -> str:
    """Say how long it has been, and let the page's script count on; a day without a time gives bounds."""
    if isinstance(since, When) and since.at is None:
        return _bounds(now - since.latest, now - since.earliest)
    began = since.at if isinstance(since, When) and since.at else since
    markup = '<time datetime="{}" data-since="{}" data-drawn="{}">{}</time>'
    return format_html(markup, iso(began), iso(began), iso(now), duration(now - began))  # type: ignore[operator]


def _bounds(least: timedelta, most: timedelta) -> str:
    if least <= timedelta(minutes=1):
        return _("at most %(most)s") % {"most": duration(most)}
    return _("at least %(least)s, at most %(most)s") % {"least": duration(least), "most": duration(most)}


def _half_day(local: datetime) -> str:
    if local.minute == 0 and local.hour % 12 == 0:
        return _("midday") if local.hour else _("midnight")
    return f"{local.hour % 12 or 12}:{local.minute:02}{'am' if local.hour < 12 else 'pm'}"


def _which_hour(local: datetime) -> str:
    """Name the hour that comes twice when the clocks go back; any other needs no name."""
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    comes_twice = twice and local.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == local.replace(
        tzinfo=None
    )
    return f" {local.tzname()}" if comes_twice else ""


# Drawing


@register.simple_tag
def asset(name: str) -> str:
    """Give the address of a built file, even of one not built yet: the page is readable without it."""
    try:
        address = staticfiles_storage.url(name)
    except ValueError:
        address = f"{settings.STATIC_URL}{name}"
    return f"{address}?{_stamp()}" if _stamp() else address


@lru_cache(maxsize=1)
def _stamp() -> str:
    """Read which build this is, so that a browser does not keep last week's styles."""
    return STAMP.read_text()[:10] if STAMP.exists() else ""


@register.simple_block_tag(takes_context=True)
def component(context: Context, content: str, name: str, **parameters: Any) -> str:
    """Draw a component around what stands between the tags: {% component "inset" %}...{% endcomponent %}."""
    found = context.template.engine.get_template(f"components/{name}.html")  # type: ignore[union-attr]
    return found.render(Context({**parameters, "content": content}, autoescape=context.autoescape))


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm, title: str = "") -> dict[str, Any]:
    """Draw what is wrong with a form, once: a form drawn further down the same page leaves its own out."""
    form.summary_drawn = True  # type: ignore[attr-defined]
    return {"errors": error_links(form), "title": title}


@register.inclusion_tag("components/table.html")
def table(
    *, caption: str, columns: list[Any], rows: list[list[Any]], caption_size: str = "m", empty: str = ""
) -> dict[str, Any]:
    """Draw a table whose cells know their column's words, for the narrow screen where they stand as cards."""
    heads = [_cell(column) for column in columns]
    drawn = [
        [
            {"numeric": head.get("numeric"), **_cell(cell), "label": head["text"]}
            for head, cell in zip(heads, row, strict=True)
        ]
        for row in rows
    ]
    return {"caption": caption, "columns": heads, "rows": drawn, "caption_size": caption_size, "empty": empty}


def _cell(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {"text": given}


@register.filter
def form_name(form: object) -> str:
    """Name a form among those of its page: what is kept of it is put into no other."""
    return type(form).__name__
