"""Ask a service, or another authority's, to hold one return interview, record its answer, and take it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from lantern.actions import interview_services as acting
from lantern.actions import service_answers
from lantern.queries.interview_services import Asked, OwnAsking, Services, Told, own_asking, services_of
from lantern.queries.values import EpisodePage
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import Channel, TellingState
from lantern.web.doors import actor_of, door, new_key
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.fields import Option
from lantern.web.forms.interview_services import AnswerForm, AnswerForThemForm, AskServiceForm, TakeBackForm
from lantern.web.missing import form_of, heading_of
from lantern.web.service_terms import hint


@door(Permission.ASK_INTERVIEWER)
@require_http_methods(VERBS)
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Show which service is asked, and ask one."""
    page = page_for(request, reference, Permission.ASK_INTERVIEWER)
    services = services_of(reference=reference, by=actor_of(request), now=page.as_of)
    paper = Paper(
        template="pages/ask_interviewer.html",
        title=_("Ask a service to hold the interview"),
        button=_("Ask them"),
        action=acting.ask_service,
        done=lambda form: _done(services, form.cleaned_data["service"]),
        more={
            "services": services,
            "key": new_key(),
            "holds": hint(services.holds, services.hours, now=page.as_of) if services.holds else "",
            "told": [_told(one, page.as_of) for one in (services.now.told if services.now else ())],
            "may_send_anew": services.holds is not None and services.holds.channel is Channel.EMAIL,
        },
        fixed={},
        goes_to="ask-interviewer",
    )
    could = [
        (one.reference, Option(one.name, hint(one, services.hours, now=page.as_of))) for one in services.could
    ]
    return recorded(request, page, form_of(AskServiceForm, request, page, services=could), paper)


def _done(services: Services, chosen: str) -> str:
    """Say how the service that was asked hears of it."""
    one = next((each for each in services.could if each.reference == chosen), None)
    if one is not None and one.channel is Channel.EMAIL:
        return _("Recorded. They are sent a link to this one referral, in a mail that names nobody.")
    if one is not None and one.channel is Channel.TELEPHONE:
        return _("Recorded. Ring them: they have no account and no mailbox. The call stands on the episode.")
    return _("Recorded. They see this episode from now. Ring them: Lantern sends nothing.")


_STATES = {
    TellingState.WAITING: _lazy("Not sent yet"),
    TellingState.FAILED: _lazy("Could not be sent, and is tried again"),
    TellingState.IN_DOUBT: _lazy("Perhaps sent, and is sent again"),
    TellingState.SENT: _lazy("Their mailbox took it. Nobody has answered."),
    TellingState.TOLD: _lazy("Answered"),
    TellingState.WITHDRAWN: _lazy("Withdrawn"),
}


def _told(one: Told, now: datetime) -> dict[str, Any]:
    """Say how far the telling of a service without accounts has come."""
    rung = one.channel is Channel.TELEPHONE
    words = _("To be rung") if rung and one.state is TellingState.WAITING else _STATES[one.state]
    opens = not rung and not one.is_withdrawn and one.link_ends_at is not None and now < one.link_ends_at
    return {
        "at": one.at,
        "how": _("By telephone") if rung else _("By e-mail, with a link"),
        "words": words,
        "until": one.link_ends_at if opens else None,
        "is_closed": not rung and not opens,
        "opened": one.opened,
    }


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_http_methods(VERBS)
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Say whether the service that is asked holds the interview: itself, or whoever asked it and rang."""
    page = page_for(request, reference, Permission.RECORD_INTERVIEW_OFFER)
    asks = Permission.ASK_INTERVIEWER in page.may
    form = (AnswerForThemForm if asks else AnswerForm)(
        request.POST if request.method == "POST" else None, now=page.as_of, initial={"key": new_key()}
    )
    by = actor_of(request)
    one = _asking(page, asks=asks, by=by)
    if one is None and request.method != "POST":
        messages.warning(request, _("No service is asked to hold this interview now."))
        return redirect("ask-interviewer" if asks else "after", reference=reference)
    has_accepted = one is not None and one.accepted_at is not None

    def act() -> None:
        service_answers.answer(reference=reference, **form.given(), key=form.pressed, by=by, now=page.as_of)

    if form.taken(act):
        messages.success(request, _("Recorded."))
        if asks or form.given()["accepts"]:
            return redirect("ask-interviewer" if asks else "after", reference=reference)
        return redirect("interviews")  # who declined sees the episode no more
    if has_accepted:
        form.only_declines()
    context = {**heading_of(page), "form": form, "asks": asks, "accepted": one if has_accepted else None}
    return render(request, "pages/answer_asking.html", context)


def _asking(page: EpisodePage, *, asks: bool, by: Actor) -> Asked | OwnAsking | None:
    """Give the asking that runs, as whoever asked reads it, or as the service does; None where none does."""
    told: dict[str, Any] = {"reference": page.head.reference, "by": by, "now": page.as_of}
    return services_of(**told).now if asks else own_asking(**told)


@door(Permission.ASK_INTERVIEWER)
@require_POST
def send_anew(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the service that is asked a new link; the one before opens nothing from then on."""
    by = actor_of(request)
    page = page_for(request, reference, Permission.ASK_INTERVIEWER)
    form = TakeBackForm(request.POST, now=page.as_of)

    def act() -> None:
        acting.send_anew(reference=reference, **form.given(), key=form.pressed, by=by, now=page.as_of)

    if form.taken(act):
        messages.success(request, _("A new link is on its way. The one before opens nothing."))
    else:
        messages.warning(request, " ".join(str(each) for each in form.non_field_errors()))
    return redirect("ask-interviewer", reference=reference)


@door(Permission.ASK_INTERVIEWER)
@require_POST
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the interview back from the service that was asked."""
    by = actor_of(request)
    page = page_for(request, reference, Permission.ASK_INTERVIEWER)
    form = TakeBackForm(request.POST, now=page.as_of)
    try:
        if form.is_valid():
            acting.take_back(reference=reference, **form.given(), key=form.pressed, by=by, now=page.as_of)
            messages.success(request, _("Taken back. They see nothing more of it. Ring them."))
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:  # shown beside who is asked now: the page that comes next has both
        messages.warning(request, refused.message)
    return redirect("ask-interviewer", reference=reference)
