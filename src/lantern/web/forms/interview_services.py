"""The form that asks a service to hold one return interview."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from lantern.policies.interview_services import DAYS_AFTER
from lantern.web.forms.fields import RadiosField, SelectField
from lantern.web.forms.keyed import EpisodeForm


def _said(days: int) -> Any:
    return _("Until the result is in") if not days else _("%(days)d days after it is in") % {"days": days}


class AskServiceForm(EpisodeForm):
    """Which service, and for how long it still sees the episode once the result is in."""

    service = SelectField(
        label=_("Which service?"),
        help_text=_("Services and other authorities where an interviewer has an account here"),
        error_messages={"required": _("Choose the service")},
    )
    days_after = RadiosField(
        label=_("For how long do they see it?"),
        help_text=_("A local choice: no published text gives a number. Taken back, it ends at once."),
        choices=[(str(days), _said(days)) for days in DAYS_AFTER],
        error_messages={"required": _("Choose for how long they see it")},
    )
    mark_optional = False

    def __init__(self, *args: Any, services: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", _("Choose one")), *services]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**super().given(), "service": said["service"], "days_after": int(said["days_after"])}


class TakeBackForm(EpisodeForm):
    """That the service is asked no longer."""
