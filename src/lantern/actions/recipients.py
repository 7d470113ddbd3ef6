"""Whom a turn of an episode is told to: asked of the local table, over what is stored of the child."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from lantern.procedures import telling as tables
from lantern.procedures.calendar import ENGLAND_AND_WALES
from lantern.queries.ladder import facts_of
from lantern.queries.sharing import let_in_now
from lantern.queries.working_days import calendars
from lantern.record.context import hand_on
from lantern.record.models import MissingEpisode, Telling
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import Relation
from lantern.vocabulary.tellings import Channel, TellingAbout, TellingState


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody to tell: an organisation, perhaps one of its teams (their keys), by one channel, in one relation.

    `at` is when a message is to go, where that is not at once; only organisations can be named here.
    """

    organisation: int
    team: int | None
    relation: Relation
    channel: Channel
    stage: str = ""
    at: datetime | None = None
    asks_answer: bool = True

    @property
    def key(self) -> tuple[int, int | None, str]:
        return (self.organisation, self.team, self.channel.value)


def postponed_stages() -> list[str]:
    """Give the stages whose messages wait for a time of the day."""
    return [step.stage.value for step in tables.in_force().steps if step.at is not None]


def first_recipients(*, episode: MissingEpisode, now: datetime) -> list[Recipient]:
    """Give whom a new missing episode is told to, in the order of the local table.

    Whoever reports need not be one who may read who has to do with the child: it is read for them.
    """
    with hand_on(episode_id=episode.pk, child_id=episode.child_id):
        facts = facts_of([episode], teams={episode.child_id: episode.child.responsible_team_id})[episode.pk]
    calendar = calendars()[ENGLAND_AND_WALES]
    ladder = tables.who_is_told(table=tables.in_force(), facts=facts, calendar=calendar, now=now)
    return [
        Recipient(
            organisation=told.post.organisation,
            team=told.post.team,
            relation=relation_of(told.post.organisation, episode=episode),
            channel=told.channel,
            stage=told.stage.value,
            at=told.at,
            asks_answer=told.asks_answer,
        )
        for told in ladder.told
    ]


def relation_of(organisation: int, *, episode: MissingEpisode) -> Relation:
    """Give how an organisation stands to the child: what its link may show hangs on it."""
    stands = {
        episode.police_force_id: Relation.POLICE,
        episode.placement_provider_id: Relation.PLACEMENT,
        episode.host_authority_id: Relation.HOST,
        episode.responsible_authority_id: Relation.RESPONSIBLE,
    }
    return stands.get(organisation, Relation.TOLD)


def told_before(*, episode: MissingEpisode, to_come: bool = True, now: datetime) -> list[Recipient]:
    """Give whom a turn is told to: everyone who was ever told, and, until the child is back, who is yet to be told.

    With `to_come` false the second are left out: a child who turns out to be another is not theirs to hear of.

    Nobody at all where nobody was ever to be told: the episode came with a file. Who was only to be told in the
    morning, and was not, is told nothing of a child who is back.
    """
    rows = list(
        # Who was told that something is owed was told of no turn by that.
        Telling.objects.filter(episode=episode, follows_up=None, owed_step=None).order_by(
            "organisation_id", "team_id", "channel", "pk"
        )
    )
    never, still_in, gone = _never_told(rows), let_in_now(episode_id=episode.pk), _not_theirs(rows)
    told = _once(
        _again(row)
        for row in rows
        if row.pk not in never and row.organisation_id not in gone and _is_in(row, still_in)
    )
    if not to_come or not rows or episode.is_void or episode.stage == Stage.RETURNED.value:
        return told
    known = {recipient.key for recipient in told}
    return told + [one for one in first_recipients(episode=episode, now=now) if one.key not in known]


def _is_in(row: Telling, still_in: Collection[int]) -> bool:
    """Say whether a recipient is told still: whoever was let in is told while they are, and no longer.

    A service that is asked for an interview is told of that, and of no turn.
    """
    if row.relation == Relation.ASKED.value:
        return False
    return row.relation != Relation.GIVEN.value or row.organisation_id in still_in


def _not_theirs(rows: list[Telling]) -> set[int]:
    """Give the organisations that heard last that it is another child: they have no part in this one."""
    newest = {row.organisation_id: row.about for row in sorted(rows, key=lambda row: row.pk)}
    return {key for key, about in newest.items() if about == TellingAbout.NOT_YOURS.value}


def _never_told(rows: list[Telling]) -> set[int]:
    """Give the rows of the morning's stages of which nothing was ever handed over."""
    postponed = set(postponed_stages())
    waits = [row for row in rows if row.stage in postponed and row.state in _UNSENT]
    begun = Telling.objects.filter(pk__in=[row.pk for row in waits], attempts__isnull=False)
    tried = set(begun.values_list("pk", flat=True)) if waits else set()
    return {row.pk for row in waits} - tried


_UNSENT = {TellingState.WAITING.value, TellingState.WITHDRAWN.value}


def _again(row: Telling) -> Recipient:
    """Tell a recipient again at once, in the stage and with the clock that it had."""
    step = tables.in_force().step(row.stage)
    is_beside = row.channel in (Channel.SMS.value, Channel.WEBHOOK.value)
    return Recipient(
        organisation=row.organisation_id,
        team=row.team_id,
        relation=Relation(row.relation),
        channel=Channel(row.channel),
        stage=row.stage,
        asks_answer=(step is None or step.asks_answer) and not is_beside,
    )


def _once(recipients: Iterable[Recipient]) -> list[Recipient]:
    return list({one.key: one for one in reversed(list(recipients))}.values())[::-1]
