"""The form that finds an organisation's stored number by its name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantern.web.forms.fields import LineField
from lantern.web.forms.keyed import PlainForm


class FindNumberForm(PlainForm):
    """Part of an organisation's name; empty asks for all of them."""

    mark_optional = False
    q = LineField(
        label=_("Which organisation?"),
        help_text=_("Part of its name will do. Leave it empty for all of them."),
        max_length=100,
        required=False,
        width=30,
    )
