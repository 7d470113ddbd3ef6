"""A child nobody knows yet: reported on one page, later matched with a child who is known, or given a name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import matching, unknown
from lantern.actions.children import open_child
from lantern.queries.drafts import KeptDraft
from lantern.queries.organisations import placements_for
from lantern.queries.values import ChildPage
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.missing import DateCertainty, Sex
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission
from lantern.web import drafts, search_first
from lantern.web.children import CERTAINTY_WORDS, SEX_WORDS
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.photographs import TOGETHER
from lantern.web.forms.sheet import typed_again
from lantern.web.forms.unknown import IdentifyForm, MatchForm, UnknownForm
from lantern.web.report import MISSING, found_by


@door(Permission.REGISTER_CHILD)
@require_http_methods(["GET", "HEAD", "POST"])
def report_unknown(request: HttpRequest) -> HttpResponse:
    """Report a child nobody knows yet, on one page, once somebody looked whether anybody knows the child.

    Nobody is held up: what was heard is searched once, and the address then says that it was, with a name or without.
    """
    by, now = actor_of(request), moment()
    if search_first.is_first(request) and not {"name", "draft"} & set(request.GET):
        return _search(request, by=by, now=now)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    draft = drafts.asked_unknown(request, by=by, now=now) if request.method != "POST" else None
    if draft is None and "draft" in request.GET and request.method != "POST":
        messages.info(
            request,
            _("That unfinished report is kept no more: it was sent or thrown away, or its day is over."),
        )
    again = typed_again(UnknownForm, draft.content) if draft else {}
    # The form goes on under its own key: an older page of it and this one are one report, however often it is pressed.
    key = draft.content.get("key", "")[:64] if draft else ""
    initial = {"key": key or new_key(), **again, "name": again.get("name") or search_first.heard(request)}
    form = UnknownForm(*sent, now=now, initial=initial, placements=placements_for(by=by, now=now))
    opened = form.answer_of(lambda: unknown.report_unknown(**form.given(), key=form.pressed, by=by, now=now))
    if opened:
        drafts.drop_unknown(form.pressed or "", by=by, now=now)
        messages.success(request, MISSING)
        return redirect("episode", reference=opened)
    if form.errors and request.FILES and "photograph" not in form.errors:
        form.add_error("photograph", TOGETHER)
    context = {"form": form, "now": now, **_unfinished(request, draft, by=by, now=now)}
    return render(request, "pages/report_unknown.html", context)


def _search(request: HttpRequest, *, by: Actor, now: datetime) -> HttpResponse:
    found = found_by(request, by=by, now=now)
    goes_on = f"{request.path}?{urlencode({'name': found['wanted']})}"
    more = {"goes_on_href": goes_on, **_unfinished(request, None, by=by, now=now)}
    return render(request, "pages/unknown_search.html", {**found, **more})


def _unfinished(request: HttpRequest, draft: KeptDraft | None, *, by: Actor, now: datetime) -> dict[str, Any]:
    """Give the draft that the form goes on with, or on a form that is begun anew, which others there are."""
    if draft is not None:
        return {"draft": draft, "draft_about": request.GET["draft"]}
    others = drafts.unfinished_unknown(by=by, now=now) if request.method != "POST" else []
    return {"draft": None, "unfinished": others}


@door(Permission.MATCH_CHILD)
@require_safe
def find_match(request: HttpRequest, reference: str) -> HttpResponse:
    """Search for the known child who an unidentified one may be."""
    by, now = actor_of(request), moment()
    page = _unidentified(open_child(reference=reference, by=by, now=now))
    found = found_by(request, by=by, now=now)
    found["children"] = [child for child in found["children"] if not child.is_unidentified]
    return render(request, "pages/match_find.html", {**found, "child": page})


@door(Permission.MATCH_CHILD)
@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, reference: str, known: str) -> HttpResponse:
    """Show both children side by side, and take the decision that they are one."""
    by, now = actor_of(request), moment()
    pages = [open_child(reference=each, by=by, now=now) for each in (reference, known)]
    _unidentified(pages[0])
    initial = {"key": new_key(), "seen_version": pages[0].version}
    form = MatchForm(request.POST if request.method == "POST" else None, now=now, initial=initial)

    def act() -> None:
        given = {"reasons": form.cleaned_data["reasons"], **form.given()}
        matching.match_child(reference=reference, known=known, **given, key=form.pressed, by=by, now=now)

    if form.taken(act):
        messages.success(
            request, _("Matched. All that was recorded is here now. Whoever was told is told of the change.")
        )
        return redirect("child", reference=known)
    sides = [_side(page) for page in pages]
    context = {"form": form, "sides": sides, "child": pages[0], "known": pages[1], "now": now}
    homes = {page.placement for page in pages}
    context["homes_differ"] = len(homes) > 1 and "" not in homes
    return render(request, "pages/match.html", context)


@door(Permission.MATCH_CHILD)
@require_http_methods(["GET", "HEAD", "POST"])
def identify(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a child who is on no other record a name and a date of birth."""
    by, now = actor_of(request), moment()
    page = _unidentified(open_child(reference=reference, by=by, now=now))
    initial = {"key": new_key(), "seen_version": page.version}
    form = IdentifyForm(request.POST if request.method == "POST" else None, now=now, initial=initial)

    def act() -> None:
        given = {"identity": form.identity(), **form.given()}
        unknown.identify(reference=reference, **given, key=form.pressed, by=by, now=now)

    if form.taken(act):
        messages.success(request, _("It is recorded who this child is. The name as heard is kept."))
        return redirect("child", reference=reference)
    return render(request, "pages/identify.html", {"form": form, "child": page, "now": now})


def _unidentified(page: ChildPage) -> ChildPage:
    """Refuse these pages for a child who is known, and for who may not say who a child is."""
    if Permission.MATCH_CHILD not in page.may:
        raise NotPermitted(
            "Only the authority that looks after this child says who the child is. Ring its duty team."
        )
    if not page.is_unidentified:
        raise NotFound("It is known already who this child is. Open the child's page.")
    return page


def _side(page: ChildPage) -> dict[str, Any]:
    """Give what is compared of one of two children."""
    certainty = CERTAINTY_WORDS[DateCertainty(page.date_of_birth_certainty)]
    return {"child": page, "certainty": certainty, "sex": SEX_WORDS[Sex(page.sex)]}
