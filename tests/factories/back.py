"""A child who is back after a night, and everybody who may speak with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lantern.actions import held, interviews, missing
from lantern.actions.held import Held
from lantern.actions.interview_shares import Shared
from lantern.actions.interviews import Offer
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.interviews import Advocacy, Audience
from lantern.vocabulary.roles import Role
from tests.factories.night import NOW, Night, make_night
from tests.factories.organisations import make_actor

# Home on Friday afternoon, so that the hours run through a weekend: 13 March 2026 was a Friday.
BACK = NOW + timedelta(days=-1, hours=-7)


def when(**later: float) -> When:
    """Give a moment so much after the child came back."""
    return When.moment(BACK + timedelta(**later))


@dataclass(frozen=True, kw_only=True)
class Back:
    """One child who came back, and the episode's reference."""

    night: Night
    reference: str
    interviewer: Actor  # of the authority's own return interviews
    worker: Actor

    def offered(self, reference: str = "", **later: float) -> None:
        """Offer the interview, an hour after the return unless more is said."""
        offer = Offer(offered=when(**(later or {"hours": 1})), offered_by="Ira Invented", language="English")
        interviews.record_offer(
            reference=reference or self.reference, offer=offer, by=self.interviewer, now=at(days=1)
        )

    def held(self, *, by: Actor | None = None, now: datetime | None = None, **said: Any) -> None:
        """Hold the interview on Saturday morning."""
        held.record_held(
            reference=self.reference, held=make_held(**said), by=by or self.interviewer, now=now or at(days=1)
        )

    def again(self, *, gone: float, back: float) -> str:
        """Let the child be missing again, from and until so many hours after the first return."""
        reference = self.night.reported(last_seen=when(hours=gone), now=at(hours=gone + 1))
        missing.record_return(
            reference=reference,
            returned=when(hours=back),
            words="",
            seen_version=None,
            by=self.night.desk,
            now=at(hours=back),
        )
        return reference


def at(**later: float) -> datetime:
    """Give a moment so much after the child came back, in UTC."""
    return BACK + timedelta(**later)


def make_held(**said: Any) -> Held:
    """Make an interview held on Saturday morning with all that the form asks for."""
    said = {
        "held": when(hours=18),
        "limits_said": when(hours=18),
        "interviewer": "Ira Invented",
        "interviewer_role": "Return interviewer",
        "independent_of_placement": True,
        "independent_of_authority": False,
        "language": "English",
        "place": "The café by the park",
        "before": "Nobody listened to me.",
        "advocacy": Advocacy.NOT_WANTED,
        **said,
    }
    return Held(**said)


def make_shared(audience: Audience, **said: Any) -> Shared:
    """Make what was shared with somebody at Saturday noon, as the child wished."""
    said = {
        "shared": when(hours=20),
        "what": "A man in a blue car gave lifts.",
        "told": "PC 1 Invented",
        "against_wish": False,
        "child_told": True,
        **said,
    }
    return Shared(audience=audience, **said)


def make_back() -> Back:
    """Let a child come back after half a day missing, with the police rung."""
    night = make_night()
    reference = night.reported(last_seen=when(hours=-12), now=at(hours=-10))
    missing.record_return(
        reference=reference, returned=when(), words="", seen_version=None, by=night.desk, now=at(minutes=5)
    )
    return Back(
        night=night,
        reference=reference,
        interviewer=make_actor(role=Role.INTERVIEWER, organisation=night.authority),
        worker=make_actor(role=Role.SOCIAL_WORKER, organisation=night.authority),
    )
