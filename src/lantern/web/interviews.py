"""After a child is back: the page of three conversations, and the forms that record each and what was shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import interview_shares, talks
from lantern.actions import interviews as acting
from lantern.queries import interviews
from lantern.queries.interview_services import own_asking
from lantern.queries.interviews import After
from lantern.queries.talks import AUDIENCE_WORDS, DANGER_WORDS
from lantern.queries.values import EpisodePage
from lantern.vocabulary.interviews import Audience
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web import saying
from lantern.web.doors import actor_of, door
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.interviews import (
    CarerSaidForm,
    ChildAnsweredForm,
    NotPossibleForm,
    NotYetForm,
    PreventionForm,
    ShareForm,
    VisitForm,
)
from lantern.web.forms.keyed import EpisodeForm
from lantern.web.missing import form_of, heading_of


@door(Permission.SEE_NAME)
@require_safe
def after(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what was said since the child is back, and what is to be done with it."""
    page = page_for(request, reference, Permission.SEE_NAME)
    said = interviews.after(reference=reference, by=actor_of(request), now=page.as_of)
    share_href = reverse("interview-shared", args=[reference])
    shown = shown_of(said, page, share_href=share_href)
    context = {**heading_of(page), "said": said, "links": _links(said, page), **shown}
    if Permission.RECORD_INTERVIEW_OFFER in page.may and Permission.SEE_RECORD not in page.may:
        by = actor_of(request)
        context["asking"] = own_asking(reference=reference, by=by, now=page.as_of)
    return render(request, "pages/after.html", context)


def recordable(said: After, page: EpisodePage) -> list[str]:
    """Give the names of the pages on which this reader may record something now."""
    if said.returned is None or page.head.is_void:
        return []
    may = said.may
    interviews_it = Permission.RECORD_INTERVIEW_OFFER in may
    open_still = interviews_it and said.interview is None and said.held_elsewhere is None
    asked = {
        "prevention-interview": Permission.RECORD_PREVENTION_INTERVIEW in may,
        "social-worker-visit": Permission.CLASSIFY in may,
        "ask-interviewer": Permission.ASK_INTERVIEWER in may and open_still,
        "interview-offer": open_still,
        "interview-held": open_still,
        "interview-not-yet": open_still,
        "interview-not-possible": open_still and not said.is_not_possible,
        "carer-said": open_still and said.may_ask_carer,
        "interview-shared": interviews_it and said.interview is not None,
        "child-answered": interviews_it and said.interview is not None,
        "child-not-told": interviews_it and said.interview is not None and not said.answered,
        "what-changed": Permission.CLASSIFY in may,
    }
    return [name for name, is_so in asked.items() if is_so]


def _links(said: After, page: EpisodePage) -> dict[str, str]:
    """Give the addresses of what this reader may record now; none of those they may not."""
    names = recordable(said, page)
    return {name.replace("-", "_"): reverse(name, args=[page.head.reference]) for name in names}


def shown_of(said: After, page: EpisodePage, *, share_href: str) -> dict[str, Any]:
    """Give what the page of what was said shows beside it: who is to be told at once, and of what."""
    one, reference = said.interview, page.head.reference
    return {
        "titles": saying.KIND_TITLES,
        "owed_now": [
            {"who": AUDIENCE_WORDS[audience], "href": f"{share_href}?with={audience.value}"}
            for audience in (one.owed if one else ())
        ],
        "tells_of": [DANGER_WORDS[danger] for danger in (one.tells_of if one else ())],
        "others": [each for each in (one.answers if one else ()) if each != reference],
        "is_overdue": said.due_at is not None and said.due_at < page.as_of,
    }


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_http_methods(VERBS)
def not_yet(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the child did not want to talk yet."""
    page = page_for(request, reference, Permission.RECORD_INTERVIEW_OFFER)
    said = interviews.after(reference=reference, by=actor_of(request), now=page.as_of)
    form = form_of(NotYetForm, request, page, asks_for_offer=not said.offers)
    return taken(
        request,
        page,
        form,
        said,
        title=_("Record that the child did not want to talk yet"),
        button=_("Record it"),
        action=acting.record_not_yet,
        done=_("Recorded. It closes nothing: offer it again. Carers may say what they know."),
    )


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_http_methods(VERBS)
def not_possible(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that no interview is possible for this return, and why."""
    page = page_for(request, reference, Permission.RECORD_INTERVIEW_OFFER)
    said = interviews.after(reference=reference, by=actor_of(request), now=page.as_of)
    return taken(
        request,
        page,
        form_of(NotPossibleForm, request, page),
        said,
        title=_("Record that an interview is not possible"),
        button=_("Record it"),
        action=acting.record_not_possible,
        done=_("Recorded. If the child was missing again, the next return has an interview of its own."),
    )


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_http_methods(VERBS)
def carer_said(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what a carer or parent knows, where the child did not want to talk yet."""
    page = page_for(request, reference, Permission.RECORD_INTERVIEW_OFFER)
    said = interviews.after(reference=reference, by=actor_of(request), now=page.as_of)
    return taken(
        request,
        page,
        form_of(CarerSaidForm, request, page),
        said,
        title=_("Record what a carer or parent knows"),
        button=_("Record it"),
        action=acting.record_carer_said,
        done=_("Recorded. The child may still be offered the interview."),
    )


@door(Permission.RECORD_PREVENTION_INTERVIEW)
@require_http_methods(VERBS)
def prevention(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the police prevention interview."""
    page = page_for(request, reference, Permission.RECORD_PREVENTION_INTERVIEW)
    said = interviews.after(reference=reference, by=actor_of(request), now=page.as_of)
    return taken(
        request,
        page,
        form_of(PreventionForm, request, page),
        said,
        title=_("Record the police prevention interview"),
        button=_("Record it"),
        action=talks.record_prevention,
        done=_(
            "The police prevention interview is recorded. It is no return interview: that is offered too."
        ),
    )


@door(Permission.CLASSIFY)
@require_http_methods(VERBS)
def visit(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the social worker's own visit."""
    page = page_for(request, reference, Permission.CLASSIFY)
    said = interviews.after(reference=reference, by=actor_of(request), now=page.as_of)
    return taken(
        request,
        page,
        form_of(VisitForm, request, page),
        said,
        title=_("Record the social worker’s visit"),
        button=_("Record the visit"),
        action=talks.record_visit,
        done=_("The visit is recorded. It is no return interview: that is offered too."),
    )


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_http_methods(VERBS)
def share(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what was shared from the interview, with whom and why."""
    page = page_for(request, reference, Permission.RECORD_INTERVIEW_OFFER)
    said = with_interview(request, page)
    asked = request.GET.get("with", "")
    initial = {"audience": asked} if asked in {audience.value for audience in Audience} else {}
    about_carer = said.interview is not None and said.interview.may_be_about_carer
    return taken(
        request,
        page,
        form_of(ShareForm, request, page, about_carer=about_carer, initial=initial),
        said,
        title=_("Record what was shared"),
        button=_("Record what was shared"),
        action=interview_shares.record_share,
        done=_("Recorded. Nothing was sent: it says what you told them."),
    )


@door(Permission.RECORD_INTERVIEW_OFFER)
@require_http_methods(VERBS)
def answer_child(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the child was told what was done with what they said."""
    page = page_for(request, reference, Permission.RECORD_INTERVIEW_OFFER)
    said = with_interview(request, page)
    return taken(
        request,
        page,
        form_of(ChildAnsweredForm, request, page),
        said,
        title=_("Record what the child was told"),
        button=_("Record it"),
        action=interview_shares.answer_child,
        done=_("Recorded: the child was told."),
    )


def with_interview(request: HttpRequest, page: EpisodePage) -> After:
    """Give what was said since a return for which an interview was held; raise NotFound where none was."""
    said = interviews.after(reference=page.head.reference, by=actor_of(request), now=page.as_of)
    if said.interview is None:
        raise NotFound(
            _(
                "No return interview is recorded as held for this return. Record the interview first, then this."
            )
        )
    return said


def taken(
    request: HttpRequest,
    page: EpisodePage,
    form: EpisodeForm,
    said: After,
    *,
    title: str,
    button: str,
    action: Callable[..., str],
    done: str,
    **more: Any,
) -> HttpResponse:
    """Show one of these forms, or take it; then go on to the page of what was said."""
    paper = Paper(
        template="pages/after_form.html",
        title=title,
        button=button,
        action=action,
        done=lambda _form: done,
        more={"said": said, **more},
        fixed={},
        goes_to="after",
    )
    return recorded(request, page, form, paper)
