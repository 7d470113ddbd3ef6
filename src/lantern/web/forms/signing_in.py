"""What somebody types to sign in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from lantern.accounts.models import Account
from lantern.web.forms.fields import LanternForm, LineField


class SignInForm(LanternForm, AuthenticationForm):
    """An e-mail address and a password. Which of the two was wrong is never said."""

    username = LineField(
        label=_("E-mail address"),
        subject=_("your e-mail address"),
        max_length=254,
        widget=forms.TextInput(
            attrs={
                "type": "email",
                "autocomplete": "username",
                "spellcheck": "false",
                "autocapitalize": "none",
            }
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your password")},
    )
    error_messages = {  # noqa: RUF012 - Django's own way
        "invalid_login": _(
            "The e-mail address or the password is not right. Nobody was signed in. Check both and try again, "
            "or ask your administrator."
        ),
        "inactive": _("This account is closed. Ask your administrator."),
    }

    def clean_username(self) -> str:
        """Give the address in one spelling, so that wrong tries are counted together."""
        return str(self.cleaned_data["username"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        """Ask whose these are.

        Handed over as `email`, which is what the guard that counts wrong tries reads; Django's own form says
        `username`, and the tries would be counted for nobody.
        """
        address, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if address and password:
            found = authenticate(self.request, email=address, password=password)
            if found is None:
                raise self.get_invalid_login_error()
            self.user_cache = found
            self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data

    def confirm_login_allowed(self, user: Account) -> None:
        """Refuse closed accounts, and a demonstration's accounts in a live installation."""
        super().confirm_login_allowed(user)
        if user.is_demo and not settings.IS_DEMO:
            raise self.get_invalid_login_error()

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].widget.attrs.pop("maxlength", None)
