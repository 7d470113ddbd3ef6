"""What the recipient of a notice types: a code, then who they are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantern.web.forms.fields import CodeField, LanternForm, LineField


class CodeForm(LanternForm):
    """The code that was sent for a link."""

    code = CodeField(
        label=_("Code"),
        help_text=_("6 figures, from the message with the subject “Your code”. It holds for 10 minutes."),
        subject=_("the code"),
    )


class NamedCodeForm(CodeForm):
    """The code, and who gives it: what they record is recorded in their name."""

    name = LineField(
        label=_("Your name"), help_text=_("What you record here is recorded in it"), subject=_("your name")
    )
    post = LineField(
        label=_("Your role"), help_text=_("For example, return interviewer"), subject=_("your role")
    )


class AcknowledgeForm(LanternForm):
    """Who says: we have it."""

    name = LineField(
        label=_("Your name"), help_text=_("Only a named person can acknowledge."), subject=_("your name")
    )
    post = LineField(
        label=_("Your role"),
        help_text=_("For example, duty sergeant or night manager."),
        subject=_("your role"),
    )
