"""What stands on a work list until somebody answers it: an appeal to take down, an arrival, a guardian's challenge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.queries import open_arrivals, publicity
from lantern.queries.children import display_names
from lantern.queries.corrected import standing
from lantern.queries.ended_at_once import AtOnceLine, ended_among
from lantern.queries.missing import ORGANISATIONS, heads_of
from lantern.queries.open_arrivals import OpenArrival
from lantern.queries.seeing import visible_to
from lantern.queries.values import EpisodeHead
from lantern.queries.work_lines import What, Whose, WorkLine
from lantern.record.models import Child, EndedAtOnce, Event, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of, start_of
from lantern.vocabulary.ended_at_once import END_HEARD_TITLES
from lantern.vocabulary.events import EventKind

_CHALLENGED, _ANSWERED = EventKind.GUARDIAN_CHALLENGED.value, EventKind.GUARDIAN_ANSWERED.value
_READ = (_CHALLENGED, _ANSWERED, EventKind.ENTERED_IN_ERROR.value)


def answers_for(prefix: str, by: Actor) -> Q:
    """Give the condition that the reader's authority looks after the child, or the child lives in its area."""
    own = by.organisation_id
    return Q(**{f"{prefix}responsible_authority": own}) | Q(**{f"{prefix}host_authority": own})


def without_answer(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Leave out what certainly stands answered. What is left is asked again with its corrections."""
    corrected = Event.objects.filter(corrects=OuterRef("pk"))
    answers = Event.objects.filter(answers=OuterRef("pk")).exclude(Exists(corrected))
    return rows.exclude(Exists(answers))


# Appeals to the public ---------------------------------------------------------------------------------------------


def placed(whose: Whose, *, by: Actor) -> Iterable[Event]:
    """Give the places where an appeal was published: the authority and the force that agreed see that it comes down."""
    own = by.organisation_id
    scope = {
        Whose.MINE: Q(by_account=by.account_id) if by.account_id else Q(pk__in=[]),
        Whose.ORGANISATION: Q(episode__police_force=own) | Q(episode__responsible_authority=own),
        Whose.AUTHORITY: answers_for("episode__", by),
    }[whose]
    return publicity.still_up(scope, by=by)


def take_downs(
    episodes: Sequence[MissingEpisode],
    heads: dict[int, EpisodeHead],
    wanted: Collection[int],
    *,
    by: Actor,
    now: datetime,
) -> Iterable[WorkLine]:
    """Give what is to be taken down. It is late from the moment on which it should have been: nothing waits."""
    for key, appeals in publicity.appeals_of(episodes, by=by, now=now).items():
        head = heads[key]
        for place in publicity.to_take_down(appeals):
            if place.number in wanted:
                yield WorkLine(
                    what=What.TAKE_DOWN,
                    words=f"{place.channel}: {place.place}",
                    owner=place.published_by,
                    since=When.moment(place.since or place.published_at),
                    until=place.since,
                    is_late=True,
                    name=head.name,
                    child=head.child_reference,
                    head=head,
                    number=place.number,
                )


def take_downs_of(*, by: Actor, now: datetime) -> tuple[WorkLine, ...]:
    """Give the places where an appeal is to be taken down, of the reader's own organisation, the longest first."""
    wanted = {row.pk: row.of_episode_id for row in placed(Whose.ORGANISATION, by=by)}
    rows = list(MissingEpisode.objects.filter(pk__in=set(wanted.values())).select_related(*ORGANISATIONS))
    heads = dict(zip([row.pk for row in rows], heads_of(rows, by=by, now=now), strict=True))
    lines = take_downs(rows, heads, wanted, by=by, now=now)
    return tuple(sorted(lines, key=lambda line: (line.since.earliest, line.number)))


# Of a child's case -------------------------------------------------------------------------------------------------


def unanswered(whose: Whose, *, by: Actor, now: datetime) -> Iterable[WorkLine]:
    """Give the arrivals nobody of the reader's authority has answered, the challenges of its guardians, and who is
    still to be told of a placement that had to end at once.
    """
    for line in open_arrivals.lines_of(by=by):
        if whose is not Whose.MINE or _is_mine(line, by=by):
            yield _arrival(line, now=now)
    if whose is not Whose.MINE:  # the authority answers; whom it asks to is an action
        yield from _challenges(by=by)
        yield from _to_be_told(by=by, now=now)


def _is_mine(line: OpenArrival, *, by: Actor) -> bool:
    return line.call is not None and line.call.on_duty.casefold() == by.name.casefold()


def _arrival(line: OpenArrival, *, now: datetime) -> WorkLine:
    """Say one arrival: it is late once its time to be answered was over."""
    return WorkLine(
        what=What.ARRIVAL,
        words=line.place,
        owner=line.call.who if line.call and line.call.who else line.desk,
        since=When.moment(line.told_at),
        until=line.answer_by,
        is_late=line.call is not None or (line.answer_by is not None and line.answer_by < now),
        name=line.name,
        child=line.child,
        number=line.number,
    )


def _challenges(*, by: Actor) -> Iterable[WorkLine]:
    """Give the challenges of a guardian that the authority has not answered; no number of days is written anywhere."""
    scope = Q(child__responsible_authority=by.organisation_id)
    wanted = set(without_answer(Event.objects.filter(scope, kind=_CHALLENGED)).values_list("pk", "child_id"))
    if not wanted:
        return
    children = {row.pk: row for row in visible_to(by).filter(pk__in={child for _, child in wanted})}
    names = display_names(children)
    rows = Event.objects.filter(child__in=children, kind__in=_READ).order_by("recorded_at", "pk")
    stands = standing(rows)
    answered = {row.answers_id for row in stands if row.kind == _ANSWERED}
    for row in stands:
        if row.kind == _CHALLENGED and row.pk not in answered and row.child_id is not None:
            yield _challenge(row, children[row.child_id], names[row.child_id])


def _challenge(row: Event, child: Child, name: str) -> WorkLine:
    return WorkLine(
        what=What.GUARDIAN_CHALLENGE,
        words=row.words,
        owner=child.responsible_authority.name,
        since=When(on=row.happened_on, at=row.happened_at),
        until=None,
        is_late=True,  # no number is written anywhere: what waits, waits
        name=name,
        child=child.reference,
        number=row.pk,
    )


def _to_be_told(*, by: Actor, now: datetime) -> Iterable[WorkLine]:
    """Give the placements that had to end at once of which somebody is still to be told in writing."""
    own = EndedAtOnce.objects.filter(event__child__responsible_authority=by.organisation_id)
    wanted = set(own.values_list("event__child_id", flat=True))
    children = {row.pk: row for row in visible_to(by).filter(pk__in=wanted)} if wanted else {}
    names = display_names(children)
    for key, lines in ended_among(children).items():
        for line in lines:
            if line.left:
                yield _still_to_tell(line, children[key], names[key], now=now)


def _still_to_tell(line: AtOnceLine, child: Child, name: str, *, now: datetime) -> WorkLine:
    return WorkLine(
        what=What.END_NOTICE,
        words=", ".join(END_HEARD_TITLES[whom] for whom in line.left),
        owner=child.responsible_authority.name,
        since=When(on=line.ended_on),
        until=start_of(line.due_on + timedelta(days=1)),
        is_late=day_of(now) > line.due_on,
        name=name,
        child=child.reference,
        number=line.number,
    )
