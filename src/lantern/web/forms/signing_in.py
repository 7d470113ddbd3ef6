"""What somebody types to sign in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
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

    def confirm_login_allowed(self, user: Account) -> None:
        """Refuse closed accounts, and a demonstration's accounts in a live installation."""
        super().confirm_login_allowed(user)
        if user.is_demo and not settings.IS_DEMO:
            raise self.get_invalid_login_error()

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].widget.attrs.pop("maxlength", None)
