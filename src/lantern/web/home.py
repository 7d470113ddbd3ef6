"""One home tonight, drawn as its beds: who is in as far as is recorded, who is missing, who went together."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from lantern.queries import homes
from lantern.queries.homes import Bed, Home
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import Permission, Role
from lantern.web import absence, saying
from lantern.web.doors import actor_of, door, moment

IN, LATE, OUT, MISSING, FOUND = "in", "late", "out", "missing", "found"
STATE_WORDS = {
    IN: {"text": gettext_lazy("In"), "state": "plain"},
    LATE: {"text": gettext_lazy("Late"), "state": "waiting"},
    OUT: {"text": gettext_lazy("Out, we know where"), "state": "waiting"},
    MISSING: {"text": gettext_lazy("Missing"), "state": "plain"},
    FOUND: {"text": gettext_lazy("Found, not yet back"), "state": "sent"},
}


@door(Permission.REPORT_MISSING)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Lead a carer to their own home; let anybody else choose among those where they see children."""
    by, now = actor_of(request), moment()
    if by.role is Role.CARER:
        return redirect("home", reference=homes.own_home(by=by, now=now))
    return render(request, "pages/home_choose.html", {"homes": homes.homes_of(by=by, now=now), "now": now})


@door(Permission.REPORT_MISSING)
@require_safe
def home(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one home: a bed for each child whom this reader sees there, and how many others there are."""
    by, now = actor_of(request), moment()
    return render(request, "pages/home.html", _shown(homes.home(reference=reference, by=by, now=now), by=by))


def _shown(place: Home, *, by: Actor) -> dict[str, Any]:
    now = place.as_of
    lines = [_line(bed, by=by, now=now) for bed in place.beds]
    return {
        "home": place,
        "now": now,
        "lines": lines,
        "groups": _groups(lines),
        "sentence": _sentence(place, lines),
        "columns": [
            _("Child"),
            _("Now"),
            _("Last seen"),
            _("Police"),
            _("Went together"),
            _("Looked after by"),
        ],
        "rows": [_row(line) for line in lines],
        "report_href": reverse("carer-report" if place.is_own else "report"),
    }


def state_of(bed: Bed) -> str:
    """Say how it stands with a bed; nobody recorded missing is "in" as far as the record knows."""
    if bed.missing is None:
        return LATE if bed.late else IN
    if bed.missing.stage is Stage.LOCATED:
        return FOUND
    return OUT if saying.is_out(bed.missing) else MISSING


def _line(bed: Bed, *, by: Actor, now: datetime) -> dict[str, Any]:
    state, head = state_of(bed), bed.missing
    name = bed.name or _("Name not shown to your role")
    href = reverse("episode", args=[head.reference]) if head and bed.may_open else ""
    return {
        "bed": bed,
        "name": name,
        "href": href,
        "state": state,
        "tag": STATE_WORDS[state],
        "since": saying.short(head.last_seen, now) if head else "",
        "police": saying.police_tag(head, now) if head else None,
        "moved": not bed.lives_here,
        "late": absence.late(bed.late, by=by, now=now) if bed.late and not head else None,
        "late_href": reverse("record-late", args=[bed.child_reference])
        if state == IN and bed.may_record_late
        else "",
    }


def _groups(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put those who went together side by side, with how many went along who are not shown here."""
    grouped = []
    for group, members in groupby(lines, key=lambda line: line["bed"].group):
        held = list(members)
        elsewhere = held[0]["bed"].went_with + 1 - len(held) if group else 0
        is_together = group is not None and (len(held) > 1 or elsewhere > 0)
        grouped.append({"lines": held, "is_together": is_together, "elsewhere": elsewhere})
    return grouped


def _sentence(place: Home, lines: list[dict[str, Any]]) -> str:
    """Say in words what the picture shows."""
    if not lines:
        return _("No child is recorded as living here. This does not mean that nobody does.")
    counted = {state: sum(line["state"] == state for line in lines) for state in STATE_WORDS}
    parts = [
        ngettext("%(n)d is missing", "%(n)d are missing", counted[MISSING]),
        ngettext("%(n)d is found and not yet back", "%(n)d are found and not yet back", counted[FOUND]),
        ngettext("%(n)d is late", "%(n)d are late", counted[LATE]),
        ngettext("%(n)d is out, and we know where", "%(n)d are out, and we know where", counted[OUT]),
        ngettext("%(n)d is in", "%(n)d are in", counted[IN]),
    ]
    numbers = (counted[MISSING], counted[FOUND], counted[LATE], counted[OUT], counted[IN])
    said = [words % {"n": n} for words, n in zip(parts, numbers, strict=True) if n]
    of = ngettext("Of %(n)d child at %(home)s", "Of %(n)d children at %(home)s", len(lines))
    return f"{of % {'n': len(lines), 'home': place.name}}, {_listed(said)}.{_together(lines)}"


def _together(lines: list[dict[str, Any]]) -> str:
    left = [len(group["lines"]) + group["elsewhere"] for group in _groups(lines) if group["is_together"]]
    return "".join(" " + _("%(n)d left together.") % {"n": number} for number in left)


def _listed(parts: list[str]) -> str:
    return _(" and ").join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _row(line: dict[str, Any]) -> list[Any]:
    bed: Bed = line["bed"]
    went = ngettext("with %(n)d other", "with %(n)d others", bed.went_with) % {"n": bed.went_with}
    police = line["police"]
    return [
        {"text": line["name"], "href": line["href"]},
        {"text": line["tag"]["text"], "tag": line["tag"]["state"]},
        line["since"] or _("not recorded missing"),
        {"text": police["text"], "tag": police["state"]} if police else _("nothing to ring about"),
        went if bed.went_with else _("no"),
        bed.responsible_authority,
    ]
