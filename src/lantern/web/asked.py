"""The one interview that a service without accounts was asked for: read by its link and code, answered and returned.

What is recorded goes by the same actions as an account's, in the name that was given with the code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantern.actions import held, interview_shares, service_answers
from lantern.actions import interviews as acting
from lantern.actions.children import open_episode
from lantern.actions.notices import hash_of
from lantern.queries import interview_services, interviews, links
from lantern.queries.interview_services import OwnAsking
from lantern.queries.interviews import After
from lantern.queries.links import Link
from lantern.queries.missing import episode_page
from lantern.queries.values import EpisodePage
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.web.asked_over import Over, kept
from lantern.web.asked_over import page as over_page
from lantern.web.doors import new_key
from lantern.web.forms.held import HeldForm
from lantern.web.forms.interview_services import AnswerForm
from lantern.web.forms.interviews import (
    CarerSaidForm,
    ChildAnsweredForm,
    NotPossibleForm,
    NotYetForm,
    OfferedForm,
    ShareForm,
)
from lantern.web.forms.keyed import EpisodeForm, KeyedForm
from lantern.web.forms.missing import InterviewOfferForm
from lantern.web.interviews import recordable, shown_of
from lantern.web.missing import form_of, heading_of
from lantern.web.templatetags.lantern import duration
from lantern.web.told import closed, link_door, signed


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that the service records: the desk's page of the same thing, its form and the action behind it."""

    name: str
    form: type[EpisodeForm]
    action: Callable[..., str]
    link: Any
    title: Any


def _step(name: str, form: type[EpisodeForm], action: Callable[..., str], link: Any, title: Any) -> Step:
    return Step(name=name, form=form, action=action, link=link, title=title)


STEPS = {
    "offered": _step(
        "interview-offer",
        InterviewOfferForm,
        acting.record_offer,
        gettext_lazy("Offered"),
        gettext_lazy("Record the offer of a return interview"),
    ),
    "held": _step(
        "interview-held",
        HeldForm,
        held.record_held,
        gettext_lazy("Held"),
        gettext_lazy("Record a return interview that was held"),
    ),
    "not-yet": _step(
        "interview-not-yet",
        NotYetForm,
        acting.record_not_yet,
        gettext_lazy("Did not want to talk yet"),
        gettext_lazy("Record that the child did not want to talk yet"),
    ),
    "not-possible": _step(
        "interview-not-possible",
        NotPossibleForm,
        acting.record_not_possible,
        gettext_lazy("Not possible"),
        gettext_lazy("Record that an interview is not possible"),
    ),
    "carer": _step(
        "carer-said",
        CarerSaidForm,
        acting.record_carer_said,
        gettext_lazy("What a carer knows"),
        gettext_lazy("Record what a carer or parent knows"),
    ),
    "shared": _step(
        "interview-shared",
        ShareForm,
        interview_shares.record_share,
        gettext_lazy("What was shared"),
        gettext_lazy("Record what was shared"),
    ),
    "told": _step(
        "child-answered",
        ChildAnsweredForm,
        interview_shares.answer_child,
        gettext_lazy("What the child was told"),
        gettext_lazy("Record what the child was told"),
    ),
}


@dataclass(frozen=True, kw_only=True)
class Referral:
    """The one referral that a link opens, as its holder may see it."""

    link: Link
    by: Actor
    page: EpisodePage
    said: After
    asking: OwnAsking
    over: Over  # what is to be said where it opens nothing any more


@link_door
def interview(request: HttpRequest, token: str, now: datetime) -> HttpResponse:
    """Show the referral: whose interview it is, what was offered, and what may be recorded."""
    opened = _opened(request, token, now, AnswerForm)
    if isinstance(opened, HttpResponse):
        return opened
    return _page(request, token, opened, AnswerForm(now=now, initial={"key": new_key()}))


@link_door
def answer(request: HttpRequest, token: str, now: datetime) -> HttpResponse:
    """Take the service's word that it holds the interview, or cannot, and why."""
    opened = _opened(request, token, now, AnswerForm)
    if isinstance(opened, HttpResponse):
        return opened
    if request.method != "POST":
        return redirect("asked-interview", token=token)
    form = AnswerForm(request.POST, now=now)
    reference = opened.page.head.reference

    def act() -> None:
        service_answers.answer(reference=reference, **form.given(), key=form.pressed, by=opened.by, now=now)

    try:
        taken = form.taken(act)
    except (NotFound, NotPermitted):
        return kept(request, opened.over, status=410)
    if not taken:
        return _page(request, token, opened, form)
    if form.given()["accepts"]:
        messages.success(request, _("Recorded. %(sender)s sees this now.") % {"sender": opened.link.sender})
        return redirect("asked-interview", token=token)
    return render(request, "pages/asked_declined.html", {"link": opened.link})


@link_door
def record(request: HttpRequest, token: str, now: datetime, what: str) -> HttpResponse:
    """Take one thing that came of the interview, by the same action as the desk's page of it."""
    if what not in STEPS:
        raise Http404
    opened = _opened(request, token, now, STEPS[what].form)
    if isinstance(opened, HttpResponse):
        return opened
    step = STEPS[what]
    if request.method != "POST" and step.name not in recordable(opened.said, opened.page):
        messages.warning(request, _("This cannot be recorded now. What is recorded stands below."))
        return redirect("asked-interview", token=token)
    form = _form(request, step, opened)

    def act() -> None:
        reference = opened.page.head.reference
        step.action(reference=reference, **form.given(), key=form.pressed, by=opened.by, now=now)

    try:
        taken = form.taken(act)
    except (NotFound, NotPermitted):  # taken back while it was typed, or there is no interview to share of
        return kept(request, opened.over, status=410)
    if taken:
        messages.success(request, _("Recorded. %(sender)s sees this now.") % {"sender": opened.link.sender})
        return redirect("asked-interview", token=token)
    context = {**heading_of(opened.page), "link": opened.link, "token": token, "form": form, "step": step}
    return render(request, "pages/asked_form.html", context)


def _form(request: HttpRequest, step: Step, opened: Referral) -> EpisodeForm:
    more: dict[str, Any] = {}
    if issubclass(step.form, OfferedForm):
        more["asks_for_offer"] = not opened.said.offers
    if step.form is ShareForm:
        one = opened.said.interview
        asked = request.GET.get("with", "")
        more |= {"about_carer": one is not None and one.may_be_about_carer, "initial": {"audience": asked}}
    return form_of(step.form, request, opened.page, **more)


def _opened(
    request: HttpRequest, token: str, now: datetime, form: type[KeyedForm]
) -> Referral | HttpResponse:
    """Give the referral to whoever gave this link's code; else the page that says what to do instead.

    What was typed is shown back where the code, or the link, has run out meanwhile.
    """
    found = links.link(token_hash=hash_of(token), by=SYSTEM, now=now)
    if found is None:
        return closed(request, None)
    by = signed(request, token, now=now)
    known = by if by is not None and by.telling_id == found.telling_id else None
    over = Over(link=found, form=form, by=known, now=now)
    if not found.opens or not found.asks_interview:
        return _over(request, over)
    if known is None:
        if request.method == "POST":
            return kept(request, over, status=403, again=reverse("told", args=[token]))
        return redirect("told", token=token)
    read = episode_page if request.method == "POST" else open_episode  # each opening is audited
    try:
        page = read(reference=found.episode, by=known, now=now)
        said = interviews.after(reference=found.episode, by=known, now=now)
        asking = interview_services.own_asking(reference=found.episode, by=known, now=now)
    except (NotFound, NotPermitted):
        return _over(request, over)
    if asking is None:
        return _over(request, over)
    return Referral(link=found, by=known, page=page, said=said, asking=asking, over=over)


def _over(request: HttpRequest, over: Over) -> HttpResponse:
    return kept(request, over, status=410) if request.method == "POST" else over_page(request, over)


def _page(request: HttpRequest, token: str, opened: Referral, form: AnswerForm) -> HttpResponse:
    said, page, now = opened.said, opened.page, opened.page.as_of
    share_href = reverse("asked-record", args=[token, "shared"])
    open_now = recordable(said, page) if opened.asking.accepted_at else []
    if opened.asking.accepted_at:
        form.only_declines()
    context = {
        **heading_of(page),
        **shown_of(said, page, share_href=share_href),
        "link": opened.link,
        "token": token,
        "said": said,
        "asking": opened.asking,
        "form": form,
        "left": duration(abs(said.due_at - now)) if said.due_at else "",
        "known_as": opened.by.name,
        "steps": [
            {"text": step.link, "href": reverse("asked-record", args=[token, what])}
            for what, step in STEPS.items()
            if step.name in open_now
        ],
        "may_answer": said.interview is None and not said.is_not_possible,
        "soon": opened.asking.link_ends_at is not None
        and opened.asking.link_ends_at - now < timedelta(days=2),
    }
    return render(request, "pages/asked.html", context)
