"""What a notice's link leads to before a code is given, and all links of an episode as their sender sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, OuterRef, Subquery

from lantern.accounts.models import Organisation
from lantern.policies import acknowledging as policy
from lantern.procedures.in_force import asked_in_force
from lantern.queries.children import display_names
from lantern.queries.missing import find_episode, heads_of
from lantern.queries.open_arrivals import handed_over_by
from lantern.queries.seeing import reads, require
from lantern.queries.sharing import is_shut_out
from lantern.queries.values import EpisodeHead
from lantern.record.context import hand_on, read_as
from lantern.record.models import Child, ClaimedKey, OwedStep, Telling, TellingAttempt
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import AttemptOutcome, TellingAbout


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link that we sent: to whom, about which turn of which episode, whom to ring, and whether it still opens."""

    telling_id: int
    organisation: str
    team: str
    about: TellingAbout
    episode: str  # its reference; of a child the notice's own
    sender: str
    sender_telephone: str
    is_withdrawn: bool
    has_run_out: bool
    acknowledged_at: datetime | None
    acknowledged_by: str
    has_second_channel: bool
    no_longer_stands: bool = False  # what it asked: the child is not back after all

    @property
    def asks_interview(self) -> bool:
        """Say whether it asks its holder for a return interview, which they answer and return by it."""
        return self.about is TellingAbout.ASKED

    @property
    def opens(self) -> bool:
        """Say whether a code may still be asked for."""
        return not (self.is_withdrawn or self.has_run_out)


@reads
def link(*, token_hash: str, by: Actor, now: datetime) -> Link | None:
    """Give what the link with this token's hash leads to; None where we never sent such a link. Changes nothing."""
    row = (
        Telling.objects.filter(token_hash=token_hash)
        .select_related(
            "organisation",
            "team",
            "acknowledgement",
            "episode__responsible_authority",
            "event__by_organisation",
        )
        .first()
    )
    if row is None:
        return None
    sender = row.episode.responsible_authority if row.episode else _who_sent(row)
    assert sender is not None
    answered = getattr(row, "acknowledgement", None)
    place = row.team if row.team and row.team.email else row.organisation
    return Link(
        telling_id=row.pk,
        organisation=row.organisation.name,
        team=row.team.name if row.team else "",
        about=TellingAbout(row.about),
        episode=row.about_reference,
        sender=sender.name,
        sender_telephone=sender.out_of_hours_telephone or sender.switchboard,
        is_withdrawn=row.link_withdrawn_at is not None or is_shut_out(row),
        has_run_out=now >= policy.link_ends_at(row.recorded_at, expires_at=row.link_expires_at),
        acknowledged_at=answered.acknowledged_at if answered else None,
        acknowledged_by=f"{answered.name}, {answered.job_title}" if answered else "",
        no_longer_stands=_is_unasked(row),
        has_second_channel=bool(place.second_email and place.second_email != place.email),
    )


def _who_sent(row: Telling) -> Organisation | None:
    """Give whom to ring: of what is owed in a case the authority that looks after the child; of an arrival who hands
    the child over, else who registered it.
    """
    if row.owed_step_id is not None and row.child_id is not None:
        with hand_on(child_id=row.child_id):
            children = Child.objects.select_related("responsible_authority")
            return children.get(pk=row.child_id).responsible_authority
    return handed_over_by(row) or row.event.by_organisation


def _is_unasked(row: Telling) -> bool:
    """Say whether the service was told that this asking is over: its link then says so too."""
    own = Telling.objects.filter(asked=row.asked_id, about=TellingAbout.UNASKED.value)
    return row.asked_id is not None and own.exists()


@dataclass(frozen=True, kw_only=True)
class OwedNotice:
    """What the holder of a link to something owed in a child's case reads: the duty, when it is due, and no more.

    The name is given inside the authority that looks after the child alone.
    """

    title: str
    due_at: datetime
    name: str


@reads
def owed_notice(*, by: Actor, now: datetime) -> OwedNotice | None:
    """Give what of a child's case this link's holder was told is owed; None where their link tells of no such thing."""
    row = Telling.objects.filter(pk=by.telling_id or 0, child__isnull=False).first()
    if row is None or row.owed_step_id is None:
        return None
    with read_as(SYSTEM):
        step = OwedStep.objects.get(pk=row.owed_step_id)
    duty = asked_in_force().by_code.get(step.code)
    return OwedNotice(
        title=duty.title if duty else step.code,
        due_at=step.due_at,
        name=display_names([by.child_id])[by.child_id] if by.child_id is not None else "",
    )


@reads
def was_taken(*, key: str, about: str, by: Actor, now: datetime) -> bool:
    """Say whether a form with this key was sent by a link, and taken for what this reference names."""
    return bool(key) and ClaimedKey.objects.filter(key=key, account_id=None, answer=about).exists()


# What the sender sees of them -------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class SentLink:
    """One link as its sender sees it: to whom, when, until when it opens, and whether anybody opened it."""

    telling: str  # its reference
    organisation: str
    team: str
    about: TellingAbout
    sent_at: datetime | None  # when the mail server took it
    expires_at: datetime
    opened_at: datetime | None  # when a code was first given for it
    answered_at: datetime | None
    withdrawn_at: datetime | None
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class SentLinks:
    """Every link that was sent for one episode, the newest first."""

    head: EpisodeHead
    links: tuple[SentLink, ...]
    as_of: datetime

    @property
    def open_ones(self) -> tuple[SentLink, ...]:
        """Give those that would still open a notice."""
        return tuple(link for link in self.links if link.is_open)


@reads
def sent_links(*, reference: str, by: Actor, now: datetime) -> SentLinks:
    """Give the links of an episode to who may withdraw them; raise NotFound or NotPermitted to others."""
    episode = find_episode(reference=reference, by=by)
    require(permission=Permission.KEEP_LINKS, row=episode, by=by)
    taken = TellingAttempt.objects.filter(telling=OuterRef("pk"), outcome=AttemptOutcome.TAKEN.value)
    rows = (
        Telling.objects.filter(episode=episode)
        .exclude(token_hash=None)
        .select_related("organisation", "team", "acknowledgement")
        .annotate(sent_at=Subquery(taken.order_by("-number").values("ended_at")[:1]))
        .annotate(opened_at=Min("codes__used_at"))
        .order_by("-recorded_at", "organisation__name", "pk")
    )
    return SentLinks(
        head=heads_of([episode], by=by, now=now)[0],
        links=tuple(_sent(row, sent_at=row.sent_at, opened_at=row.opened_at, now=now) for row in rows),
        as_of=now,
    )


def _sent(row: Telling, *, sent_at: datetime | None, opened_at: datetime | None, now: datetime) -> SentLink:
    answered = getattr(row, "acknowledgement", None)
    expires_at = policy.link_ends_at(row.recorded_at, expires_at=row.link_expires_at)
    return SentLink(
        telling=row.reference,
        organisation=row.organisation.name,
        team=row.team.name if row.team else "",
        about=TellingAbout(row.about),
        sent_at=sent_at,
        expires_at=expires_at,
        opened_at=opened_at,
        answered_at=answered.acknowledged_at if answered else None,
        withdrawn_at=row.link_withdrawn_at,
        is_open=row.link_withdrawn_at is None and now < expires_at,
    )
