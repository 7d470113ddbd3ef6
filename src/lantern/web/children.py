"""A child's own record: find it, open it (which is recorded), and put a new child on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions.children import OpenedChild, open_child, register_child
from lantern.queries.organisations import placements_for
from lantern.queries.values import EpisodeHead
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.missing import DateCertainty, Sex, Stage
from lantern.vocabulary.roles import Permission
from lantern.web import owed, plan_words, saying, search_first
from lantern.web.arrivals import age_words
from lantern.web.doors import actor_of, door, holds, moment, new_key
from lantern.web.forms.children import NewChildForm
from lantern.web.forms.involved import CAPACITY_WORDS
from lantern.web.report import found_by

SEX_WORDS = {Sex.FEMALE: "Female", Sex.MALE: "Male", Sex.UNKNOWN: "Not known"}
CERTAINTY_WORDS = {
    DateCertainty.DOCUMENTED: "from a document",
    DateCertainty.STATED: "as stated",
    DateCertainty.ESTIMATED: "an estimate",
    DateCertainty.DISPUTED: "disputed",
}
REPORT = "report"  # where the page goes on to, once the child is on the record


@door(Permission.SEE_RECORD)
@require_safe
def find_child(request: HttpRequest) -> HttpResponse:
    """Find a child by part of any name, by number or by reference."""
    by, now = actor_of(request), moment()
    return render(request, "pages/find_child.html", found_by(request, by=by, now=now))


@door(Permission.SEE_NAME)
@require_safe
def child(request: HttpRequest, reference: str) -> HttpResponse:
    """Open a child's record: the opening is recorded, with who and when."""
    by, now = actor_of(request), moment()
    everything = request.GET.get("episodes") == "all"
    opened: OpenedChild = open_child(reference=reference, every_episode=everything, by=by, now=now)
    more = {
        "child": opened,
        "plan": plan_words.brief_words(opened.plan) if opened.plan else None,
        "workers": [(CAPACITY_WORDS[one.capacity], one) for one in opened.workers],
        "now": now,
    }
    return render(request, "pages/child.html", {**_facts(opened, now=now), **more})


def _facts(page: OpenedChild, *, now: datetime) -> dict[str, Any]:
    certainty = CERTAINTY_WORDS[DateCertainty(page.date_of_birth_certainty)]
    open_now = [e for e in page.episodes if e.stage is not Stage.RETURNED and not e.is_void]
    return {
        "age_words": age_words(page.age_taken) if page.age_taken else "",
        "certainty": certainty,
        "sex": SEX_WORDS[Sex(page.sex)],
        "open_episode": open_now[0] if open_now else None,
        "absences": [_absence(head) for head in page.episodes],
        "owed": _owed(page, now),
        "clocks": owed.clocks_words(page.owed.clocks, now) if page.owed.lines else "",
        "may_report": Permission.REPORT_MISSING in page.may and not open_now and not page.matched_to,
        "may_late": Permission.RECORD_LATE in page.may and not open_now and not page.matched_to,
        "may_plan": Permission.AGREE_RETURN_PLAN in page.may,
        "may_keep_involved": Permission.KEEP_INVOLVED in page.may,
        "may_write_plan": Permission.WRITE_PLAN in page.may,
        "may_record_care": Permission.DECIDE_CONCERN in page.may,
        "may_match": Permission.MATCH_CHILD in page.may and page.is_unidentified,
        "may_add": Permission.ADD_PHOTOGRAPH in page.may and not page.matched_to,
        "may_concern": {Permission.SEE_RECORD, Permission.RECORD_CONCERN} & page.may,
        "sees_record": Permission.SEE_RECORD in page.may,
        "may_ask_bundle": Permission.ASK_BUNDLE in page.may,
    }


def _owed(page: OpenedChild, now: datetime) -> list[dict[str, Any]]:
    may_ring = Permission.RING in page.may
    told = owed.told_in_case(page.owed, child=page.reference, may_ring=may_ring, now=now)
    lines = (saying.owed_line(line, head=page, now=now) for line in page.owed.lines)
    return [{**line, **beside} for line, beside in zip(lines, told, strict=True)]


def _absence(head: EpisodeHead) -> dict[str, Any]:
    return {"head": head, "length": saying.lasted(head), "view": saying.kind_words(head)}


@door(Permission.REGISTER_CHILD)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Put a child on the record of one's own authority, once it was searched for."""
    by, now = actor_of(request), moment()
    then = REPORT if request.GET.get("then") == REPORT else ""
    if search_first.is_first(request):
        title, button = _("Put a child on the record"), _("None of these: put the child on the record")
        return search_first.search(request, title=title, button=button, then=then, by=by, now=now)
    form = NewChildForm(
        request.POST if request.method == "POST" else None,
        now=now,
        initial={"key": new_key(), "name": search_first.heard(request), "then": then},
        placements=placements_for(by=by, now=now),
    )
    reference = form.answer_of(lambda: register_child(child=form.child(), key=form.pressed, by=by, now=now))
    if reference:
        return _go_on(request, form, reference, by=by)
    known = search_first.alike(request, by=by, now=now)
    return render(request, "pages/child_new.html", {"form": form, "now": now, **known})


def _go_on(request: HttpRequest, form: NewChildForm, reference: str, *, by: Actor) -> HttpResponse:
    messages.success(request, "The child is on the record.")
    if form.cleaned_data["then"] == REPORT and holds(by, Permission.REPORT_MISSING):
        return redirect("report-child", reference=reference)
    return redirect("child", reference=reference)
