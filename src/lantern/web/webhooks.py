"""Setting up: an organisation's own system that wants to hear of its notices. The secret is shown once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from lantern.actions import other_channels
from lantern.queries import set_up as seen
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key, press
from lantern.web.forms.fields import LineField
from lantern.web.forms.keyed import KeyedForm


class WebhookForm(KeyedForm):
    """Where the organisation's own system listens."""

    url = LineField(
        label=_lazy("Address of their system"),
        subject=_lazy("the address"),
        help_text=_lazy("It begins with https:// and is the organisation’s own."),
        max_length=500,
        error_messages={"required": _lazy("Enter the address of their system")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.SET_UP)
@sensitive_variables("secret", "made")
def webhook(request: HttpRequest, reference: str) -> HttpResponse:
    """Store where an organisation's system listens; show the secret that signs, this once."""
    by, now = actor_of(request), moment()
    at = seen.organisation(reference=reference, by=by, now=now)
    data = request.POST if request.method == "POST" else None
    form = WebhookForm(data, initial={"key": new_key(), "url": at.webhook}, now=now)

    def act() -> str:
        made = other_channels.secret_for(form.pressed or new_key())
        url = form.cleaned_data["url"]
        other_channels.keep_webhook(
            reference=reference, url=url, secret=made, key=form.pressed, by=by, now=now
        )
        return made

    secret = form.answer_of(act) or ""
    if secret:
        at = seen.organisation(reference=reference, by=by, now=now)
    context = {"form": form, "at": at, "secret": secret, "key": new_key()}
    return render(request, "pages/webhook.html", context)


@never_cache
@require_POST
@door(Permission.SET_UP)
def end(request: HttpRequest, reference: str) -> HttpResponse:
    """Withdraw an organisation's webhook: its system is called no more."""
    by, now = actor_of(request), moment()
    key = request.POST.get("key") or None

    def act() -> None:
        other_channels.end_webhook(reference=reference, key=key, by=by, now=now)

    press(request, act, done=_("Their system is called no more. The e-mail stands alone."))
    return redirect("set-up")
