"""The page of a child's year: a picture, and tables of the same facts, which are the truth of it."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from lantern.actions.year import open_year
from lantern.policies.year import Counted, Length, Period, Share
from lantern.queries.year import AwayLine, Year
from lantern.vocabulary.days import day_of
from lantern.vocabulary.entries import KIND_TITLES
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment
from lantern.web.templatetags.lantern import duration

EARLIEST = 2000
SHARE_TITLES = {
    Share.WEEKDAY: gettext_lazy("Day of the week, when last seen"),
    Share.HOUR: gettext_lazy("Hour of the day, when last seen"),
    Share.PLACEMENT: gettext_lazy("Where the child lived"),
    Share.FOUND: gettext_lazy("Where the child was found"),
    Share.LENGTH: gettext_lazy("How long"),
}
LENGTH_WORDS = {
    Length.UNDER_2_HOURS: gettext_lazy("Under 2 hours"),
    Length.UNDER_6_HOURS: gettext_lazy("2 to 6 hours"),
    Length.UNDER_12_HOURS: gettext_lazy("6 to 12 hours"),
    Length.UNDER_DAY: gettext_lazy("12 to 24 hours"),
    Length.UNDER_2_DAYS: gettext_lazy("1 to 2 days"),
    Length.UNDER_WEEK: gettext_lazy("2 to 7 days"),
    Length.LONGER: gettext_lazy("7 days or more"),
    Length.DAYS_ONLY: gettext_lazy("Only the days are known"),
    Length.NOT_BACK: gettext_lazy("Not back yet"),
}
_MOST_TICKS = 6
_THINNEST = 0.4  # hundredths of the picture's width: a single evening is seen too


@door(Permission.SEE_RECORD)
@require_safe
def year(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a child's year; that it was opened is audited."""
    by, now = actor_of(request), moment()
    today = day_of(now)
    opened = open_year(
        reference=reference,
        year=_year(request.GET.get("year", ""), today=today),
        asked=_asked(request.GET.get("share", "")),
        by=by,
        now=now,
    )
    return render(request, "pages/year.html", _shown(opened, today=today))


def _year(text: str, *, today: date) -> int | None:
    """Read a year that is not to come; what is none is the last twelve months."""
    is_year = len(text) == 4 and text.isascii() and text.isdigit()
    return int(text) if is_year and EARLIEST <= int(text) <= today.year else None


def _asked(text: str) -> tuple[str, int] | None:
    share, _point, number = text.partition(".")
    return (share, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else None


def _shown(opened: Year, *, today: date) -> dict[str, Any]:
    address = reverse("year", args=[opened.child])
    here = f"{address}?year={opened.year}" if opened.year else address
    return {
        "year": opened,
        "name": opened.name,
        "now": opened.as_of,
        "picture": picture(opened, today=today),
        "says": _says(opened),
        "years": [
            {"text": str(each), "href": f"{address}?year={each}", "current": each == opened.year}
            for each in opened.years
        ],
        "last_href": address,
        "away": [_away(line) for line in opened.away],
        "referrals": [
            {"letter": _letter(place), "title": KIND_TITLES[line.kind], "line": line}
            for place, line in enumerate(opened.referrals)
        ],
        "lived": [{"number": place, "line": line} for place, line in enumerate(opened.lived, start=1)],
        "shares": [_share(counted, opened, address) for counted in opened.shares if counted],
        "asked": _value(opened.asked) if opened.asked else "",
        "asked_title": SHARE_TITLES[opened.asked.share] if opened.asked else "",
        "all_href": f"{here}#away",
    }


def _says(opened: Year) -> str:
    """Say in a sentence what the picture shows."""
    times = ngettext("%(n)d time away", "%(n)d times away", opened.of) % {"n": opened.of}
    nights = ngettext("%(n)d night", "%(n)d nights", opened.nights) % {"n": opened.nights}
    moves = ngettext("%(n)d move", "%(n)d moves", opened.moves) % {"n": opened.moves}
    sent = len(opened.referrals)
    referrals = ngettext("%(n)d referral", "%(n)d referrals", sent) % {"n": sent}
    return _("%(times)s, on %(nights)s; %(moves)s; %(referrals)s.") % {
        "times": times,
        "nights": nights,
        "moves": moves,
        "referrals": referrals,
    }


def _away(line: AwayLine) -> dict[str, Any]:
    away = line.away
    known = away.back and away.back.at and away.last_seen.at
    lasted = away.back.at - away.last_seen.at if known else None  # type: ignore[union-attr, operator]
    return {
        "line": line,
        "length": duration(lasted) if lasted is not None else "",
        "view": _("Out: we know where") if away.is_out else _("Missing"),
    }


def _share(counted: Sequence[Counted], opened: Year, address: str) -> dict[str, Any]:
    asked = {"year": str(opened.year)} if opened.year else {}
    return {
        "title": SHARE_TITLES[counted[0].share],
        "rows": [
            {
                "value": _value(one),
                "times": one.times,
                "href": f"{address}?{urlencode({**asked, 'share': f'{one.share}.{one.number}'})}#away",
                "current": one == opened.asked,
            }
            for one in counted
        ],
    }


def _value(one: Counted) -> str:
    """Say what times away share, in words; what nobody recorded is said to be so."""
    if not one.value:
        return _("The time is not known") if one.share is Share.HOUR else _("Not recorded")
    if one.share is Share.WEEKDAY:
        return _(calendar.day_name[int(one.value)])
    if one.share is Share.HOUR:
        return _("%(hour)s:00 to %(hour)s:59") % {"hour": one.value}
    return str(LENGTH_WORDS[Length(one.value)]) if one.share is Share.LENGTH else one.value


# The picture ---------------------------------------------------------------------------------------------------------


def picture(opened: Year, *, today: date) -> dict[str, Any]:
    """Reckon where everything stands, in hundredths of the width; the template draws it."""
    period = opened.period
    lines = [line for line in opened.away if line.away.last_seen.on <= period.until_on]
    return {
        "months": _months(period),
        "away": [
            {
                "at": _at(period, line.away.last_seen.on),
                "width": max(
                    _at(period, line.away.back.on if line.away.back else today)
                    - _at(period, line.away.last_seen.on),
                    _THINNEST,
                ),
                "is_out": line.away.is_out,
            }
            for line in lines
        ],
        "lived": [
            {
                "number": place,
                "at": _at(period, line.from_on),
                "width": round(
                    _at(period, (line.until_on or today) + timedelta(days=1)) - _at(period, line.from_on), 2
                ),
                "is_even": place % 2 == 0,
            }
            for place, line in enumerate(opened.lived, start=1)
        ],
        "referrals": [
            {"letter": _letter(place), "at": min(_at(period, line.on), 98.0)}
            for place, line in enumerate(opened.referrals)
        ],
    }


def _letter(place: int) -> str:
    """Letter a referral: A to Z, then AA."""
    return chr(ord("A") + place % 26) * (place // 26 + 1)


def _at(period: Period, on: date) -> float:
    return round(min(max((on - period.from_on).days / period.days, 0.0), 1.0) * 100, 2)


def _months(period: Period) -> list[dict[str, Any]]:
    """Give the first days of months, far enough apart to be read on a telephone."""
    firsts = [
        on for on in (period.from_on + timedelta(days=each) for each in range(period.days)) if on.day == 1
    ]
    step = max(-(-len(firsts) // _MOST_TICKS), 1)
    return [{"at": _at(period, on), "text": f"{on:%b}"} for on in firsts[::step] if _at(period, on) <= 92]
