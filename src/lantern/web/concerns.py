"""What is recorded of trafficking about one child, and the forms that add to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import concerns as acting
from lantern.queries.concerns import CaseHead, ConcernPage, SignsLine, case_head
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.signs import BY_CODE, VERSION
from lantern.web import guardian_words, referral_words
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.case import CaseForm
from lantern.web.forms.concerns import (
    CERTAINTY_WORDS,
    HEARD_WORDS,
    SOURCE_WORDS,
    VIEW_WORDS,
    NotReferredForm,
    SignsForm,
    ViewForm,
)

VERBS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One form on one page about a child's case: its words, what it does, and what is said once it is done."""

    title: str
    button: str
    done: str
    action: Callable[..., Any]
    template: str = "pages/case_form.html"
    intro: str = ""
    warning: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)


def head_for(request: HttpRequest, reference: str, permission: Permission) -> CaseHead:
    """Give whose form this is; refuse whoever may not fill it in."""
    return case_head(child=reference, permission=permission, by=actor_of(request), now=moment())


def bound(form: Callable[..., CaseForm], request: HttpRequest, **more: Any) -> CaseForm:
    """Make a form with what was typed, or empty with a key of its own."""
    initial = {"key": new_key(), **more.pop("initial", {})}
    return form(request.POST if request.method == "POST" else None, now=moment(), initial=initial, **more)


def taken(request: HttpRequest, form: CaseForm, action: Callable[..., Any], **given: Any) -> Any:
    """Hand a valid form to its action; give its answer, or None where the form says why not."""
    return form.answer_of(lambda: action(**given, key=form.pressed, by=actor_of(request), now=form.now))


def written(request: HttpRequest, head: CaseHead, form: CaseForm, paper: Paper) -> HttpResponse:
    """Show the form, or take it and go back to what is recorded."""
    if request.method == "POST" and form.is_valid():
        given = {"child": head.child, **paper.fixed, **form.given()}  # type: ignore[attr-defined]
        if taken(request, form, paper.action, **given) is not None:
            messages.success(request, paper.done)
            return redirect("concern", reference=head.child)
    return render(request, paper.template, {"head": head, "form": form, "paper": paper, **paper.more})


@door(Permission.SEE_RECORD)
@require_safe
def concern(request: HttpRequest, reference: str) -> HttpResponse:
    """Open what is recorded of trafficking about one child: the opening is recorded."""
    by, now = actor_of(request), moment()
    page = acting.open_concern(child=reference, by=by, now=now)
    corrects_own = Permission.SPEAK_AS_GUARDIAN in page.may and Permission.CORRECT not in page.may
    own = request.user.organisation.name if corrects_own else ""  # type: ignore[union-attr]
    return render(request, "pages/concern.html", {**shown(page), "now": now, "own_organisation": own})


def shown(page: ConcernPage) -> dict[str, Any]:
    """Give the page's own words for what is recorded."""
    may = page.may
    return {
        "page": page,
        "signs": [signs_line(line) for line in page.signs],
        "views": [{"line": line, "view": VIEW_WORDS[line.view]} for line in page.views],
        "series": [referral_words.referral_line(one) for one in reversed(page.series)],
        "guardian": guardian_words.guardian_lines(page),
        "may_record": Permission.RECORD_CONCERN in may,
        "may_decide": Permission.DECIDE_CONCERN in may,
        "may_refer": Permission.REFER_TO_NRM in may,
        "may_guardian": Permission.KEEP_GUARDIAN in may,
        "may_speak": Permission.SPEAK_AS_GUARDIAN in may,
        "may_withdraw": Permission.CORRECT in may,
        "sees_protected": Permission.SEE_PROTECTED in may,
    }


def signs_line(line: SignsLine) -> dict[str, Any]:
    """Say one record of signs; a sign of an older list that is asked no more is said by its code."""
    seen = []
    for code, certainty in line.seen:
        sign = BY_CODE.get(code)
        words = _(sign.words) if sign else code
        seen.append({"words": words, "certainty": CERTAINTY_WORDS[certainty]})
    return {"line": line, "seen": seen, "heard_from": HEARD_WORDS[line.heard_from]}


@door(Permission.RECORD_CONCERN)
@require_http_methods(VERBS)
def signs(request: HttpRequest, reference: str) -> HttpResponse:
    """Record signs. Whoever may not read them is led back to the child, and told whom to ask about a referral."""
    head = head_for(request, reference, Permission.RECORD_CONCERN)
    form = bound(SignsForm, request)
    assert isinstance(form, SignsForm)
    if (
        request.method == "POST"
        and form.is_valid()
        and taken(request, form, acting.record_signs, child=reference, signs=form.signs()) is not None
    ):
        messages.success(request, _("Recorded, in your name."))
        reads = Permission.SEE_RECORD in head.may
        return redirect("concern" if reads else "child", reference=reference)
    context = {
        "head": head,
        "form": form,
        "groups": form.groups(),
        "may_refer": Permission.REFER_TO_NRM in head.may,
        "version": VERSION,
        "sources": SOURCE_WORDS.values(),
    }
    return render(request, "pages/concern_signs.html", context)


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def view(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the authority's own view."""
    paper = Paper(
        title=_("Record the authority’s view"),
        button=_("Record the view"),
        done=_("Recorded, as a new entry. Earlier views stay as they are."),
        action=acting.record_view,
        intro=_(
            "This is the authority’s own view. Whether a child is a victim is decided by the competent authority, "
            "and its decision stands beside this view."
        ),
    )
    head = head_for(request, reference, Permission.DECIDE_CONCERN)
    return written(request, head, bound(ViewForm, request), paper)


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def no_referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a concern, no referral, and why."""
    paper = Paper(
        title=_("Concern, no referral, and why"),
        button=_("Record why"),
        done=_("Recorded. It stands on the list of children who are not referred."),
        action=acting.record_no_referral,
        warning=referral_words.must_refer(),
    )
    head = head_for(request, reference, Permission.DECIDE_CONCERN)
    return written(request, head, bound(NotReferredForm, request), paper)


@door(Permission.DECIDE_CONCERN)
@require_safe
def not_referred(request: HttpRequest) -> HttpResponse:
    """List the children of one's own authority with a concern and no referral, and why."""
    by, now = actor_of(request), moment()
    found = acting.open_not_referred(by=by, now=now)
    groups = [
        {"title": _("Nobody has said why"), "lines": _lines(found.unsaid)},
        {"title": _("Somebody has said why"), "lines": _lines(found.said)},
    ]
    return render(request, "pages/not_referred.html", {"groups": groups, "now": now})


def _lines(found: Any) -> list[dict[str, Any]]:
    return [{"line": one, "view": VIEW_WORDS[one.view] if one.view else ""} for one in found]
