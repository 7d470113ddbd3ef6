"""The pages of a placement outside the area: what is owed, approval, the notice and its paper, and who must hear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import out_of_area as acting
from lantern.actions import received_notices
from lantern.documents.area_notice import area_notice_paper
from lantern.queries import out_of_area as reading
from lantern.queries import received_notices as receiving
from lantern.queries.organisations import placements_for
from lantern.queries.out_of_area import ApprovalLine, NoticeLine, OutOfAreaPage, TurnLine
from lantern.vocabulary.out_of_area import HEARER_TITLES, Distance, NoticeTurn
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission
from lantern.web import search_first
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.discussions import ROUTE_WORDS
from lantern.web.forms.keyed import KeyedForm
from lantern.web.forms.out_of_area import (
    APPROVER_WORDS,
    COPY_WORDS,
    AcknowledgedForm,
    ApprovalForm,
    GivenForm,
    HearersForm,
    NoticeForm,
    ReceivedForm,
)
from lantern.web.papers import answer

VERBS = ["GET", "HEAD", "POST"]
DISTANCE_WORDS = {
    Distance.OWN: gettext_lazy("in the authority’s own area"),
    Distance.ADJOINING: gettext_lazy("outside the area, in an adjoining one"),
    Distance.AT_A_DISTANCE: gettext_lazy("at a distance: outside the area, and not in an adjoining one"),
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One form on one page: its words, what it does, and what is said once it is done."""

    title: str
    button: str
    done: str
    act: Callable[..., Any]
    intro: str = ""
    inset: str = ""
    template: str = "pages/out_of_area_form.html"
    fixed: dict[str, Any] = field(default_factory=dict)


@door(Permission.SEE_RECORD)
@require_safe
def out_of_area(request: HttpRequest, reference: str) -> HttpResponse:
    """Show how far from home a child is placed, who approved it, and who was told."""
    by, now = actor_of(request), moment()
    page = reading.out_of_area(child=reference, by=by, now=now)
    return render(request, "pages/out_of_area.html", {**_shown(page), "now": now})


def _shown(page: OutOfAreaPage) -> dict[str, Any]:
    return {
        "page": page,
        "distance": DISTANCE_WORDS[page.distance] if page.distance else "",
        "needed": APPROVER_WORDS[page.needed] if page.needed else "",
        "approvals": [_approval(each) for each in page.approvals],
        "notices": [_notice(each, page) for each in page.notices],
        "hearers": [{"line": each, "title": _(HEARER_TITLES[each.whom])} for each in page.hearers],
        "is_outside": page.distance not in (None, Distance.OWN),
    }


def _approval(line: ApprovalLine) -> dict[str, Any]:
    return {
        "line": line,
        "distance": DISTANCE_WORDS[line.distance],
        "approver": APPROVER_WORDS[line.approver],
    }


def _notice(line: NoticeLine, page: OutOfAreaPage) -> dict[str, Any]:
    return {
        "line": line,
        "copy": COPY_WORDS[line.care_plan],
        "turns": [_turn(each) for each in line.turns],
        "is_late": line.given is None and page.today > line.due_on,
    }


def _turn(line: TurnLine) -> dict[str, Any]:
    route = ROUTE_WORDS[line.route] if line.route else ""
    return {"line": line, "is_given": line.turn is NoticeTurn.GIVEN, "route": route}


@door(Permission.DECIDE_CONCERN)
@require_safe
def paper(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Give a notice as a PDF, to hand over by an approved route; that it was taken away is recorded."""
    by, now = actor_of(request), moment()
    opened = acting.print_notice(child=reference, number=number, by=by, now=now)
    return answer(
        request,
        name=f"notice-{reference}-{number}",
        make=lambda progress: area_notice_paper(opened=opened, progress=progress, by=by),
    )


# What is recorded ------------------------------------------------------------------------------------------------


def _typed(
    request: HttpRequest, reference: str, form: KeyedForm, page: OutOfAreaPage, sheet: Sheet
) -> HttpResponse:
    by = actor_of(request)
    if request.method == "POST" and form.taken(
        lambda: sheet.act(
            child=reference,
            **sheet.fixed,
            **form.given(),  # type: ignore[attr-defined]
            key=form.pressed,
            by=by,
            now=form.now,
        )
    ):
        messages.success(request, sheet.done)
        return redirect("out-of-area", reference=reference)
    return render(request, sheet.template, {"page": page, "form": form, "sheet": sheet, "now": form.now})


def _page(request: HttpRequest, reference: str, now: datetime) -> OutOfAreaPage:
    page = reading.out_of_area(child=reference, by=actor_of(request), now=now)
    if not page.may_record:
        raise NotPermitted(
            _("Only the authority that looks after the child records this. If it is wrong, ring them.")
        )
    return page


def _at_home(
    request: HttpRequest, form: Callable[..., KeyedForm], page: OutOfAreaPage, now: datetime
) -> KeyedForm:
    return form(
        request.POST if request.method == "POST" else None,
        now=now,
        placements=placements_for(by=actor_of(request), now=now),
        initial={"key": new_key(), "provider": page.lives_at_reference},
    )


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """Record who approved a placement outside the area."""
    now = moment()
    page = _page(request, reference, now)
    sheet = Sheet(
        title=_("Record who approved a placement outside the area"),
        button=_("Record the approval"),
        done=_("Recorded. The host authority is told in writing: write the notice next."),
        act=acting.approve,
        intro=_(
            "A placement outside the area is not put into effect until the nominated officer has approved it. At a "
            "distance (neither in the area nor in an adjoining one) it is the director of children’s services, and "
            "the host authority is consulted and given the care plan. Source: regulation 11, Care Planning, Placement "
            "and Case Review (England) Regulations 2010."
        ),
    )
    return _typed(request, reference, _at_home(request, ApprovalForm, page, now), page, sheet)


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def write_notice(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the notice to the host authority."""
    now = moment()
    page = _page(request, reference, now)
    sheet = Sheet(
        title=_("Write the notice to the host authority"),
        button=_("Write the notice"),
        done=_("Written. Lantern sends it nowhere: take the paper, and record to whom you gave it."),
        act=acting.write_notice,
        intro=_(
            "Written notice goes to the authority in whose area the home stands: the assessment of the child’s needs, "
            "why this placement is the most suitable, and a copy of the care plan where they have not been given it. "
            "Before the placement; in an emergency within 5 working days of its start, unless that is not reasonably "
            "practicable. Source: regulation 13(3) and (4), Care Planning, Placement and Case Review (England) "
            "Regulations 2010."
        ),
    )
    return _typed(request, reference, _at_home(request, NoticeForm, page, now), page, sheet)


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def give(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record to whom the notice was given."""
    sheet = Sheet(
        title=_("Record to whom the notice was given"),
        button=_("Record this"),
        done=_("Recorded. When they say that they have it, record that too."),
        act=acting.give_notice,
        intro=_("Never by plain e-mail: it names the child and where the child lives."),
        fixed={"number": number},
    )
    return _of_notice(request, reference, number, GivenForm, sheet)


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def acknowledge(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record that the host authority has the notice."""
    sheet = Sheet(
        title=_("Record that the host authority has the notice"),
        button=_("Record this"),
        done=_("Recorded."),
        act=acting.acknowledge_notice,
        fixed={"number": number},
    )
    return _of_notice(request, reference, number, AcknowledgedForm, sheet)


def _of_notice(
    request: HttpRequest, reference: str, number: int, form: type[KeyedForm], sheet: Sheet
) -> HttpResponse:
    now = moment()
    page = _page(request, reference, now)
    if not any(each.number == number for each in page.notices):
        raise NotFound(_("There is no such notice that stands. Open the page again."))
    typed = form(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})
    return _typed(request, reference, typed, page, sheet)


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def hearers(request: HttpRequest, reference: str) -> HttpResponse:
    """Record who was told in writing of a placement, and who was left out and why."""
    now = moment()
    page = _page(request, reference, now)
    sheet = Sheet(
        title=_("Who was told in writing of the placement"),
        button=_("Record this"),
        done=_("Recorded. Whoever is neither told nor left out stays on the list."),
        act=acting.record_hearers,
        template="pages/placement_hearers.html",
    )
    return _typed(request, reference, _at_home(request, HearersForm, page, now), page, sheet)


@door(Permission.REGISTER_CHILD)
@require_http_methods(VERBS)
def received(request: HttpRequest) -> HttpResponse:
    """Record a notice on paper from an authority that does not use Lantern; the child is on the record then."""
    by, now = actor_of(request), moment()
    if search_first.is_first(request):
        title = _("A notice received from another authority")
        button = _("None of these: record the notice")
        return search_first.search(request, title=title, button=button, then="", by=by, now=now)
    authorities, homes = receiving.choices(by=by, now=now)
    form = ReceivedForm(
        request.POST if request.method == "POST" else None,
        now=now,
        authorities=authorities,
        placements=homes,
        initial={"key": new_key(), "name": search_first.heard(request)},
    )
    made: list[str] = []
    if request.method == "POST" and form.taken(
        lambda: made.append(
            str(received_notices.receive_notice(**form.given(), key=form.pressed, by=by, now=now))
        )
    ):
        messages.success(
            request, _("The child is on the record, and can be found and reported missing here.")
        )
        return redirect("out-of-area", reference=made[0])
    known = search_first.alike(request, by=by, now=now)
    return render(request, "pages/notice_received.html", {"form": form, "now": now, **known})
