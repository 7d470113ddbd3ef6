"""The forms of two records that may be of one child."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantern.web.forms.fields import Option, RadiosField, WordsField
from lantern.web.forms.keyed import KeyedForm

SAME, DIFFERENT = "same", "different"


class PairForm(KeyedForm):
    """Whether two records are of one child, and how that is known."""

    decision = RadiosField(
        label=_("Are they one child?"),
        choices=[
            (SAME, Option(_("Yes, one child"), _("Both pages say so. Both records stay as they are."))),
            (DIFFERENT, Option(_("No, two children"), _("They are not proposed again."))),
        ],
        error_messages={"required": _("Say whether they are one child or two")},
    )
    reasons = WordsField(
        label=_("How is it known?"),
        help_text=_("Who says so, from what. Whoever reads this later must be able to check it."),
        max_length=5000,
        rows=3,
        error_messages={"required": _("Say how it is known")},
    )


class UndoPairForm(KeyedForm):
    """That what was decided was wrong, and how that is known."""

    reasons = WordsField(
        label=_("Why is it taken back?"),
        help_text=_("Who says so, from what. It stays in the list, with your name."),
        max_length=5000,
        rows=3,
        error_messages={"required": _("Say why it is taken back")},
    )
