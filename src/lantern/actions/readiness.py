"""Whether a live installation may record a child yet. A demonstration always may: its people are invented."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from lantern.accounts.models import Proof
from lantern.vocabulary.refusals import NotReady

_THIS_MACHINE = (None, "localhost", "127.0.0.1", "::1", "0.0.0.0")  # noqa: S104 - named to be refused


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """What has been proved: that mail arrives, and that an out-of-hours number is answered."""

    mail_is_proved: bool
    number_is_proved: bool

    @property
    def is_ready(self) -> bool:
        return self.mail_is_proved and self.number_is_proved


def readiness() -> Readiness:
    """Say what this installation has proved, each by a person, with a date."""
    proved = set(Proof.objects.filter(proved_at__isnull=False).values_list("kind", flat=True))
    return Readiness(mail_is_proved=Proof.MAIL in proved, number_is_proved=Proof.NUMBER in proved)


def require_ready() -> None:
    """Refuse to record a child in a live installation that has not proved how anybody would be told."""
    if settings.IS_DEMO:
        return
    if urlsplit(settings.PUBLIC_ADDRESS).hostname in _THIS_MACHINE:
        raise NotReady(
            "Lantern cannot record a child yet: the links in its messages would lead to the recipient's own "
            "machine. Ring police and the duty team by telephone now. Whoever runs this server sets "
            "LANTERN_ADDRESS to the address by which others reach it."
        )
    if readiness().is_ready:
        return
    raise NotReady(
        "Lantern cannot record a child yet: it has not been proved that mail arrives and that an out-of-hours "
        "number is answered. Ring police and the duty team by telephone now. An administrator proves both "
        "under Set-up."
    )
