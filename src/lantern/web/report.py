"""A child is missing: find the child, see whether somebody has recorded it already, type what the caller said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions.elsewhere import ask_elsewhere
from lantern.actions.missing import report_missing
from lantern.policies import access
from lantern.queries.children import MOST_FOUND, find, found_by_reference
from lantern.queries.missing import recorded_at
from lantern.queries.values import FoundChild
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Permission, Relation
from lantern.web import drafts
from lantern.web.doors import actor_of, door, holds, moment, new_key
from lantern.web.forms.fields import this_month
from lantern.web.forms.report import ReportForm, SearchForm
from lantern.web.forms.sheet import typed_again
from lantern.web.templatetags.lantern import clock

MISSING = (
    "Reported missing. Those who must know are being told in writing. The police are not: ring them now."
)
# The episode may have been opened from a placement that is not this reporter's: no more than this is theirs to know.
JOINED_UNSEEN = (
    "%(name)s: what you typed is joined to what is already recorded, where those responsible for the child can read "
    "it. Nobody is rung because of it: if it cannot wait, ring the duty desk. Ring 999 if there is immediate danger."
)
# A second press of one form, where the browser has shown no answer to the first.
SAME_PRESS = timedelta(minutes=2)


@door(Permission.REPORT_MISSING)
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Find the child who is missing, or see that somebody has recorded it already."""
    by, now = actor_of(request), moment()
    return render(request, "pages/report_search.html", found_by(request, by=by, now=now))


def found_by(request: HttpRequest, *, by: Actor, now: datetime) -> dict[str, Any]:
    """Give the search form, and the children it finds where something was asked."""
    asked = "q" in request.GET
    form = SearchForm(request.GET if asked else None, now=now)
    wanted = form.cleaned_data["q"] if asked and form.is_valid() else ""
    children = find(wanted=wanted, by=by, now=now) if wanted else ()
    may_register = holds(by, Permission.REGISTER_CHILD)
    return {
        "form": form,
        "now": now,
        "wanted": wanted,
        "elsewhere": ask_elsewhere(wanted=wanted, by=by, now=now) if wanted and may_register else None,
        "children": children,
        "there_may_be_more": len(children) == MOST_FOUND,
        "may_register": may_register,
        "may_see_numbers": holds(by, Permission.RING),
    }


@door(Permission.REPORT_MISSING)
@require_http_methods(["GET", "HEAD", "POST"])
def report_child(request: HttpRequest, reference: str) -> HttpResponse:
    """Type what the caller said; where the child is already recorded missing, it is added to that."""
    by, now = actor_of(request), moment()
    child = found_by_reference(reference=reference, by=by, now=now)
    if not child.may_report:
        raise NotPermitted("Your role does not report this child missing. Ring the duty team.")
    draft = drafts.kept_report(reference, by=by, now=now) if request.method != "POST" else None
    again = typed_again(ReportForm, draft.content) if draft else {}
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        now=now,
        initial={
            "key": new_key(),
            **({} if child.is_known_when else {"last_seen": this_month(now)}),
            **again,
        },
        may_classify=may_classify(is_ours=child.is_ours, by=by),
        is_known_when=child.is_known_when,
    )
    if request.method == "POST" and form.is_valid():
        opened = _reported(form, reference, by=by, now=now)
        if opened:
            drafts.drop_report(reference, by=by, now=now)
            return _sent(request, child, opened, by=by, now=now)
    shown = {"form": form, "child": child, "now": now, "by": by, "draft": draft}
    return render(request, "pages/report_child.html", shown)


def may_classify(*, is_ours: bool, by: Actor) -> bool:
    """Say whether this reader decides for the authority that looks after a child; another's answer is not taken."""
    return is_ours and access.may(role=by.role, relation=Relation.RESPONSIBLE, permission=Permission.CLASSIFY)


def _reported(form: ReportForm, reference: str, *, by: Actor, now: datetime) -> str:
    """Send the report to its action; give the episode's reference, or nothing where the form says why not."""
    said: dict[str, Any] = {"child": reference, "by": by, "now": now}
    sent = form.answer_of(lambda: report_missing(report=form.report(), key=form.pressed, **said))
    return str(sent or "")


def _sent(request: HttpRequest, child: FoundChild, opened: str, *, by: Actor, now: datetime) -> HttpResponse:
    """Lead to the episode; who may not open it is told in words what came of the report, and nothing else."""
    opened_at = recorded_at(reference=opened, by=by, now=now)
    if opened_at is not None:
        if opened_at == now:
            messages.success(request, MISSING)
        else:
            _say_what_was_done(request, child.reference, by=by, now=now)
        return redirect("episode", reference=opened)
    messages.success(request, _(JOINED_UNSEEN) % {"name": child.name})
    return redirect("board")


def _say_what_was_done(request: HttpRequest, reference: str, *, by: Actor, now: datetime) -> None:
    after = found_by_reference(reference=reference, by=by, now=now)
    own = after.opened_by == by.name and after.open_since and now - after.open_since < SAME_PRESS
    if own or after.open_since is None:
        messages.success(request, MISSING)
        return
    since = clock(after.open_since)
    messages.info(
        request, f"Already recorded by {after.opened_by} at {since}: what you typed was added to it."
    )
