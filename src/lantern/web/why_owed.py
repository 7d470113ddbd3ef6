"""Why is this owed? What, by whom, since when, until when, from which event, on which facts, under which source."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantern.actions.why_owed import Why, open_why
from lantern.vocabulary.days import When, spoken
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment
from lantern.web.owed import told_in_case


@door(Permission.SEE_NAME)
@require_safe
def why(request: HttpRequest, reference: str) -> HttpResponse:
    """Show why each thing is owed to a child; that it was opened is audited."""
    by, now = actor_of(request), moment()
    opened = open_why(child=reference, by=by, now=now)
    told = _told(opened, now)
    lines = [
        {**_line(each), **told.get((each["duty"], each["why"]["event"]), {})} for each in opened.said["owed"]
    ]
    still = sorted((line for line in lines if line["is_open"]), key=_pressing)
    over = [line for line in lines if not line["is_open"]]
    _anchor([*still, *over])
    return render(
        request, "pages/why_owed.html", {"opened": opened, "still": still, "over": over, "now": now}
    )


def _told(opened: Why, now: datetime) -> dict[tuple[str, int], dict[str, Any]]:
    """Say, by duty and the entry it arises from, who was told of what is owed in the case, and who is told next."""
    beside = told_in_case(opened.case, child=opened.child, may_ring=opened.may_ring, now=now)
    lines = opened.case.lines
    return {(line.code, line.arises_from): said for line, said in zip(lines, beside, strict=True)}


def _anchor(lines: list[dict[str, Any]]) -> None:
    """Name each line, the first of a duty by its code alone: the work lists lead to that."""
    named = Counter[str]()
    for line in lines:
        code = line["said"]["duty"]
        named[code] += 1
        line["anchor"] = code if named[code] == 1 else f"{code}-{named[code]}"


_STATES = {"overdue": "late", "running": "waiting", "expected": "waiting"}


def _line(said: dict[str, Any]) -> dict[str, Any]:
    why, done, standard = said["why"], said["discharged_by"], said["local_standard"]
    return {
        "said": said,
        "is_open": said["standing"] in _STATES,
        "state": _STATES.get(said["standing"], "done"),
        "since": _when(said["since"]),
        "until": _moment(said["until"]),
        "by_source": _moment(said["until_by_source"]) if said["until_by_source"] != said["until"] else "",
        "standard": _moment(standard["until"]) if standard else "",
        "not_known": [each["words"] for each in why["not_known"]],
        "done": done["words"] if done else "",
        "done_when": _when(done["when"]) if done and done["when"] else "",
    }


def _pressing(line: dict[str, Any]) -> tuple[bool, float]:
    """Put what is overdue first, then what is due first, then what has no number."""
    limits = (line["said"]["until"], line["said"]["until_by_source"])
    due = min((datetime.fromisoformat(at).timestamp() for at in limits if at), default=math.inf)
    return (line["state"] != "late", due)


def _when(when: dict[str, str | None]) -> str:
    if when["at"]:
        return _moment(when["at"])
    return spoken(When(on=date.fromisoformat(str(when["on"]))))


def _moment(iso: str | None) -> str:
    return spoken(When.moment(datetime.fromisoformat(iso))) if iso else ""
