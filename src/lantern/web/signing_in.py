"""In and out: by e-mail address and password, or in a demonstration by choosing who to be."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lantern.accounts.models import Account
from lantern.policies import access
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Permission, Role
from lantern.web.doors import holds, moment, open_door
from lantern.web.forms.signing_in import SignInForm
from lantern.web.turns import is_turn

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_ROLES = list(Role)


@open_door("Nobody is known before they sign in.")
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, and let in whoever gives a right e-mail address and password."""
    if request.user.is_authenticated and request.method != "POST":
        return redirect(first_page(request.user.as_actor()))
    form = SignInForm(request, data=request.POST if request.method == "POST" else None, now=moment())
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return _onward(request)
    context: dict[str, Any] = {"form": form, "next": _next(request), "people": _demo_people()}
    return render(request, "pages/sign_in.html", context)


@open_door(
    "In a demonstration anybody may be any of its invented people; in a live one there is no such page."
)
@never_cache
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Be one of the demonstration's people."""
    if not settings.IS_DEMO:
        raise Http404
    account = Account.objects.filter(is_demo=True, is_active=True, email=request.POST.get("who", "")).first()
    if account is None:
        raise Http404
    login(request, account, backend=_BACKEND)
    return _onward(request)


@open_door("Whoever is not signed in is signed out already.")
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, on this machine and in the record."""
    on_a_tablet = is_turn(request)
    logout(request)
    return redirect("tablet" if on_a_tablet else settings.LOGOUT_REDIRECT_URL)


def locked_out(request: HttpRequest, original: HttpResponse | None, credentials: Any = None) -> HttpResponse:
    """Say that too many wrong passwords were given, and how long to wait. Called by the sign-in guard."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    context = {"minutes": minutes, "tries": settings.AXES_FAILURE_LIMIT}
    return render(request, "pages/locked_out.html", context, status=429)


def first_page(by: Actor) -> str:
    """Give the address of the page where this person's work begins."""
    places = ((Permission.SEE_BOARD, "board"), (Permission.SET_UP, "set-up"))
    return reverse(next((name for permission, name in places if holds(by, permission)), "access"))


def _onward(request: HttpRequest) -> HttpResponse:
    return redirect(_next(request) or first_page(request.user.as_actor()))  # type: ignore[union-attr]


def _next(request: HttpRequest) -> str:
    """Give the page that was asked for before signing in, where it is one of ours."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""


def _demo_people() -> list[dict[str, str]]:
    if not settings.IS_DEMO:
        return []
    accounts = Account.objects.filter(is_demo=True, is_active=True).select_related("organisation")
    ordered = sorted(accounts, key=lambda a: (_ROLES.index(Role(a.role)), a.pk))
    return [
        {
            "email": a.email,
            "name": a.name,
            "role": access.ROLE_TITLES[Role(a.role)].lower(),
            "organisation": a.organisation.name,
        }
        for a in ordered
    ]
