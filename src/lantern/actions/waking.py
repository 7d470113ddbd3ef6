"""What is owed is near its time, or past it: who is told now, written with the record that they were.

One periodic question, "due and not yet told", so that downtime delays and never loses. Each batch is one transaction:
the moments that came are recorded, the tellings written and their delivery deferred together, or not at all. A unique
key a duty, step and due moment stands behind it, so that nothing is told twice whoever asks.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q

from lantern.actions import notices
from lantern.actions.acting import acts
from lantern.actions.messages import hash_of, token_for
from lantern.actions.taking_turns import held_at_once
from lantern.actions.woken import Batch, ToTell
from lantern.policies import acknowledging
from lantern.queries.waking import QUESTION as QUESTION
from lantern.record.models import AskedLast, MissingEpisode, OwedDuty, Telling
from lantern.record.writing import insert_each, write_each
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.tellings import MESSAGES, Channel, TellingAbout

AT_ONCE = 250  # duties a transaction: their episodes and children are held for as long as that takes
Place = tuple[datetime, int]
log = logging.getLogger(__name__)


def wake_what_is_due(*, by: Actor, now: datetime) -> int:
    """Tell of everything owed whose moment has come; give how many duties were gone through.

    A batch that fails is gone through one by one, so that one duty that cannot be told keeps no other from it.
    """
    done, after = 0, None
    while due := due_and_not_told(after=after, by=by, now=now):
        keys = [key for _, key in due]
        try:
            done += wake(duties=keys, by=by, now=now)
        except Exception:
            log.exception("%s duties were not told of together", len(keys))
            done += sum(_wake_alone(key, by=by, now=now) for key in keys)
        after = due[-1]
    note_asked(question=QUESTION, by=by, now=now)
    return done


def _wake_alone(key: int, *, by: Actor, now: datetime) -> int:
    try:
        return wake(duties=[key], by=by, now=now)
    except Exception:
        log.exception("duty %s was not told of", key)
        return 0


@acts
def due_and_not_told(*, after: Place | None, by: Actor, now: datetime) -> list[Place]:
    """Give the next duties whose clock has come to somebody, after this place, by when it did and their key."""
    due = OwedDuty.objects.filter(wakes_at__lte=now)
    if after is not None:  # whoever was passed over stays due: the question must end all the same
        due = due.filter(wakes_at__gte=after[0]).exclude(wakes_at=after[0], pk__lte=after[1])
    places = due.order_by("wakes_at", "pk").values_list("wakes_at", "pk")[:AT_ONCE]
    return [(at, key) for at, key in places if at is not None]


@acts
def wake(*, duties: Collection[int], by: Actor, now: datetime) -> int:
    """Record what came of these duties' clocks and write who is told; give how many duties that was.

    Whoever changes an episode, or reckons a child's case, at this moment goes first: it is passed over, and its turn
    comes again. The episode is taken before what is owed on it, and the child's own lock after every row, as whatever
    reckons anew takes them; neither is waited for.
    """
    wanted = list(OwedDuty.objects.filter(pk__in=duties).values_list("episode", "child"))
    held = MissingEpisode.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(
        pk__in={episode for episode, _ in wanted if episode is not None}
    )
    episodes = {row.pk: row for row in held.select_related("placement_provider").order_by("pk")}
    children = held_at_once(child for _, child in wanted if child is not None)
    mine = Q(episode__in=episodes) | Q(child__in=children)
    rows = list(OwedDuty.objects.filter(mine, pk__in=duties, wakes_at__lte=now).order_by("pk"))
    if not rows:
        return 0
    batch = Batch(rows, episodes=episodes, children=children, now=now)
    steps = batch.steps()
    insert_each([step for step, _ in steps])
    _tell(batch.to_tell(steps), now=now)
    write_each(rows, "wakes_at")
    return len(rows)


def _tell(found: Sequence[ToTell], *, now: datetime) -> None:
    tellings = [_telling(each, now=now) for each in found]
    insert_each(tellings)
    notices.defer(*(each for each in tellings if each.next_attempt_at))


def _telling(each: ToTell, *, now: datetime) -> Telling:
    telling = Telling(
        episode_id=each.step.episode_id,
        child_id=each.step.child_id,
        event_id=each.event,
        owed_step=each.step,
        about=TellingAbout.OWED.value,
        organisation_id=each.organisation,
        team_id=each.team,
        relation=each.relation.value,
        channel=each.channel.value,
        on_duty=each.shift,
        recorded_at=now,
    )
    if each.channel in MESSAGES:
        telling.next_attempt_at = now
    if each.channel in (Channel.EMAIL, Channel.WEBHOOK):  # a text message carries no link
        telling.token_hash = hash_of(token_for(telling))
        telling.link_expires_at = now + acknowledging.link_lasts(TellingAbout.OWED)
    return telling


@acts
def note_asked(*, question: str, by: Actor, now: datetime) -> None:
    """Note that a periodic question was asked to its end; an earlier moment never takes the place of a later."""
    AskedLast.objects.bulk_create(
        [AskedLast(question=question, asked_at=now)],
        update_conflicts=True,
        unique_fields=["question"],
        update_fields=["asked_at"],
    )
