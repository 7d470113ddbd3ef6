"""What comes of the clocks of many duties at one moment, and whom that tells: read in a few questions for them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.accounts.models import DutyShift
from lantern.procedures import waking
from lantern.procedures.duty import OwedBy
from lantern.procedures.telling import Post, TellingFacts
from lantern.procedures.waking import Moment, Said
from lantern.queries.ladder import facts_of
from lantern.queries.owed_lines import limit_of
from lantern.queries.waking import warnings_of
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
_SAID = (
    *("pk", "episode_id", "code", "arises_from_id", "turn"),
    *("step", "hours_before", "rung", "due_at", "recorded_at", "outcome"),
)
_Duty = tuple[int, str, int, int]  # an episode, a code, the first entry of its thread, and the turn


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
    """Some duties whose clock has come to somebody, with all that was recorded of them before."""

    def __init__(
        self, rows: Sequence[OwedDuty], episodes: Mapping[int, MissingEpisode], *, now: datetime
    ) -> None:
        self._rows, self._episodes, self._now = rows, episodes, now
        self._table = waking.in_force()
        self._root_of = roots_of(row.arises_from_id for row in rows)
        self._facts = self._facts_of()
        self._said, self._answered = self._recorded()

    def _facts_of(self) -> dict[int, TellingFacts]:
        """Give who is there to be told of each child: the worker does not see who a child is, and need not."""
        open_now = [row for row in self._episodes.values() if not row.is_void]
        children = {row.child_id for row in open_now}
        with hand_on_children(*children):
            teams = dict(Child.objects.filter(pk__in=children).values_list("pk", "responsible_team"))
            return facts_of(open_now, teams=teams)

    def _recorded(self) -> tuple[dict[_Duty, list[Said]], dict[tuple[_Duty, datetime], set[tuple[str, int]]]]:
        said: dict[_Duty, list[Said]] = defaultdict(list)
        answered: dict[tuple[_Duty, datetime], set[tuple[str, int]]] = defaultdict(set)
        steps = {}
        rows = OwedStep.objects.filter(episode__in=list(self._episodes)).values_list(*_SAID)
        for pk, *duty, step, hours_before, rung, due_at, recorded_at, outcome in rows:
            of: _Duty = (duty[0], duty[1], duty[2], duty[3])
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
        if due_at is None or row.settled_as or row.episode_id not in self._facts:
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
        return (row.of_episode_id, row.code, self._root_of[row.arises_from_id], row.turn)

    def _step(self, row: OwedDuty, moment: Moment, outcome: StepOutcome, *, due_at: datetime) -> OwedStep:
        return OwedStep(
            episode_id=row.of_episode_id,
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
        """Give who owes it; of an authority the senior who is stored for the child, where one of its own is."""
        facts = self._facts[row.of_episode_id]
        owes = _WHOM_OF.get(row.owed_by)  # a body that no table tells has no clock here that wakes it
        own = facts.posts.get(owes, ()) if owes else ()
        if not own and row.owed_by == OwedBy.HOST_AUTHORITY.value:
            own = self._own_host(row, facts)
        if whom is ToWake.SENIOR:
            organisations = {post.organisation for post in own}
            return tuple(
                post for post in facts.posts.get(Whom.SENIOR, ()) if post.organisation in organisations
            ) or tuple(Post(organisation=post.organisation, channels=post.channels) for post in own)
        return own

    def _own_host(self, row: OwedDuty, facts: TellingFacts) -> tuple[Post, ...]:
        """Give the authority itself where the child lives in its own area."""
        episode = self._episodes[row.of_episode_id]
        is_own = episode.host_authority_id == episode.responsible_authority_id
        return facts.posts.get(Whom.RESPONSIBLE_AUTHORITY, ()) if is_own else ()

    def to_tell(self, steps: Sequence[tuple[OwedStep, Moment]]) -> list[ToTell]:
        """Give every telling of these steps, once they are recorded."""
        rows = {(*self._key(row)[:3], limit_of(row)): row for row in self._rows}
        told = [(step, moment) for step, moment in steps if step.outcome == StepOutcome.TOLD.value]
        of = [
            (step, moment, rows[(step.episode_id, step.code, step.arises_from_id, step.due_at)])
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
                relation=RELATION_OF[row.owed_by],
                channel=channel,
                shift=_rung(rotas, post, moment.whom) if channel is Channel.TELEPHONE else None,
            )
            for (step, moment, row), each in zip(of, posts, strict=True)
            for post in each
            for channel in moment.by
            if channel in post.channels
        ]


def roots_of(events: Iterable[int]) -> dict[int, int]:
    """Give, for each of these events, the first of its thread of corrections; one question, and one a correction."""
    root_of = {key: key for key in events}
    while root_of:
        above = Event.objects.filter(pk__in=set(root_of.values()), corrects__isnull=False)
        found = dict(above.values_list("pk", "corrects"))
        if not found:
            break
        root_of = {key: found.get(root, root) or root for key, root in root_of.items()}
    return root_of


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
