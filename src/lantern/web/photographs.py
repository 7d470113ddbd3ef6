"""A child's photograph: added, shown to who may see it, withdrawn. It is never in a message, a log or a job."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import photographs as acting
from lantern.queries.children import require_may_add
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.photographs import PhotographForm, WithdrawForm

# Nothing but this picture: no script, no frame, nothing fetched, wherever the address is opened.
_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@door(Permission.SEE_PROTECTED)
@require_safe
def photograph(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one photograph to who may see addresses; each look is recorded."""
    return shown_alone(acting.open_photograph(reference=reference, by=actor_of(request), now=moment()))


def shown_alone(opened: acting.OpenedPhotograph) -> HttpResponse:
    """Answer with a picture and nothing else, wherever its address is opened."""
    response = HttpResponse(opened.content, content_type=opened.media_type)
    response["Content-Disposition"] = 'inline; filename="photograph.jpg"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@door(Permission.ADD_PHOTOGRAPH)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a photograph of a child."""
    by, now = actor_of(request), moment()
    name = require_may_add(reference=reference, by=by, now=now)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PhotographForm(*sent, now=now, initial={"key": new_key()})

    def act() -> None:
        said = {"picture": form.cleaned_data["photograph"], "words": form.cleaned_data["words"]}
        acting.add_photograph(child=reference, **said, key=form.pressed, by=by, now=now)

    if form.taken(act):
        messages.success(request, _("The photograph is added."))
        return redirect("child", reference=reference)
    context: dict[str, Any] = {"form": form, "reference": reference, "name": name, "now": now}
    return render(request, "pages/photograph_add.html", context)


@door(Permission.ADD_PHOTOGRAPH)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a photograph out of sight, with the reason."""
    by, now = actor_of(request), moment()
    if request.method != "POST":
        acting.open_photograph(reference=reference, by=by, now=now)
    form = WithdrawForm(
        request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()}
    )
    child = form.answer_of(
        lambda: acting.withdraw_photograph(
            reference=reference, reasons=form.cleaned_data["reasons"], key=form.pressed, by=by, now=now
        )
    )
    if child:
        messages.success(request, _("The photograph is withdrawn. Nobody is shown it any more."))
        return redirect("child", reference=child)
    return render(
        request, "pages/photograph_withdraw.html", {"form": form, "reference": reference, "now": now}
    )
