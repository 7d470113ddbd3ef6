"""Who has to do with a child: organisations of this installation, in their capacities; added and ended here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lantern.actions import involved as acting
from lantern.queries import involved as seen
from lantern.vocabulary.refusals import NotFound, Stale
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key, press
from lantern.web.forms.involved import CAPACITY_WORDS, InvolvedForm, NumberForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.KEEP_INVOLVED)
def involved(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who has to do with a child; store somebody more."""
    by, now = actor_of(request), moment()
    page = seen.involved(child=reference, by=by, now=now)
    data = request.POST if request.method == "POST" else None
    form = InvolvedForm(data, choices=page.choices, initial={"key": new_key()}, now=now)

    def act() -> None:
        acting.involve(child=reference, post=form.post(), key=form.pressed, by=by, now=now)

    if form.taken(act):
        messages.success(request, _("Stored. If the child is missing now, they are being told."))
        return redirect("involved", reference=reference)
    lines = [
        {"line": one, "capacity": CAPACITY_WORDS[one.capacity], "key": new_key()} for one in page.involved
    ]
    return render(request, "pages/involved.html", {"form": form, "page": page, "lines": lines, "now": now})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.KEEP_INVOLVED)
def number(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Write down another number for one worker, or take a wrong one out."""
    by, now = actor_of(request), moment()
    page = seen.involved(child=reference, by=by, now=now)
    line = next((one for one in page.involved if one.number == number), None)
    if line is None:
        raise NotFound(_("That is not stored any more. Open the page again."))
    first = {"key": new_key(), "telephone": line.telephone, "seen": line.telephone}
    form = NumberForm(request.POST if request.method == "POST" else None, initial=first, now=now)

    def act() -> None:
        said = form.cleaned_data
        given = {"telephone": said["telephone"], "seen": said["seen"]}
        try:
            acting.change_number(
                child=reference, involvement=number, **given, key=form.pressed, by=by, now=now
            )
        except Stale:
            form.see(line.telephone)
            raise

    if form.taken(act):
        messages.success(request, _("Stored. No feed writes over it."))
        return redirect("involved", reference=reference)
    context = {"form": form, "page": page, "line": line, "capacity": CAPACITY_WORDS[line.capacity]}
    return render(request, "pages/worker_number.html", context)


@never_cache
@require_POST
@door(Permission.KEEP_INVOLVED)
def end(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record that an organisation has no more to do with the child in that capacity."""
    by, now = actor_of(request), moment()
    key = request.POST.get("key") or None

    def act() -> None:
        acting.end_involvement(child=reference, involvement=number, key=key, by=by, now=now)

    press(request, act, done=_("Ended. Whoever was told is still told how it ends."))
    return redirect("involved", reference=reference)
