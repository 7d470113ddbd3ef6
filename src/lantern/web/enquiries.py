"""The pages of a search: set an enquiry, record what came of it, and say how it stands with a child who is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import enquiries as acting
from lantern.actions import located
from lantern.actions.children import open_episode
from lantern.queries.missing import episode_page
from lantern.queries.values import EpisodePage
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission
from lantern.web import tonight
from lantern.web.doors import actor_of, door, moment
from lantern.web.forms.enquiries import AnswerForm, EnquiryForm, FoundForm
from lantern.web.forms.keyed import EpisodeForm
from lantern.web.missing import Sent, form_of, heading_of, newest_entries, see_again

VERBS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One form on one page about an episode: its words, what it does, and what the page shows beside it."""

    template: str
    title: str
    button: str
    action: Callable[..., str]
    done: Callable[[EpisodeForm], str]
    more: dict[str, Any]
    fixed: dict[str, Any]  # what the action is told beside the form
    goes_to: str = "episode"  # the page that comes next


def recorded(request: HttpRequest, page: EpisodePage, form: EpisodeForm, paper: Paper) -> HttpResponse:
    """Show the form, or take it: what is refused stands on the form, and what came too late beside what is so now."""
    by, now = actor_of(request), page.as_of
    stale = False
    if request.method == "POST" and form.is_valid():
        given = {**paper.fixed, **form.given()}
        sent = Sent(action=paper.action, form=form, given=given, reference=page.head.reference)
        if sent.taken(by=by, now=now):
            messages.success(request, paper.done(form))
            return redirect(paper.goes_to, reference=page.head.reference)
        stale = sent.is_stale
        page = see_again(form, page.head.reference, by=by, now=now) if stale else page
    context = {
        **heading_of(page),
        **paper.more,
        "form": form,
        "paper": paper,
        "newest": newest_entries(page) if stale else [],
        "is_stale": stale,
    }
    return render(request, paper.template, context)


def page_for(request: HttpRequest, reference: str, permission: Permission) -> EpisodePage:
    """Read the episode for somebody who may do this; refuse others in words."""
    read = episode_page if request.method == "POST" else open_episode  # what is read here too is audited
    page = read(reference=reference, by=actor_of(request), now=moment())
    if permission not in page.may:
        raise NotPermitted("Your role does not record this for this child. Ring the duty team.")
    return page


@door(Permission.RECORD_INFORMATION)
@require_http_methods(VERBS)
def enquiry(request: HttpRequest, reference: str) -> HttpResponse:
    """Set something to find out or do."""
    page = page_for(request, reference, Permission.RECORD_INFORMATION)
    paper = Paper(
        template="pages/enquiry.html",
        title=_("Set something to find out or do"),
        button=_("Set it"),
        action=acting.set_enquiry,
        done=lambda form: _("Set. It stands on the episode until somebody records what came of it."),
        more={"enquiries": tonight.search_of(page)["enquiries"]},
        fixed={},
    )
    return recorded(request, page, form_of(EnquiryForm, request, page), paper)


@door(Permission.RECORD_INFORMATION)
@require_http_methods(VERBS)
def answer(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record what came of an enquiry."""
    page = page_for(request, reference, Permission.RECORD_INFORMATION)
    line = next((one for one in page.enquiries if one.number == number), None)
    if line is None:
        raise NotFound("There is no such enquiry that you may see. Open the episode and look again.")
    paper = Paper(
        template="pages/enquiry_answer.html",
        title=_("Record what came of it"),
        button=_("Record what came of it"),
        action=acting.answer_enquiry,
        done=lambda form: _("Recorded. If it changes where police should look, ring them."),
        more={"asked": tonight.enquiry(line, reference, may_answer=False, now=page.as_of)},
        fixed={"enquiry": number},
    )
    return recorded(request, page, form_of(AnswerForm, request, page), paper)


@door(Permission.RECORD_LOCATED)
@require_http_methods(VERBS)
def look_again(request: HttpRequest, reference: str) -> HttpResponse:
    """Say how it stands now with a child who is found and not yet back, and when somebody looks again."""
    page = page_for(request, reference, Permission.RECORD_LOCATED)
    if page.head.stage is not Stage.LOCATED:
        raise NotFound("This child is not recorded as found and not yet back. Open the episode and look.")
    known = page.found
    initial = {"state": known.state.value, "owner": known.owner} if known else {}
    paper = Paper(
        template="pages/enquiry.html",
        title=_("Record how it stands now"),
        button=_("Record it"),
        action=located.look_again,
        done=lambda form: _("Recorded. The clock to look again starts anew."),
        more={"found_now": tonight.found_of(page)},
        fixed={},
    )
    return recorded(request, page, form_of(FoundForm, request, page, initial=initial), paper)
