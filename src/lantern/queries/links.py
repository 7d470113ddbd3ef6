"""What a notice's link leads to, before anybody has given a code: nothing that names or places a child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.policies import acknowledging as policy
from lantern.queries.seeing import reads
from lantern.queries.sharing import is_shut_out
from lantern.record.models import Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.tellings import TellingAbout


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link that we sent: to whom, about which turn of which episode, whom to ring, and whether it still opens."""

    telling_id: int
    organisation: str
    team: str
    about: TellingAbout
    episode: str  # its reference
    sender: str
    sender_telephone: str
    is_withdrawn: bool
    has_run_out: bool
    acknowledged_at: datetime | None
    acknowledged_by: str
    has_second_channel: bool

    @property
    def opens(self) -> bool:
        """Say whether a code may still be asked for."""
        return not (self.is_withdrawn or self.has_run_out)


@reads
def link(*, token_hash: str, by: Actor, now: datetime) -> Link | None:
    """Give what the link with this token's hash leads to; None where we never sent such a link. Changes nothing."""
    row = (
        Telling.objects.filter(token_hash=token_hash)
        .select_related("organisation", "team", "acknowledgement", "episode__responsible_authority")
        .first()
    )
    if row is None:
        return None
    sender = row.episode.responsible_authority
    answered = getattr(row, "acknowledgement", None)
    place = row.team if row.team and row.team.email else row.organisation
    return Link(
        telling_id=row.pk,
        organisation=row.organisation.name,
        team=row.team.name if row.team else "",
        about=TellingAbout(row.about),
        episode=row.episode.reference,
        sender=sender.name,
        sender_telephone=sender.out_of_hours_telephone or sender.switchboard,
        is_withdrawn=row.link_withdrawn_at is not None or is_shut_out(row),
        has_run_out=now >= policy.link_ends_at(row.recorded_at),
        acknowledged_at=answered.acknowledged_at if answered else None,
        acknowledged_by=f"{answered.name}, {answered.job_title}" if answered else "",
        has_second_channel=bool(place.second_email and place.second_email != place.email),
    )
