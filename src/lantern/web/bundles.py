"""Inquiry bundles: asked for, released or refused by somebody else, and fetched by those two. Nothing is mailed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.actions import bundles as acting
from lantern.documents import bundles as documents
from lantern.queries import bundles as seen
from lantern.queries.bundles import BundleLine
from lantern.vocabulary.bundles import BundleState
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.bundles import AskBundleForm, RefuseForm, ReleaseForm

VERBS = ["GET", "HEAD", "POST"]


@door(Permission.ASK_BUNDLE)
@require_http_methods(VERBS)
def bundles(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the bundles of one child, and ask for one."""
    by, now = actor_of(request), moment()
    held = seen.bundles_of(reference=reference, by=by, now=now)
    data = request.POST if request.method == "POST" else None
    initial = {"key": new_key(), "episode": request.GET.get("episode", "")}
    form = AskBundleForm(data, now=now, initial=initial, episodes=held.episodes)
    if form.is_bound and form.is_valid():
        made = form.answer_of(
            lambda: acting.ask(reference=reference, asked=form.asked(), key=form.pressed, by=by, now=now)
        )
        if made:
            messages.success(
                request,
                _("Asked for. Nothing has left. Somebody else must release it before it can be fetched."),
            )
            return redirect("bundle", reference=made)
    return render(request, "pages/bundles.html", {"held": held, "form": form, "now": now})


@door(Permission.RELEASE_BUNDLE)
@require_safe
def to_release(request: HttpRequest) -> HttpResponse:
    """List the bundles that wait to be released or refused."""
    by, now = actor_of(request), moment()
    lines = seen.to_release(by=by, now=now)
    return render(request, "pages/bundles_to_release.html", {"lines": lines, "now": now})


@door(Permission.ASK_BUNDLE)
@require_http_methods(VERBS)
def bundle(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one bundle; release it where somebody else asked for it."""
    by, now = actor_of(request), moment()
    line = seen.bundle(reference=reference, by=by, now=now)
    if request.method == "POST" and line.is_decided_by_reader:  # pressed twice: the archive is made once
        return redirect("bundle", reference=reference)
    data = request.POST if request.method == "POST" else None
    form = ReleaseForm(data, now=now, initial={"key": new_key()}, may_put_sealed_in=line.may_put_sealed_in)
    if form.is_bound and form.is_valid():

        def release() -> None:
            documents.release(reference=reference, **form.given(), key=form.pressed, by=by, now=now)

        if form.taken(release):
            messages.success(request, _("Released. You and whoever asked for it can fetch it for 48 hours."))
            return redirect("bundle", reference=reference)
    return _page(request, line, form)


@door(Permission.RELEASE_BUNDLE)
@require_http_methods(VERBS)
def refuse(request: HttpRequest, reference: str) -> HttpResponse:
    """Refuse a bundle, with the reason."""
    by, now = actor_of(request), moment()
    line = seen.bundle(reference=reference, by=by, now=now)
    form = RefuseForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        if form.taken(
            lambda: acting.refuse(reference=reference, words=words, key=form.pressed, by=by, now=now)
        ):
            messages.success(request, _("Refused. Nothing has left."))
            return redirect("bundle", reference=reference)
    return render(request, "pages/bundle_refuse.html", {"line": line, "form": form, "now": now})


@door(Permission.ASK_BUNDLE)
@require_POST
def fetch(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the archive to one of the two; each fetching is recorded."""
    fetched = acting.fetch(reference=reference, by=actor_of(request), now=moment())
    response = HttpResponse(fetched.content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="bundle-{reference}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(request: HttpRequest, line: BundleLine, form: ReleaseForm) -> HttpResponse:
    context = {
        "line": line,
        "form": form,
        "is_asked": line.state is BundleState.ASKED,
        "is_released": line.state is BundleState.RELEASED,
        "now": form.now,
    }
    return render(request, "pages/bundle.html", context)
