"""Which children came back and were not heard yet: the list by which interviews are chased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantern.policies.interviews import hours_at_weekends, weekends
from lantern.queries import changed
from lantern.queries import chase as chasing
from lantern.queries.chase import ChaseLine
from lantern.vocabulary.days import day_of, hours_between
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, holds, moment
from lantern.web.paging import beside, page_asked
from lantern.web.service_terms import load, uncovered
from lantern.web.templatetags.lantern import duration, when
from lantern.web.templatetags.lantern import moment as spoken

ENGLISH = "english"


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_safe
def chase(request: HttpRequest) -> HttpResponse:
    """List the returns whose interview is neither held nor settled, by how much is left of the 72 hours."""
    now = moment()
    by = actor_of(request)
    listed = chasing.chase(
        page=page_asked(request), running_page=page_asked(request, "running"), by=by, now=now
    )
    untold = changed.not_told(page=page_asked(request, "untold"), by=by, now=now)
    context = {
        "now": now,
        "listed": listed,
        "may_ask": holds(by, Permission.ASK_INTERVIEWER),
        "not_told": untold,
        "untold_pages": beside(request, untold, "untold", at="#untold"),
        "today": day_of(now),
        "running": [_line(line, now) for line in listed.running],
        "over": [_line(line, now) for line in listed.over],
        "running_pages": beside(request, listed.running_of, "running"),
        **beside(request, listed.over_of),
    }
    return render(request, "pages/interviews.html", context)


def _line(line: ChaseLine, now: datetime) -> dict[str, Any]:
    is_over = line.due_at < now
    return {
        "line": line,
        "is_over": is_over,
        "left": duration(abs(line.due_at - now)),
        "weekend": _weekend(line, now),
        "hinders": _hinders(line, now),
        "bar": _bar(line, now),
        "offer": _offer(line),
        "service": _service(line, now),
    }


def _service(line: ChaseLine, now: datetime) -> list[str]:
    """Say which service was asked last, what it answered, what it holds, and which of the days nobody works there."""
    if line.asked is None:
        return []
    asked, one = line.asked.asked, line.asked.service
    if asked.declined_because:
        words = _("%(who)s cannot hold it: %(why)s. Ask another.")
        return [words % {"who": asked.service, "why": asked.declined_because.rstrip(".")}]
    if asked.was_in_vain:
        words = _("%(who)s is asked no more, since the return was withdrawn. It stands: ask again.")
        return [words % {"who": asked.service}]
    if asked.ended_at is not None:
        return [_("Taken back from %(who)s") % {"who": asked.service}]
    said = (
        _("%(who)s holds it, says %(name)s") % {"who": asked.service, "name": asked.accepted_by}
        if asked.accepted_at
        else _("%(who)s was asked %(at)s and has not answered")
        % {"who": asked.service, "at": spoken(asked.at)}
    )
    if one is None:
        return [said]
    gap = uncovered(one, (line.arose_at, line.due_at), now=now)
    return [said, load(one), *([gap] if gap else [])]


def _weekend(line: ChaseLine, now: datetime) -> str:
    """Say how many of the hours that are left fall at the weekend: they count as any other."""
    left = hours_at_weekends(since=max(now, line.arose_at), until=line.due_at)
    return _("%(hours)s of it at the weekend") % {"hours": duration(left)} if left else ""


def _offer(line: ChaseLine) -> str:
    if line.offered is None:
        return _("Not offered yet")
    words = _("%(when)s, by %(who)s") % {"when": when(line.offered), "who": line.offered_by}
    return f"{words}, {line.offer_language}" if line.offer_language else words


def _hinders(line: ChaseLine, now: datetime) -> list[str]:
    """Say what stands in the way, as far as it is recorded."""
    found = []
    if line.is_missing_again:
        found.append(
            _("Missing again. If it cannot be held, record it as not possible; the next return has its own.")
        )
    if line.not_yet is not None:
        found.append(_("Did not want to talk yet, %(when)s. Offer it again.") % {"when": when(line.not_yet)})
    if line.offer_again_at is not None:
        words = (
            _("To be offered again by %(when)s")
            if line.offer_again_at >= now
            else _("Was to be offered again by %(when)s")
        )
        found.append(words % {"when": spoken(line.offer_again_at)})
    if not line.languages:
        found.append(_("Which language the child speaks is not recorded"))
    elif ENGLISH not in line.languages.casefold():
        found.append(_("An interpreter is needed, unless the interviewer speaks it"))
    return found


def _bar(line: ChaseLine, now: datetime) -> dict[str, Any]:
    """Place the 72 hours on a line of a hundred parts, with the weekend and now."""
    whole = line.due_at - line.arose_at

    def at(moment: datetime) -> float:
        return round(max(0.0, min(100.0, (moment - line.arose_at) / whole * 100)), 1) if whole else 0.0

    stretches = weekends(since=line.arose_at, until=line.due_at)
    passed = at(now)
    offered = line.offered.earliest if line.offered else None
    words = _("%(hours)s hours from %(since)s to %(until)s.") % {
        "hours": hours_between(line.arose_at, line.due_at),
        "since": spoken(line.arose_at),
        "until": spoken(line.due_at),
    }
    total = sum((end - begin for begin, end in stretches), timedelta())
    if total:
        words += " " + _("%(hours)s of them at the weekend.") % {"hours": duration(total)}
    return {
        "passed": passed,
        "weekends": [{"at": at(begin), "width": round(at(end) - at(begin), 1)} for begin, end in stretches],
        "offered": at(offered) if offered else None,
        "label": words,
    }
