"""What comes of the clocks of many duties at one moment, and whom that tells: read in a few questions for them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lantern.accounts.models import DutyShift
from lantern.actions.threads import Thread, thread_of
from lantern.policies.owed import desk_reads
from lantern.procedures import waking
from lantern.procedures.duty import OwedBy
from lantern.procedures.telling import Post, TellingFacts
from lantern.procedures.waking import Moment, Said
from lantern.queries.corrected import roots_of
from lantern.queries.ladder import facts_of, facts_of_children
from lantern.queries.owed_lines import limit_of
from lantern.queries.waking import wakes_nobody, warnings_of
from lantern.record.context import hand_on_children
from lantern.record.models import Child, Event, MissingEpisode, OwedDuty, OwedStep, Telling
from lantern.vocabulary.roles import Relation
from lantern.vocabulary.tellings import Channel, TellingState, Whom
from lantern.vocabulary.waking import StepOutcome, ToWake

RELATION_OF = {
    OwedBy.RESPONSIBLE_AUTHORITY.value: Relation.RESPONSIBLE,
    OwedBy.HOST_AUTHORITY.value: Relation.HOST,
    OwedBy.PLACEMENT.value: Relation.PLACEMENT,
    OwedBy.POLICE_FORCE.value: Relation.POLICE,
}
_WHOM_OF = {
    OwedBy.RESPONSIBLE_AUTHORITY.value: Whom.RESPONSIBLE_AUTHORITY,
    OwedBy.HOST_AUTHORITY.value: Whom.HOST_AUTHORITY,
    OwedBy.PLACEMENT.value: Whom.PLACEMENT,
    OwedBy.POLICE_FORCE.value: Whom.POLICE_FORCE,
}
_AUTHORITY = OwedBy.RESPONSIBLE_AUTHORITY.value
_SAID = (
    *("pk", "episode_id", "child_id", "code", "arises_from_id", "turn"),
    *("step", "hours_before", "rung", "due_at", "recorded_at", "outcome"),
)
# An episode or a child, a code, the first entry of its thread of corrections, and the turn.
_Duty = tuple[Thread, str, int, int]
_STANDS = {
    Relation.RESPONSIBLE: "episode__responsible_authority",
    Relation.HOST: "episode__host_authority",
    Relation.PLACEMENT: "episode__placement_provider",
    Relation.POLICE: "episode__police_force",
}


@dataclass(frozen=True, kw_only=True)
class ToTell:
    """One telling to write: which step it is of, of which event, and to whom by which channel."""

    step: OwedStep
    event: int
    organisation: int
    team: int | None
    relation: Relation
    channel: Channel
    shift: DutyShift | None


class Batch:
    """Some duties whose clock has come to somebody, with all that was recorded of them before.

    They are of these episodes, or of these children's cases: what both are is locked by whoever asks.
    """

    def __init__(
        self,
        rows: Sequence[OwedDuty],
        *,
        episodes: Mapping[int, MissingEpisode],
        children: Collection[int],
        now: datetime,
    ) -> None:
        self._rows, self._episodes, self._now = rows, episodes, now
        self._table = waking.in_force()
        self._root_of = roots_of(row.arises_from_id for row in rows)
        self._areas: dict[int, tuple[int | None, int]] = {}
        self._facts = self._facts_of_episodes() | self._facts_of_children(children)
        self._readers = self._readers_of() if children else {}
        self._said, self._answered = self._recorded(children)

    def _facts_of_episodes(self) -> dict[Thread, TellingFacts]:
        """Give who is there to be told of each child: the worker does not see who a child is, and need not."""
        open_now = [row for row in self._episodes.values() if not row.is_void]
        children = {row.child_id for row in open_now}
        if not open_now:
            return {}
        with hand_on_children(*children):
            teams = dict(Child.objects.filter(pk__in=children).values_list("pk", "responsible_team"))
            found = facts_of(open_now, teams=teams)
        return {Thread(episode=key): facts for key, facts in found.items()}

    def _facts_of_children(self, children: Collection[int]) -> dict[Thread, TellingFacts]:
        """Give the same of each child in whose case something is owed: who is there now, whichever day it arose on."""
        if not children:
            return {}
        reported = MissingEpisode.objects.filter(
            child__in=children, is_void=False, police_force__isnull=False
        )
        forces = dict(reported.order_by("pk").values_list("child_id", "police_force_id"))
        with hand_on_children(*children):
            rows = list(Child.objects.filter(pk__in=children).select_related("placement_provider"))
            found = facts_of_children(rows, forces=forces)
        self._areas = {row.pk: (row.host_authority_id, row.responsible_authority_id) for row in rows}
        return {Thread(child=key): facts for key, facts in found.items()}

    def _readers_of(self) -> dict[int, set[int] | None]:
        """Give, for each event of an episode that a duty of a case arises from, the organisations whose desk reads it.

        None of an event of the case itself: it is read by whoever stands so to the child now.
        """
        relations = [relation for relation in _STANDS if desk_reads(relation)]
        events = [row.arises_from_id for row in self._rows if row.child_id is not None]
        rows = Event.objects.filter(pk__in=events).values_list(
            "pk", "episode_id", *(_STANDS[relation] for relation in relations)
        )
        return {
            pk: None if episode is None else {key for key in organisations if key is not None}
            for pk, episode, *organisations in rows
        }

    def _recorded(
        self, children: Collection[int]
    ) -> tuple[dict[_Duty, list[Said]], dict[tuple[_Duty, datetime], set[tuple[str, int]]]]:
        said: dict[_Duty, list[Said]] = defaultdict(list)
        answered: dict[tuple[_Duty, datetime], set[tuple[str, int]]] = defaultdict(set)
        steps = {}
        whose = Q(episode__in=list(self._episodes)) | Q(child__in=list(children))
        rows = OwedStep.objects.filter(whose).values_list(*_SAID)
        for pk, episode, child, *duty, step, hours_before, rung, due_at, recorded_at, outcome in rows:
            of: _Duty = (Thread(episode=episode, child=child), duty[0], duty[1], duty[2])
            key = (step, hours_before, rung)
            said[of].append(
                Said(key=key, due_at=due_at, recorded_at=recorded_at, outcome=StepOutcome(outcome))
            )
            steps[pk] = ((of, due_at), (step, hours_before))
        told = Telling.objects.filter(owed_step__in=list(steps), state=TellingState.TOLD.value)
        for pk in told.values_list("owed_step", flat=True) if steps else ():
            of_duty, of_step = steps[pk]
            answered[of_duty].add(of_step)
        return said, answered

    # What comes of each ------------------------------------------------------------------------------------------

    def steps(self) -> list[tuple[OwedStep, Moment]]:
        """Give what is to be recorded, each with its moment; set on each duty when to ask of it next."""
        return [pair for row in self._rows for pair in self._steps_of(row)]

    def _steps_of(self, row: OwedDuty) -> Iterable[tuple[OwedStep, Moment]]:
        due_at = limit_of(row)
        if due_at is None or row.settled_as or thread_of(row) not in self._facts or wakes_nobody(row.code):
            row.wakes_at = None
            return
        duty = self._key(row)
        every = waking.moments(table=self._table, due_at=due_at, warn_before=warnings_of(row.code))
        woken = waking.woken(
            moments=every,
            due_at=due_at,
            said=self._said.get(duty, ()),
            answered=self._answered.get((duty, due_at), ()),
            now=self._now,
        )
        row.wakes_at = woken.next_at
        for moment, outcome in woken.now:
            if outcome is StepOutcome.TOLD and not self._posts(row, moment.whom):
                outcome = StepOutcome.NOBODY
            yield self._step(row, moment, outcome, due_at=due_at), moment

    def _key(self, row: OwedDuty) -> _Duty:
        return (thread_of(row), row.code, self._root_of[row.arises_from_id], row.turn)

    def _step(self, row: OwedDuty, moment: Moment, outcome: StepOutcome, *, due_at: datetime) -> OwedStep:
        return OwedStep(
            **thread_of(row).columns,
            code=row.code,
            arises_from_id=self._root_of[row.arises_from_id],
            turn=row.turn,
            due_at=due_at,
            step=moment.step.value,
            hours_before=moment.hours_before,
            rung=moment.rung,
            whom=moment.whom.value,
            came_at=moment.at,
            outcome=outcome.value,
            recorded_at=self._now,
        )

    # Whom that tells ---------------------------------------------------------------------------------------------

    def _posts(self, row: OwedDuty, whom: ToWake) -> tuple[Post, ...]:
        """Give who is told of it; of an authority the senior who is stored for the child, where one of its own is."""
        facts = self._facts[thread_of(row)]
        own = self._own(row, self._told_by(row))
        if whom is ToWake.SENIOR:
            organisations = {post.organisation for post in own}
            return tuple(
                post for post in facts.posts.get(Whom.SENIOR, ()) if post.organisation in organisations
            ) or tuple(Post(organisation=post.organisation, channels=post.channels) for post in own)
        return own

    def _told_by(self, row: OwedDuty) -> str:
        """Give as whom somebody is told of it: who owes it, or the authority that looks after the child.

        What is owed in a case is said to nobody who may not read what it arises from. Where that is who owes it, the
        authority is told in their place: it reads the case, and rings them.
        """
        is_shut_out = self._stored(row, row.owed_by) and not self._own(row, row.owed_by)
        return _AUTHORITY if is_shut_out else row.owed_by

    def _own(self, row: OwedDuty, owed_by: str) -> tuple[Post, ...]:
        """Give the posts of who stands so to the child; of a case, of those who may read what it arises from."""
        own = self._stored(row, owed_by)
        if row.child_id is None or not own:
            return own
        return tuple(post for post in own if self._reads(post, row, RELATION_OF[owed_by]))

    def _stored(self, row: OwedDuty, owed_by: str) -> tuple[Post, ...]:
        facts = self._facts[thread_of(row)]
        owes = _WHOM_OF.get(owed_by)  # a body that no table tells has no clock here that wakes it
        own = facts.posts.get(owes, ()) if owes else ()
        if not own and owed_by == OwedBy.HOST_AUTHORITY.value:
            return self._own_host(row, facts)
        return own

    def _reads(self, post: Post, row: OwedDuty, relation: Relation) -> bool:
        readers = self._readers.get(row.arises_from_id, set())  # what was sealed meanwhile is read by nobody
        return desk_reads(relation) if readers is None else post.organisation in readers

    def _own_host(self, row: OwedDuty, facts: TellingFacts) -> tuple[Post, ...]:
        """Give the authority itself where the child lives in its own area."""
        if row.child_id is not None:
            host, responsible = self._areas[row.child_id]
        else:
            episode = self._episodes[row.of_episode_id]
            host, responsible = episode.host_authority_id, episode.responsible_authority_id
        return facts.posts.get(Whom.RESPONSIBLE_AUTHORITY, ()) if host == responsible else ()

    def to_tell(self, steps: Sequence[tuple[OwedStep, Moment]]) -> list[ToTell]:
        """Give every telling of these steps, once they are recorded."""
        rows = {(*self._key(row)[:3], limit_of(row)): row for row in self._rows}
        told = [(step, moment) for step, moment in steps if step.outcome == StepOutcome.TOLD.value]
        of = [
            (step, moment, rows[(thread_of(step), step.code, step.arises_from_id, step.due_at)])
            for step, moment in told
        ]
        posts = [self._posts(row, moment.whom) for _, moment, row in of]
        rotas = _rotas({post.organisation for each in posts for post in each}, now=self._now)
        return [
            ToTell(
                step=step,
                event=row.arises_from_id,
                organisation=post.organisation,
                team=post.team,
                relation=RELATION_OF[self._told_by(row)],
                channel=channel,
                shift=_rung(rotas, post, moment.whom) if channel is Channel.TELEPHONE else None,
            )
            for (step, moment, row), each in zip(of, posts, strict=True)
            for post in each
            for channel in moment.by
            if channel in post.channels
        ]


def _rotas(organisations: set[int], *, now: datetime) -> dict[int, list[DutyShift]]:
    rows = DutyShift.objects.filter(organisation__in=organisations, from_at__lte=now, until_at__gt=now)
    rotas: dict[int, list[DutyShift]] = {}
    for row in rows.order_by("place", "pk"):
        rotas.setdefault(row.organisation_id, []).append(row)
    return rotas


def _rung(rotas: Mapping[int, list[DutyShift]], post: Post, whom: ToWake) -> DutyShift | None:
    """Give who is rung: the first or the second on duty now; else, and for a senior, the organisation's own number."""
    every = rotas.get(post.organisation, [])
    own = [row for row in every if post.team is None or row.team_id in (None, post.team)] or every
    place = {ToWake.ON_DUTY: 0, ToWake.NEXT: 1}.get(whom)
    return own[place] if place is not None and place < len(own) else None
