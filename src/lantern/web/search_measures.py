"""What is done to find a child beside the enquiries: its page, and the pages on which each thing is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import home_office as recording
from lantern.actions import search_measures as acting
from lantern.queries.publicity import AppealLine
from lantern.queries.publicity_facts import ASKED_BY_WORDS, GROUND_WORDS, SAYS_WORDS, SIGNER_WORDS, VIEW_WORDS
from lantern.queries.search_measures import OrderLine, SearchMeasures, search_measures
from lantern.queries.values import EpisodePage, TellingLine
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.publicity import AppealState, ChildView, Signer
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission, Role
from lantern.web import saying
from lantern.web.doors import actor_of, door
from lantern.web.enquiries import VERBS, page_for
from lantern.web.forms import search_measures as forms
from lantern.web.missing import form_of, heading_of
from lantern.web.publicity import record
from lantern.web.take_downs import linker, place_said

STATES = {
    AppealState.WAITING: (gettext_lazy("Not allowed yet"), "waiting"),
    AppealState.ALLOWED: (gettext_lazy("May be published"), "done"),
    AppealState.STOPPED: (gettext_lazy("Stopped"), "plain"),
    AppealState.EXPIRED: (gettext_lazy("Expired"), "plain"),
    AppealState.FOUND: (gettext_lazy("Over: the child was found"), "plain"),
}


@door(Permission.SEE_RECORD)
@require_safe
def measures(request: HttpRequest, reference: str) -> HttpResponse:
    """Show appeals and where they stand, a charity's text, orders, notices, and what the Home Office was told."""
    page = page_for(request, reference, Permission.SEE_RECORD)
    by = actor_of(request)
    found = search_measures(reference=reference, by=by, now=page.as_of)
    is_police = by.role is Role.POLICE_DESK
    return render(
        request,
        "pages/search_measures.html",
        {**heading_of(page), **_shown(found, page, is_police=is_police)},
    )


def _shown(found: SearchMeasures, page: EpisodePage, *, is_police: bool) -> dict[str, Any]:
    address = linker(page)
    return {
        "found": found,
        "down": [place_said(each, page) for each in found.down],
        "appeals": [_appeal(each, page, address, is_police=is_police) for each in found.appeals],
        "text_safe": [
            {
                "one": each,
                "href": address(EventKind.TEXTSAFE_ANSWERED, "textsafe-answer", each.number)
                if each.answered is None
                else "",
            }
            for each in found.text_safe
        ],
        "orders": [_order(each, address) for each in found.orders],
        "home_office_href": reverse("home-office", args=[page.head.reference])
        if Permission.KEEP_INVOLVED in page.may and not page.head.is_void
        else "",
        "home_office": [_told(each, page) for each in found.home_office],
        "propose_href": address(EventKind.PUBLICITY_PROPOSED, "propose-appeal"),
        "text_safe_href": address(EventKind.TEXTSAFE_ASKED, "textsafe"),
        "order_href": address(EventKind.RECOVERY_ORDER_SOUGHT, "recovery-order"),
        "notice_href": address(EventKind.WARNING_NOTICE_SERVED, "warning-notice"),
    }


def _appeal(
    line: AppealLine, page: EpisodePage, address: Callable[..., str], *, is_police: bool
) -> dict[str, Any]:
    text, state = STATES[line.state]
    wanting = [each for each in line.still_to_sign if not is_police or each is Signer.POLICE]
    may_sign = line.state is AppealState.WAITING and wanting and not line.is_struck
    withdrawable = line.state in (AppealState.WAITING, AppealState.ALLOWED)
    return {
        "line": line,
        "state_text": _("Struck: it was entered in error") if line.is_struck else text,
        "state": "plain" if line.is_struck else state,
        "view": VIEW_WORDS[line.child_view],
        "is_against": line.child_view is ChildView.DOES_NOT_WANT,
        "wanting": [SIGNER_WORDS[each] for each in line.still_to_sign],
        "signed": [
            {
                "one": each,
                "whose": SIGNER_WORDS[each.signer],
                "withdraw_href": address(EventKind.PUBLICITY_STOPPED, "withdraw-signature", each.number)
                if withdrawable and (not is_police or each.signer is Signer.POLICE)
                else "",
            }
            for each in line.signatures
        ],
        "places": [place_said(each, page) for each in line.places],
        "sign_href": address(EventKind.PUBLICITY_SIGNED, "sign-appeal", line.number) if may_sign else "",
        "publish_href": ""
        if line.is_struck
        else address(EventKind.PUBLICITY_PLACED, "publish-appeal", line.number),
    }


def _order(line: OrderLine, address: Callable[..., str]) -> dict[str, Any]:
    return {
        "one": line,
        "asked_by": ASKED_BY_WORDS[line.asked_by],
        "ground": GROUND_WORDS[line.ground],
        "says": [SAYS_WORDS[each] for each in line.says],
        "href": address(EventKind.RECOVERY_ORDER_DECIDED, "recovery-order-decision", line.number)
        if line.decided is None
        else "",
    }


def _told(line: TellingLine, page: EpisodePage) -> dict[str, Any]:
    return {"line": line, "about": saying.about(line, page.head)}


# Recording -----------------------------------------------------------------------------------------------------------


@door(Permission.WORK_SEARCH)
@require_http_methods(VERBS)
def text_safe(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the charity was asked to text the child."""
    page = page_for(request, reference, Permission.WORK_SEARCH)
    return record(
        request,
        page,
        form_of(forms.TextSafeForm, request, page),
        action=acting.ask_text_safe,
        title=_("Record that Missing People was asked to text the child"),
        button=_("Record it"),
        done=_("Recorded. It stands open until somebody records what they answered."),
        inset=_(
            "TextSafe: an officer or the authority asks, and the charity texts the child. Lantern asks nobody. The "
            "charity does not tell the police by itself when a child gets in touch."
        ),
    )


@door(Permission.WORK_SEARCH)
@require_http_methods(VERBS)
def text_safe_answer(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record what the charity answered."""
    page = page_for(request, reference, Permission.WORK_SEARCH)
    found = search_measures(reference=reference, by=actor_of(request), now=page.as_of)
    if number not in [each.number for each in found.text_safe if each.answered is None]:
        raise NotFound(_("There is no such request that waits for an answer. Open the page again."))
    return record(
        request,
        page,
        form_of(forms.TextSafeAnswerForm, request, page),
        action=acting.answer_text_safe,
        title=_("Record what Missing People answered"),
        button=_("Record the answer"),
        done=_("Recorded."),
        fixed={"asking": number},
    )


@door(Permission.WORK_SEARCH)
@require_http_methods(VERBS)
def order(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a recovery order was applied for."""
    page = page_for(request, reference, Permission.WORK_SEARCH)
    return record(
        request,
        page,
        form_of(forms.OrderForm, request, page),
        action=acting.seek_order,
        title=_("Record an application for a recovery order"),
        button=_("Record the application"),
        done=_("Recorded. It stands open until somebody records what the court decided."),
        inset=_(
            "For a child under a care order, an emergency protection order or in police protection who has run away, "
            "stays away or is missing (Children Act 1989, section 50)."
        ),
    )


@door(Permission.WORK_SEARCH)
@require_http_methods(VERBS)
def order_decision(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record what the court decided on a recovery order."""
    page = page_for(request, reference, Permission.WORK_SEARCH)
    found = search_measures(reference=reference, by=actor_of(request), now=page.as_of)
    if number not in [each.number for each in found.orders if each.decided is None]:
        raise NotFound(_("There is no such application that waits for a decision. Open the page again."))
    return record(
        request,
        page,
        form_of(forms.OrderDecisionForm, request, page),
        action=acting.decide_order,
        title=_("Record what the court decided"),
        button=_("Record the decision"),
        done=_("Recorded."),
        fixed={"application": number},
    )


@door(Permission.WORK_SEARCH)
@require_http_methods(VERBS)
def notice(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a Child Abduction Warning Notice was served."""
    page = page_for(request, reference, Permission.WORK_SEARCH)
    return record(
        request,
        page,
        form_of(forms.NoticeForm, request, page),
        action=acting.record_notice,
        title=_("Record a Child Abduction Warning Notice"),
        button=_("Record the notice"),
        done=_("Recorded."),
    )


@door(Permission.KEEP_INVOLVED)
@require_http_methods(VERBS)
def home_office(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the reference that the Home Office gave for this child."""
    page = page_for(request, reference, Permission.KEEP_INVOLVED)
    return record(
        request,
        page,
        form_of(forms.HomeOfficeForm, request, page),
        action=recording.record_reference,
        title=_("Record the Home Office’s reference"),
        button=_("Record the reference"),
        done=_("Recorded. Give it when the Home Office is told again. The child is found by it."),
    )
