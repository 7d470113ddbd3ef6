"""The pages of an appeal to the public. Lantern posts nothing anywhere: a person does, and says where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import publicity as acting
from lantern.queries.publicity import AppealLine
from lantern.queries.publicity_facts import SIGNER_WORDS
from lantern.queries.search_measures import SearchMeasures, search_measures
from lantern.queries.values import EpisodePage
from lantern.vocabulary.publicity import Signer
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission, Role
from lantern.web.doors import actor_of, door
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.keyed import EpisodeForm
from lantern.web.forms.publicity import ProposeForm, PublishForm, SignForm, TakeDownForm, WithdrawForm
from lantern.web.missing import form_of
from lantern.web.take_downs import PAGE


def record(
    request: HttpRequest,
    page: EpisodePage,
    form: EpisodeForm,
    *,
    action: Callable[..., str],
    title: str,
    button: str,
    done: str,
    inset: str = "",
    appeal: AppealLine | None = None,
    fixed: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show one of these forms, or take it, beside the appeal it is about; then comes the page of the search."""
    paper = Paper(
        template="pages/search_form.html",
        title=title,
        button=button,
        action=action,
        done=lambda _form: done,
        more={"inset": inset, "appeal": said_of(appeal) if appeal else None},
        fixed=fixed or {},
        goes_to=PAGE,
    )
    return recorded(request, page, form, paper)


@door(Permission.WORK_SEARCH)
@require_http_methods(VERBS)
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose an appeal to the public."""
    page = page_for(request, reference, Permission.WORK_SEARCH)
    return record(
        request,
        page,
        form_of(ProposeForm, request, page),
        title=_("Propose an appeal to the public"),
        button=_("Propose it"),
        action=acting.propose,
        done=_("Proposed. Nothing may be published before everybody who must has signed."),
        inset=_(
            "An appeal can help those who look for this child to harm them. Lantern publishes nothing: it keeps "
            "who agreed, where it stands, and what is to be taken down."
        ),
    )


@door(Permission.WORK_SEARCH)
@require_http_methods(VERBS)
def sign(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record that the police, the authority or the guardian agree to an appeal."""
    page, measures = _both(request, reference)
    line = _appeal(measures, number)
    own = [Signer.POLICE] if actor_of(request).role is Role.POLICE_DESK else list(Signer)
    signers = [each for each in line.still_to_sign if each in own]
    return record(
        request,
        page,
        form_of(SignForm, request, page, signers=signers),
        title=_("Record a signature"),
        button=_("Record the signature"),
        action=acting.sign,
        done=_("Recorded."),
        appeal=line,
        fixed={"appeal": number},
    )


@door(Permission.WORK_SEARCH)
@require_http_methods(VERBS)
def withdraw(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record that a signature is withdrawn, which stops the appeal."""
    page, measures = _both(request, reference)
    line = next((one for one in measures.appeals if number in [each.number for each in one.signatures]), None)
    if line is None:
        raise NotFound(_("There is no such signature that you may see. Open the page again."))
    return record(
        request,
        page,
        form_of(WithdrawForm, request, page),
        title=_("Withdraw a signature"),
        button=_("Withdraw it and stop the appeal"),
        action=acting.withdraw_signature,
        done=_("The appeal is stopped. Every place where it stands is to be taken down now."),
        appeal=line,
        fixed={"signature": number},
    )


@door(Permission.WORK_SEARCH)
@require_http_methods(VERBS)
def publish(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record one place where an appeal was published."""
    page, measures = _both(request, reference)
    line = _appeal(measures, number)
    return record(
        request,
        page,
        form_of(PublishForm, request, page),
        title=_("Record where it was published"),
        button=_("Record the place"),
        action=acting.publish,
        done=_("Recorded. It stands here until somebody makes sure that it is taken down."),
        appeal=line,
        fixed={"appeal": number},
    )


@door(Permission.WORK_SEARCH)
@require_http_methods(VERBS)
def take_down(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record that a place no longer shows the appeal."""
    page, measures = _both(request, reference)
    place = next((one for line in measures.appeals for one in line.places if one.number == number), None)
    if place is None or place.down_at is not None:
        raise NotFound(_("There is no such place that still shows it. Open the page again."))
    return record(
        request,
        page,
        form_of(TakeDownForm, request, page),
        title=_("Record that it is taken down"),
        button=_("Record that it is gone"),
        action=acting.take_down,
        done=_("Recorded: this place no longer shows it."),
        inset=f"{place.channel}: {place.place}",
        fixed={"place": number},
    )


def said_of(line: AppealLine) -> dict[str, Any]:
    """Give an appeal with its signatures in words."""
    return {
        "line": line,
        "signed": [{"one": each, "whose": SIGNER_WORDS[each.signer]} for each in line.signatures],
        "wanting": [SIGNER_WORDS[each] for each in line.still_to_sign],
    }


def _both(request: HttpRequest, reference: str) -> tuple[EpisodePage, SearchMeasures]:
    page = page_for(request, reference, Permission.WORK_SEARCH)
    return page, search_measures(reference=reference, by=actor_of(request), now=page.as_of)


def _appeal(measures: SearchMeasures, number: int) -> AppealLine:
    line = next((one for one in measures.appeals if one.number == number and not one.is_struck), None)
    if line is None:
        raise NotFound(_("There is no such appeal that you may see. Open the page again."))
    return line
