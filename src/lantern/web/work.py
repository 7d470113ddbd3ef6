"""The pages of work: what I owe, what my organisation owes, what an authority answers for, and the morning meeting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from lantern.queries import meeting as met
from lantern.queries import waking
from lantern.queries import work as seen
from lantern.queries.values import EpisodeHead, OwedLine
from lantern.queries.work import What, Whose, WorkLine
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Permission
from lantern.web import owed, saying
from lantern.web.doors import actor_of, door, holds, moment

TITLES = {
    Whose.MINE: gettext_lazy("My work"),
    Whose.ORGANISATION: gettext_lazy("Work of my organisation"),
    Whose.AUTHORITY: gettext_lazy("What everybody owes"),
}
ADDRESSES = {
    Whose.MINE: "work",
    Whose.ORGANISATION: "work-of-organisation",
    Whose.AUTHORITY: "work-of-authority",
}
KINDS = {
    What.DUTY: gettext_lazy("Duty"),
    What.ACTION: gettext_lazy("Action"),
    What.ENQUIRY: gettext_lazy("Enquiry"),
    What.REVIEW: gettext_lazy("Review of a strategy discussion"),
    What.NOTICE: gettext_lazy("Not acknowledged"),
    What.CHALLENGE: gettext_lazy("Challenge of a risk level, not answered"),
    What.TAKE_DOWN: gettext_lazy("An appeal to the public to take down"),
    What.STILL_MISSING: gettext_lazy("Still missing: a review of the search is due"),
    What.ARRIVAL: gettext_lazy("A child arrived alone, and nobody has answered"),
    What.GUARDIAN_CHALLENGE: gettext_lazy("Challenge of a guardian, not answered"),
    What.END_NOTICE: gettext_lazy("Placement that ended at once: who is still to be told"),
}


@door(Permission.SEE_BOARD)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show what I am to do: actions, enquiries, reviews and notices in my name."""
    return _page(request, Whose.MINE)


@door(Permission.SEE_BOARD)
@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """Show what my organisation owes."""
    return _page(request, Whose.ORGANISATION)


@door(Permission.ANSWER_FOR_MISSING)
@require_safe
def authority(request: HttpRequest) -> HttpResponse:
    """Show, to the missing lead, what everybody owes to the children the authority answers for."""
    return _page(request, Whose.AUTHORITY)


def _page(request: HttpRequest, whose: Whose) -> HttpResponse:
    by, now = actor_of(request), moment()
    found = seen.work(whose=whose, by=by, now=now)
    lists = [
        each for each in Whose if each is not Whose.AUTHORITY or holds(by, Permission.ANSWER_FOR_MISSING)
    ]
    context = {
        "title": TITLES[whose],
        "found": found,
        "lines": [said(each, found.as_of) for each in found.lines],
        "late": sum(each.is_late for each in found.lines),
        "lists": [
            {"text": TITLES[each], "href": reverse(ADDRESSES[each]), "current": each is whose}
            for each in lists
        ],
        "clocks": owed.clocks_words(waking.clocks(by=by, now=now), now),
        "morning_href": reverse("morning") if holds(by, Permission.ANSWER_FOR_MISSING) else "",
        "meeting_href": reverse("meeting") if holds(by, Permission.HOLD_DISCUSSION) else "",
        "now": now,
    }
    return render(request, "pages/work.html", context)


def said(line: WorkLine, now: Any) -> dict[str, Any]:
    """Give one line in words: what, whose, since when, until when, and where it is done."""
    until = saying.short(When.moment(line.until), now) if line.until else ""
    return {
        "line": line,
        "kind": KINDS[line.what],
        "words": _words(line),
        "owner": _owner(line),
        "name": line.name or _("Reference only: %(reference)s") % {"reference": _reference(line)},
        "since": saying.short(line.since, now),
        "until": _until(line, now) % {"at": until}
        if until
        else _("Waits for an answer")
        if line.what in (What.CHALLENGE, What.GUARDIAN_CHALLENGE, What.ARRIVAL)
        else _("At once")
        if line.what is What.DUTY
        else _("No time set"),
        "state": "late" if line.is_late else "waiting",
        "href": _href(line),
        "why_href": f"{reverse('why-owed', args=[line.child])}#{line.code}" if line.may_ask_why else "",
    }


def _until(line: WorkLine, now: datetime) -> str:
    if line.is_expected:
        return _("Expected by %(at)s")
    if line.is_late and line.until is not None and line.until > now:  # rung again already
        return _("Late: to be answered by %(at)s")
    return _("Late: was due %(at)s") if line.is_late else _("Due %(at)s")


def _reference(line: WorkLine) -> str:
    return line.head.reference if line.head else line.child or ""


def _words(line: WorkLine) -> str:
    if line.what is What.STILL_MISSING:
        return _("Review the search")
    if line.what is What.NOTICE and line.about is not None:
        corrected = saying.CORRECTED_WORDS[line.head.stage] if line.head else ""
        about = saying.ABOUT_WORDS.get(line.about, corrected)
        return _("News that %(about)s") % {"about": about}
    return ". ".join(filter(None, (line.words, saying.more_words(line.more))))


def _owner(line: WorkLine) -> str:
    """Name who owes it; a home only to a reader who may know who the child is."""
    if line.is_home and line.name is None:
        return _("The placement")
    if line.what is not What.DUTY or line.head is None:
        return saying.relation_owing(line.owner) if line.what is What.DUTY else line.owner
    owed = OwedLine(
        code=line.code,
        title=line.words,
        owed_by=line.owner,
        arose=line.since,
        due_at=line.until,
        settled_as="",
        is_overdue=line.is_late,
    )
    return saying.owed_by(owed, line.head)


_OF_THE_CASE = {
    What.ACTION: "answer-action",
    What.GUARDIAN_CHALLENGE: "answer-guardian",
    What.END_NOTICE: "end-notices",
}


def _href(line: WorkLine) -> str:
    """Give where it is done; what is recorded in several ways is done on the episode's own page."""
    if line.head is None:
        return _href_in_case(line, line.child) if line.child else ""
    if line.what is What.ENQUIRY:
        return reverse("answer-enquiry", args=[line.head.reference, line.number])
    if line.what is What.STILL_MISSING:
        return reverse("review-search", args=[line.head.reference])
    if line.what is What.TAKE_DOWN:
        return reverse("take-down", args=[line.head.reference, line.number])
    if line.call:
        return reverse("ring", args=[line.head.reference, line.call])
    if line.what is What.CHALLENGE:
        return reverse("risk-held", args=[line.head.reference])
    return reverse("episode", args=[line.head.reference])


def _href_in_case(line: WorkLine, child: str) -> str:
    """Give where something of a child's case is done."""
    if line.call:
        return reverse("ring-owed", args=[child, line.call])
    if line.what is What.ARRIVAL:
        return reverse("arrival", args=[child])
    if line.what is What.DUTY:
        return reverse("child", args=[child])
    return reverse(_OF_THE_CASE.get(line.what, "discussion"), args=[child, line.number])


# The morning meeting -----------------------------------------------------------------------------------------------


@door(Permission.HOLD_DISCUSSION)
@require_safe
def meeting(request: HttpRequest) -> HttpResponse:
    """Show what the morning meeting goes through, each child with where its decision is recorded."""
    by, now = actor_of(request), moment()
    found = met.triage(by=by, now=now)
    context = {
        "found": found,
        "missing": [_child(head, found, now) for head in found.missing],
        "back": [_child(head, found, now) for head in found.back],
        "owed": [said(line, now) for line in found.owed],
        "late_actions": [said(line, now) for line in found.late_actions],
        "now": now,
    }
    return render(request, "pages/meeting.html", context)


def _child(head: EpisodeHead, found: met.Triage, now: Any) -> dict[str, Any]:
    ours = head.child_reference in found.ours
    return {
        "head": head,
        "name": saying.named(head),
        "seen": saying.short(head.last_seen, now),
        "back": saying.short(head.returned, now) if head.returned else "",
        "police": saying.police_tag(head, now),
        "risk": saying.risk_tag(head),
        "review": saying.review_tag(head, now),
        "decide_href": f"{reverse('set-action', args=[head.child_reference])}?at=meeting" if ours else "",
    }
