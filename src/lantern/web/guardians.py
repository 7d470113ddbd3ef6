"""The pages of a child's guardian: ask, name, note, view, challenge, answer, leave."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import guardians as acting
from lantern.actions.concerns import open_concern
from lantern.queries import guarded as seen
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web.concerns import VERBS, Paper, bound, head_for, written
from lantern.web.doors import actor_of, door, holds, moment
from lantern.web.forms.case import CaseForm
from lantern.web.forms.guardians import (
    ABOUT_WORDS,
    AllocateForm,
    AnswerChallengeForm,
    AskForm,
    ChallengeForm,
    GuardianViewForm,
    LeaveForm,
    LetInForm,
    NoteForm,
)
from lantern.web.guardian_words import decisions_of


def _page(
    request: HttpRequest,
    reference: str,
    form: type[CaseForm],
    paper: Paper,
    needs: Permission = Permission.KEEP_GUARDIAN,
    **more: Any,
) -> HttpResponse:
    head = head_for(request, reference, needs)
    return written(request, head, bound(form, request, **more), paper)


def _who_reads(request: HttpRequest) -> str:
    """Tell a guardian who writes for themselves who will read it: what is told in confidence is not for this page."""
    if holds(actor_of(request), Permission.KEEP_GUARDIAN):
        return ""
    return _(
        "Whoever may open this child’s record reads this: the authority that looks after the child, the authority "
        "where the child lives, and the police. Leave out what the child told you in confidence. If the child is in "
        "danger, ring first."
    )


@door(Permission.SPEAK_AS_GUARDIAN)
@require_safe
def guarded(request: HttpRequest) -> HttpResponse:
    """List a guardian's own children, or those of one's authority who have a guardian."""
    by, now = actor_of(request), moment()
    lines = acting.open_guarded(by=by, now=now)
    own = not holds(by, Permission.KEEP_GUARDIAN)
    found = [
        {
            "line": one,
            "challenges": [{"line": each, "about": ABOUT_WORDS[each.about]} for each in one.unanswered],
        }
        for one in lines
    ]
    return render(request, "pages/guarded.html", {"found": found, "own": own, "now": now})


@door(Permission.KEEP_GUARDIAN)
@require_http_methods(VERBS)
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a service was asked for a guardian."""
    paper = Paper(
        title=_("Ask for a guardian"),
        button=_("Record that a guardian was asked for"),
        done=_("Recorded. It stays until somebody records who was named."),
        action=acting.ask_for_guardian,
        intro=_(
            "A guardian is asked for in addition to the referral, where the service works in this area. The service "
            "answers day and night on 0800 043 4303 (as restated by the Lancashire and Medway partnerships)."
        ),
    )
    return _page(request, reference, AskForm, paper)


@door(Permission.KEEP_GUARDIAN)
@require_http_methods(VERBS)
def allocate(request: HttpRequest, reference: str) -> HttpResponse:
    """Record who was named as guardian."""
    paper = Paper(
        title=_("Record who was named as guardian"),
        button=_("Record the guardian"),
        done=_(
            "Recorded. Store the service under who has to do with this child, so that it is told of an absence."
        ),
        action=acting.allocate,
        intro=_(
            "Public authorities are to pay due regard to a guardian and to give them what they need to know "
            "(Modern Slavery Act 2015, section 48(6)(e))."
        ),
    )
    accounts = seen.accounts(child=reference, by=actor_of(request), now=moment())
    return _page(request, reference, AllocateForm, paper, accounts=accounts)


@door(Permission.KEEP_GUARDIAN)
@require_http_methods(VERBS)
def let_in(request: HttpRequest, reference: str) -> HttpResponse:
    """Let the guardian whom the child has see the child by their account."""
    paper = Paper(
        title=_("Let the guardian see this child"),
        button=_("Let the guardian see this child"),
        done=_("Recorded. The guardian sees this child from now until somebody records that they left."),
        action=acting.let_in,
    )
    accounts = seen.accounts(child=reference, by=actor_of(request), now=moment())
    return _page(request, reference, LetInForm, paper, accounts=accounts)


@door(Permission.SPEAK_AS_GUARDIAN)
@require_http_methods(VERBS)
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a contact with the guardian."""
    paper = Paper(
        title=_("Record a contact with the guardian"),
        button=_("Record the contact"),
        done=_("Recorded."),
        action=acting.note,
        intro=_who_reads(request),
    )
    return _page(request, reference, NoteForm, paper, Permission.SPEAK_AS_GUARDIAN)


@door(Permission.SPEAK_AS_GUARDIAN)
@require_http_methods(VERBS)
def guardian_view(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the guardian's view on a decision."""
    head = head_for(request, reference, Permission.SPEAK_AS_GUARDIAN)
    page = open_concern(child=reference, by=actor_of(request), now=moment())
    form = bound(GuardianViewForm, request, decisions=decisions_of(page))
    paper = Paper(
        title=_("Record the guardian’s view on a decision"),
        button=_("Record the view"),
        done=_("Recorded. It stands beside the decision."),
        action=acting.note,
        intro=_who_reads(request),
    )
    return written(request, head, form, paper)


@door(Permission.SPEAK_AS_GUARDIAN)
@require_http_methods(VERBS)
def challenge(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what the guardian challenges."""
    paper = Paper(
        title=_("Record what the guardian challenges"),
        button=_("Record the challenge"),
        done=_("Recorded. It stands open until it is answered."),
        action=acting.challenge,
        intro=_who_reads(request),
    )
    return _page(request, reference, ChallengeForm, paper, Permission.SPEAK_AS_GUARDIAN)


@door(Permission.KEEP_GUARDIAN)
@require_http_methods(VERBS)
def answer(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record what is answered to a challenge."""
    head = head_for(request, reference, Permission.KEEP_GUARDIAN)
    page = open_concern(child=reference, by=actor_of(request), now=moment())
    asked = next((line for line in page.guardian.challenges if line.said.number == number), None)
    if asked is None:
        raise NotFound(_("There is no such challenge that stands. Open the page again."))
    paper = Paper(
        title=_("Answer the guardian’s challenge"),
        button=_("Record the answer"),
        done=_("Recorded. The challenge is answered."),
        action=acting.answer_challenge,
        more={"inset": asked.said.words},
        fixed={"challenge": number},
    )
    return written(request, head, bound(AnswerChallengeForm, request), paper)


@door(Permission.KEEP_GUARDIAN)
@require_http_methods(VERBS)
def leave(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the guardian has no more to do with the child."""
    paper = Paper(
        title=_("Record that the guardian has left"),
        button=_("Record that the guardian has left"),
        done=_("Recorded. If the child still needs a guardian, ask for another."),
        action=acting.leave,
    )
    return _page(request, reference, LeaveForm, paper)
