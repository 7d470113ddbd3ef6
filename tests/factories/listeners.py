"""A service without accounts that is asked for an interview, and whoever opens its link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lantern.accounts.models import Organisation
from lantern.actions import acknowledging, interview_services, notices
from lantern.queries import tellings
from lantern.record.context import seen_as
from lantern.record.models import InterviewAsked, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.roles import OrganisationKind
from lantern.vocabulary.tellings import TellingAbout
from tests.factories.back import Back, at
from tests.factories.organisations import make_organisation
from tests.factories.sight import SIMULATOR


def make_listeners(**facts: Any) -> Organisation:
    """Make an outside service where nobody has an account: it has a mailbox unless more is said."""
    facts = {"name": "Invented Listeners", "email": "duty@listeners.example.invalid", **facts}
    return make_organisation(kind=OrganisationKind.RETURN_INTERVIEW_SERVICE, **facts)


@dataclass(frozen=True, kw_only=True)
class Listeners:
    """A child who is back, and a service that opens links."""

    back: Back
    place: Organisation

    def asked(self, *, place: Organisation | None = None, **given: Any) -> str:
        """Ask the service two hours after the return; give its episode."""
        told = {"reference": self.back.reference, "service": (place or self.place).reference, "days_after": 7}
        told |= {"seen_version": None, "by": self.back.worker, "now": at(hours=2), **given}
        return interview_services.ask_service(**told)

    def telling(self, reference: str = "") -> Telling:
        """Give the newest message that asks."""
        return telling_of(reference or self.back.reference)

    def opens(
        self, *, name: str = "Ira Outside", post: str = "Return interviewer", reference: str = ""
    ) -> Actor:
        """Ask for a code, and give it: whoever that then is."""
        return opened(self.telling(reference), name=name, post=post, now=at(hours=3))

    def asking(self) -> InterviewAsked:
        """Give the newest asking of this episode."""
        with seen_as(SIMULATOR):
            rows = InterviewAsked.objects.select_related("service")
            return rows.filter(episode__reference=self.back.reference).latest("pk")


def telling_of(reference: str) -> Telling:
    """Give the newest message that asks for this episode's interview."""
    with seen_as(SYSTEM):
        rows = Telling.objects.select_related("organisation", "episode", "team")
        return rows.filter(episode__reference=reference, about=TellingAbout.ASKED.value).latest("pk")


def code_sent(*, now: datetime) -> str:
    """Read the newest code from the demonstration's outbox."""
    letters = tellings.outbox(by=SYSTEM, now=now)
    body = next(one.body for one in letters if one.subject == "Your code")
    return re.findall(r"\d{6}", body)[0]


def opened(telling: Telling, *, name: str, post: str, now: datetime) -> Actor:
    """Open a link with its code."""
    token = notices.token_for(telling)
    acknowledging.ask_for_code(token=token, now=now)
    code = code_sent(now=now)
    found = acknowledging.enter_code(token=token, code=code, name=name, post=post, by=SYSTEM, now=now)
    assert isinstance(found, Actor), found
    return found
