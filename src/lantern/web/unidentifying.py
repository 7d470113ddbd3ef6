"""Who a child was said to be was wrong: shown with what was recorded since, and taken back with a reason."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions.unidentifying import undo_identity
from lantern.queries.identifications import IdentityPage, identity_page
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.unknown import UndoIdentityForm
from lantern.web.saying import KIND_TITLES


@door(Permission.MATCH_CHILD)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who a child was said to be, ask how it is known to be wrong, and whose each turn was; take it back."""
    by, now = actor_of(request), moment()
    page = identity_page(reference=reference, by=by, now=now)
    form = _form(request, page, now=now)

    def act() -> None:
        undo_identity(reference=reference, **form.given(), key=form.pressed, by=by, now=now)

    if form.taken(act):
        words = _("It is taken back, and nothing is lost. Whoever was told is told. Look who is to be rung.")
        messages.success(request, words)
        return redirect("child", reference=page.child_reference)
    if page.undone_at is not None and request.method != "POST":
        raise NotFound("This has been taken back already. Open the child's page.")
    turns = [{"title": KIND_TITLES[turn.kind], "happened": turn.happened} for turn in page.turns]
    context = {"form": form, "said": page, "turns": turns, "now": now}
    return render(request, "pages/identity_undo.html", context)


def _form(request: HttpRequest, page: IdentityPage, *, now: datetime) -> UndoIdentityForm:
    return UndoIdentityForm(
        request.POST if request.method == "POST" else None,
        now=now,
        initial={"key": new_key(), "seen_version": page.version},
        known=page.name,
        asks_whose=bool(page.turns),
    )
