"""A match that was wrong: shown with what goes back and what was recorded since, and taken back with a reason."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions.unmatching import undo_match
from lantern.queries.matches import MatchPage, match_page
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.unknown import UndoMatchForm
from lantern.web.saying import KIND_TITLES


@door(Permission.MATCH_CHILD)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a match, ask how it is known to be wrong, and whose each turn since was; then take it back."""
    by, now = actor_of(request), moment()
    page = match_page(reference=reference, by=by, now=now)
    if page.undone_at is not None:
        raise NotFound("This match has been taken back already. Open the child's page.")
    form = _form(request, page, now=now)

    def act() -> None:
        undo_match(reference=reference, **form.given(), key=form.pressed, by=by, now=now)

    if form.taken(act):
        words = _(
            "The match is taken back, and nothing is lost. Whoever was told is told. Look who is to be rung."
        )
        messages.success(request, words)
        return redirect("child", reference=page.unknown.reference or page.known.reference)
    turns = [{"title": KIND_TITLES[turn.kind], "happened": turn.happened} for turn in page.turns]
    return render(request, "pages/match_undo.html", {"form": form, "match": page, "turns": turns, "now": now})


def _form(request: HttpRequest, page: MatchPage, *, now: datetime) -> UndoMatchForm:
    return UndoMatchForm(
        request.POST if request.method == "POST" else None,
        now=now,
        initial={"key": new_key(), "seen_version": page.version},
        known=page.known.name,
        asks_whose=bool(page.turns),
    )
