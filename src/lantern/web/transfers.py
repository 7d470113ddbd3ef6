"""The page on which a child is handed over to another authority, with the risk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import transfers as acting
from lantern.queries.transfers import TransferPage
from lantern.queries.transfers import transfer as read_transfer
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.discussions import ROUTE_WORDS
from lantern.web.forms.keyed import KeyedForm
from lantern.web.forms.transfers import AnswerForm, AskForm


@door(Permission.DECIDE_CONCERN)
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who was asked; ask an authority, or, where one is asked, record what it answered in writing."""
    by, now = actor_of(request), moment()
    page = read_transfer(child=reference, by=by, now=now)
    data = request.POST if request.method == "POST" else None
    form: KeyedForm
    if page.open:
        form = AnswerForm(data, now=now, initial={"key": new_key(), "seen_version": page.version})
    else:
        form = AskForm(data, now=now, authorities=page.authorities, initial={"key": new_key()})
    act = acting.answer if page.open else acting.ask
    if request.method == "POST" and form.taken(
        lambda: act(child=reference, **form.given(), key=form.pressed, by=by, now=now)
    ):
        if page.open and form.cleaned_data["accepted"] == "yes":
            other = page.open.to_authority
            messages.success(
                request, _("Handed over: %(other)s looks after the child now.") % {"other": other}
            )
            return redirect("arrivals")
        messages.success(request, _("Recorded. Lantern sends nothing: hand it over by an approved route."))
        return redirect("transfer", reference=reference)
    return render(request, "pages/transfer.html", {**_shown(page), "form": form, "now": now})


def _shown(page: TransferPage) -> dict[str, object]:
    lines = [
        {"line": each, "route": ROUTE_WORDS[each.answer.route] if each.answer else ""} for each in page.lines
    ]
    return {"page": page, "lines": lines}
