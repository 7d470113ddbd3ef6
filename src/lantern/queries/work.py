"""Work lists: what is owed to children by one person, by an organisation, or by everybody an authority answers for.

Each is read from the chronology and from what is reckoned of it. Nothing here is a record of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.policies import access
from lantern.queries import enquiries, still_missing, work_beside
from lantern.queries.calls_in_cases import calls_in_cases
from lantern.queries.children import display_names
from lantern.queries.corrected import standing
from lantern.queries.discussion_events import ANSWERED, HELD, SET, case_rows
from lantern.queries.missing import ORGANISATIONS, heads_of
from lantern.queries.owed import work_in_cases
from lantern.queries.owed_lines import line_of, says_who_the_child_is
from lantern.queries.seeing import episodes_visible_to, reads, those_on_which, visible_to
from lantern.queries.tasks import action_line
from lantern.queries.values import EpisodeHead
from lantern.queries.work_beside import answers_for as answers_for
from lantern.queries.work_lines import DONE, LISTED_FOR
from lantern.queries.work_lines import What as What
from lantern.queries.work_lines import Whose as Whose
from lantern.queries.work_lines import Work as Work
from lantern.queries.work_lines import WorkLine as WorkLine
from lantern.record.models import Child, Event, MissingEpisode, OwedDuty, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of, start_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Permission, Relation
from lantern.vocabulary.tellings import MESSAGES, TellingAbout

MOST = 300  # lines of one list; how many more there are is said
_OWES = {
    "responsible_authority": "responsible_authority",
    "host_authority": "host_authority",
    "placement": "placement_provider",
    "police_force": "police_force",
}
_CHALLENGED, _CHALLENGE_ANSWERED = EventKind.RISK_CHALLENGED.value, EventKind.CHALLENGE_ANSWERED.value


@reads
def work(*, whose: Whose, by: Actor, now: datetime) -> Work:
    """Give one work list, overdue first, then by when each is due, then what has no number, the oldest first."""
    if whose is Whose.AUTHORITY and not access.may(
        role=by.role, relation=None, permission=Permission.ANSWER_FOR_MISSING
    ):
        raise NotPermitted("This list is for the missing lead. Open that of your organisation.")
    return work_of(whose, by=by, now=now)


def work_of(whose: Whose, *, by: Actor, now: datetime) -> Work:
    """Give one work list inside a question of its reader's; whether they may have it is asked before."""
    if by.organisation_id is None:
        return Work(whose=whose, lines=(), left_out=0, as_of=now)
    duties = list(_duties(whose, by=by))
    tellings = list(_notices(whose, by=by, now=now))
    asked = {row.pk: row.of_episode_id for row in _enquiries(whose, by=by)}
    challenges = _challenges(whose, by=by)
    keys = {row.of_episode_id for row in duties} | {row.of_episode_id for row in tellings} | {*asked.values()}
    placed = {row.pk: row.of_episode_id for row in work_beside.placed(whose, by=by)}
    looks = [] if whose is Whose.MINE else still_missing.to_discuss(by=by, now=now)
    keys |= {row.of_episode_id for row in challenges} | {*placed.values()} | {one.episode for one in looks}
    episodes = list(MissingEpisode.objects.filter(pk__in=keys).select_related(*ORGANISATIONS))
    heads = dict(zip([e.pk for e in episodes], heads_of(episodes, by=by, now=now), strict=True))
    lines = [_duty(row, heads[row.of_episode_id], now=now) for row in duties if row.of_episode_id in heads]
    lines += [_notice(row, heads[row.episode_id], now=now) for row in tellings if row.episode_id in heads]
    lines += [_challenge(row, heads[row.of_episode_id]) for row in challenges if row.of_episode_id in heads]
    open_ones = [e for e in episodes if e.pk in set(asked.values())]
    lines += _enquiry_lines(open_ones, heads, set(asked), by=by, now=now)
    lines += [_look(one, heads[one.episode]) for one in looks if one.episode in heads]
    shown = [e for e in episodes if e.pk in set(placed.values())]
    lines += work_beside.take_downs(shown, heads, placed, by=by, now=now)
    lines += _of_the_case(whose, by=by, now=now)
    lines += work_in_cases(whose, by=by, now=now)
    lines += calls_in_cases(whose, by=by, now=now)
    lines += work_beside.unanswered(whose, by=by, now=now)
    ordered = sorted(lines, key=_order)
    shown_lines = _with_why(ordered[:MOST], by=by)
    return Work(whose=whose, lines=shown_lines, left_out=max(len(ordered) - MOST, 0), as_of=now)


def _with_why(lines: Sequence[WorkLine], *, by: Actor) -> tuple[WorkLine, ...]:
    """Say of which duties this reader may ask why they are owed: of a child whose record they may read."""
    asked = {line.child for line in lines if line.what is What.DUTY and line.child is not None}
    children = list(visible_to(by).filter(reference__in=asked)) if asked else []
    read = {row.reference for row in those_on_which(Permission.SEE_RECORD, children, by=by)}
    return tuple(replace(line, may_ask_why=line.what is What.DUTY and line.child in read) for line in lines)


def _order(line: WorkLine) -> tuple[bool, bool, datetime, int]:
    return (not line.is_late, line.until is None, line.until or line.since.earliest, line.number)


# Of an episode -----------------------------------------------------------------------------------------------------


def _duties(whose: Whose, *, by: Actor) -> Iterable[OwedDuty]:
    """Give the running duties: those one's own organisation owes, or all of whom one's authority answers for."""
    if whose is Whose.MINE:
        return ()  # a duty is owed by an organisation; who does it is an action or an enquiry
    if whose is Whose.AUTHORITY:
        scope = answers_for("episode__", by)
    else:
        scope = Q(pk__in=[])
        for owed_by, column in _OWES.items():
            scope |= Q(**{"owed_by": owed_by, f"episode__{column}": by.organisation_id})
    seen = OwedDuty.objects.filter(scope, settled_as="", episode__is_void=False)
    rows = list(seen.filter(episode__in=episodes_visible_to(by)).select_related("episode"))
    telling = [row.of_episode for row in rows if says_who_the_child_is(row.code)]
    reads_record = {row.pk for row in those_on_which(Permission.SEE_RECORD, telling, by=by)}
    return [row for row in rows if row.of_episode_id in reads_record or not says_who_the_child_is(row.code)]


def _duty(row: OwedDuty, head: EpisodeHead, *, now: datetime) -> WorkLine:
    line = line_of(row, now=now)
    return WorkLine(
        what=What.DUTY,
        words=row.title,
        owner=row.owed_by,
        since=line.arose,
        until=line.limit,
        is_late=line.is_overdue,
        name=head.name,
        child=head.child_reference,
        head=head,
        number=row.pk,
        code=row.code,
        is_expected=line.is_expected,
    )


def _notices(whose: Whose, *, by: Actor, now: datetime) -> Iterable[Telling]:
    """Give what nobody has acknowledged: what one's own organisation was sent, or what others were."""
    scope = {
        Whose.MINE: Q(organisation=by.organisation_id, on_duty__name__iexact=by.name),
        Whose.ORGANISATION: Q(organisation=by.organisation_id),
        Whose.AUTHORITY: answers_for("episode__", by),
    }[whose]
    rows = unacknowledged(scope, now=now).filter(episode__in=episodes_visible_to(by))
    return rows.select_related("organisation", "team").order_by("pk")


def unacknowledged(scope: Q, *, now: datetime) -> QuerySet[Telling]:
    """Give the tellings of episodes that nobody has acknowledged, and that somebody is still chased for."""
    lately = Q(episode__returned_on=None) | Q(recorded_at__gte=now - LISTED_FOR)
    rows = Telling.objects.filter(scope, lately, episode__is_void=False, link_withdrawn_at=None)
    # What is owed stands on the list itself: only the call that is to be made for it stands beside it.
    rows = rows.exclude(about=TellingAbout.OWED.value, channel__in=[each.value for each in MESSAGES])
    return rows.exclude(state__in=DONE)


def _notice(row: Telling, head: EpisodeHead, *, now: datetime) -> WorkLine:
    is_home = row.relation == Relation.PLACEMENT.value
    return WorkLine(
        what=What.NOTICE,
        words="",
        owner=row.team.name if row.team else row.organisation.name,
        since=When.moment(row.recorded_at),
        until=row.answer_by,
        is_late=row.answer_by is not None and row.answer_by < now,
        name=head.name,
        child=head.child_reference,
        head=head,
        number=row.pk,
        about=TellingAbout(row.about),
        is_home=is_home,
        call=row.reference if row.owed_step_id else "",
    )


def _enquiries(whose: Whose, *, by: Actor) -> Iterable[Event]:
    scope = {
        Whose.MINE: Q(by_organisation=by.organisation_id, enquiry__owner__icontains=by.name),
        Whose.ORGANISATION: Q(by_organisation=by.organisation_id),
        Whose.AUTHORITY: answers_for("episode__", by),
    }[whose]
    rows = Event.objects.filter(scope, kind=EventKind.ENQUIRY_SET.value, episode__is_void=False)
    return work_beside.without_answer(rows.filter(episode__in=episodes_visible_to(by)))


def _enquiry_lines(
    episodes: Sequence[MissingEpisode],
    heads: dict[int, EpisodeHead],
    wanted: set[int],
    *,
    by: Actor,
    now: datetime,
) -> Iterable[WorkLine]:
    if not episodes:
        return
    for key, search in enquiries.search_of(episodes, by=by).items():
        head = heads[key]
        for line in search.enquiries:
            if line.is_open and line.number in wanted:
                yield WorkLine(
                    what=What.ENQUIRY,
                    words=line.words,
                    owner=line.owner,
                    since=When.moment(line.set_at),
                    until=line.due_at,
                    is_late=line.due_at is not None and line.due_at < now,
                    name=head.name,
                    child=head.child_reference,
                    head=head,
                    number=line.number,
                )


def _challenges(whose: Whose, *, by: Actor) -> list[Event]:
    """Give the challenges of a police level that nobody has answered: the force owes it, the authority waits."""
    own = by.organisation_id
    scope = {
        Whose.MINE: Q(by_account=by.account_id) if by.account_id else Q(pk__in=[]),
        Whose.ORGANISATION: Q(episode__police_force=own) | Q(episode__responsible_authority=own),
        Whose.AUTHORITY: answers_for("episode__", by),
    }[whose]
    rows = Event.objects.filter(scope, kind=_CHALLENGED, episode__is_void=False)
    found = {
        row.pk: row for row in work_beside.without_answer(rows.filter(episode__in=episodes_visible_to(by)))
    }
    if not found:
        return []
    kinds = (_CHALLENGED, _CHALLENGE_ANSWERED, EventKind.ENTERED_IN_ERROR.value)
    episodes = {row.of_episode_id for row in found.values()}
    stands = standing(
        Event.objects.filter(episode__in=episodes, kind__in=kinds).order_by("recorded_at", "pk")
    )
    answered = {row.answers_id for row in stands if row.kind == _CHALLENGE_ANSWERED}
    return [row for row in stands if row.pk in found and row.pk not in answered]


def _challenge(row: Event, head: EpisodeHead) -> WorkLine:
    return WorkLine(
        what=What.CHALLENGE,
        words=row.words,
        owner=head.police_force,
        since=When.moment(row.recorded_at),
        until=None,
        is_late=True,  # no number is written anywhere: what waits, waits
        name=head.name,
        child=head.child_reference,
        head=head,
        number=row.pk,
    )


def _look(one: still_missing.LookAgain, head: EpisodeHead) -> WorkLine:
    return WorkLine(
        what=What.STILL_MISSING,
        words="",
        owner=head.responsible_authority,
        since=When.moment(one.since),
        until=one.due_at,
        is_late=True,
        name=head.name,
        child=head.child_reference,
        head=head,
    )


# Of a child's case ---------------------------------------------------------------------------------------------------


def _of_the_case(whose: Whose, *, by: Actor, now: datetime) -> Iterable[WorkLine]:
    """Give the open actions, and the discussions that are to be looked at again, in one number of questions."""
    wanted = {row.pk: row for row in _actions(whose, by=by)}
    reviews = {row.pk: row for row in _reviews(whose, by=by)}
    keys = {row.child_id for row in (*wanted.values(), *reviews.values()) if row.child_id}
    if not keys:
        return
    children = {row.pk: row for row in visible_to(by).filter(pk__in=keys)}
    names = display_names(children)
    rows = [row for row in case_rows(children) if row.child_id in children]
    answers = {row.answers_id: row for row in rows if row.kind == ANSWERED}
    last = {row.child_id: row for row in rows if row.kind == HELD}
    for row in rows:
        key = row.child_id or 0
        child, name = children[key], names[key]
        if row.kind == SET and row.pk in wanted and row.pk not in answers:
            yield _action(row, child, name, by=by, now=now)
        if row.kind == HELD and row.pk in reviews and last[row.child_id].pk == row.pk:
            yield _review(row, child, name, now=now)


def _actions(whose: Whose, *, by: Actor) -> Iterable[Event]:
    own = Q(action__organisation=by.organisation_id)
    titles = access.ROLE_TITLES[by.role]
    scope = {
        Whose.MINE: own & (Q(action__owner__icontains=by.name) | Q(action__owner__iexact=titles)),
        Whose.ORGANISATION: own,
        Whose.AUTHORITY: own | Q(child__responsible_authority=by.organisation_id),
    }[whose]
    return work_beside.without_answer(Event.objects.filter(scope, kind=SET))


def _action(row: Event, child: Child, name: str, *, by: Actor, now: datetime) -> WorkLine:
    line = action_line(row, None, child=child, works=True, holds=False, by=by)
    return WorkLine(
        what=What.ACTION,
        words=line.words,
        owner=f"{line.owner}, {line.organisation}",
        since=When.moment(line.set_at),
        until=_end_of(line.due_on),
        is_late=line.is_late(day_of(now)),
        name=name,
        child=child.reference,
        number=row.pk,
    )


def _reviews(whose: Whose, *, by: Actor) -> Iterable[Event]:
    """Give the discussions that are to be looked at again, and that no later one has followed."""
    scope = Q(child__responsible_authority=by.organisation_id)
    if whose is Whose.MINE:
        scope &= Q(by_account=by.account_id) if by.account_id else Q(pk__in=[])
    corrected = Event.objects.filter(corrects=OuterRef("pk"))
    later = Event.objects.filter(child=OuterRef("child"), kind=HELD, pk__gt=OuterRef("pk"))
    rows = Event.objects.filter(scope, kind=HELD, discussion__next_review_on__isnull=False)
    return rows.exclude(Exists(later.exclude(Exists(corrected))))


def _review(row: Event, child: Child, name: str, *, now: datetime) -> WorkLine:
    on = row.discussion.next_review_on
    assert on is not None  # only such were asked for
    return WorkLine(
        what=What.REVIEW,
        words=row.discussion.decided,
        owner=row.by_organisation.name if row.by_organisation else "",
        since=When(on=row.happened_on, at=row.happened_at),
        until=_end_of(on),
        is_late=on < day_of(now),
        name=name,
        child=child.reference,
        number=row.pk,
    )


def _end_of(day: date) -> datetime:
    return start_of(day + timedelta(days=1)) - timedelta(microseconds=1)
