"""One absence is one row: M if the authority ever held the child missing, else A; its days as they are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.returns.absences import Absence, Held, kind_of_row, row_of
from lantern.returns.rows import MissingRow
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import MissingKind

M, A = MissingKind.MISSING, MissingKind.AWAY_WITHOUT_AUTHORISATION
SEEN = datetime(2026, 3, 2, 21, tzinfo=UTC)
BORN = date(2011, 5, 6)
NOW = SEEN + timedelta(days=10)
quickly = settings(deadline=None, database=None)


def after(**later: float) -> When:
    return When.moment(SEEN + timedelta(**later))


def away(*, hours: float = 1, until: float | None = None) -> Held:
    made_sure = None if until is None else SEEN + timedelta(hours=until)
    return Held(kind=A, since=after(hours=hours), made_sure_until=made_sure)


def missing(*, hours: float) -> Held:
    return Held(kind=M, since=after(hours=hours))


def absence(*held: Held, **known: object) -> Absence:
    return replace(Absence(last_seen=When.moment(SEEN), returned=after(hours=12), held=held), **known)


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        ((), M),  # nobody decided: the child was reported missing
        ((missing(hours=1),), M),
        ((away(until=20),), A),
        ((away(until=20), missing(hours=3)), M),
        ((missing(hours=1), away(hours=3, until=20)), M),
        ((missing(hours=3), away(hours=1, until=20)), M),  # in whichever order they are given
        ((away(until=5),), M),  # nobody made sure again before the child was back
        ((away(until=5), away(hours=4, until=20)), A),
        ((away(until=3), away(hours=4, until=20)), M),
        ((away(),), A),  # an authority's own file said so
    ],
)
def test_row_is_m_if_the_authority_ever_held_the_child_missing(
    held: tuple[Held, ...], kind: MissingKind
) -> None:
    assert kind_of_row(absence(*held), now=NOW) is kind


def test_open_absence_lapses_by_the_clock() -> None:
    open_now = absence(away(until=20), returned=None)

    assert [kind_of_row(open_now, now=SEEN + timedelta(hours=h)) for h in (19, 21)] == [A, M]


@pytest.mark.parametrize(
    ("known", "ended_on"),
    [
        ({}, date(2026, 3, 3)),
        ({"returned": None}, None),
        ({"returned": When(on=date(2026, 3, 9))}, date(2026, 3, 9)),
        ({"returned": None, "counted_until": date(2026, 3, 5)}, date(2026, 3, 5)),
        ({"returned": When(on=date(2026, 3, 9)), "counted_until": date(2026, 3, 5)}, date(2026, 3, 5)),
        ({"counted_until": date(2026, 5, 6)}, date(2026, 3, 3)),
    ],
)
def test_row_ends_by_the_return_or_where_the_count_ended_before(
    known: dict[str, object], ended_on: date | None
) -> None:
    assert row_of(absence(missing(hours=1), **known), child="C1", born_on=BORN, now=NOW) == MissingRow(
        child="C1", born_on=BORN, kind=M, started_on=date(2026, 3, 2), ended_on=ended_on
    )


@pytest.mark.parametrize("known", [{"is_void": True}, {"counted_until": date(2026, 3, 1)}])
def test_what_was_an_error_or_is_not_counted_has_no_row(known: dict[str, object]) -> None:
    assert row_of(absence(**known), child="C1", born_on=BORN, now=NOW) is None


HOURS = st.floats(0, 12)
HELD = st.builds(away, hours=HOURS, until=st.none() | st.floats(0, 24)) | st.builds(missing, hours=HOURS)
ABSENCES = st.builds(
    absence, returned=st.none() | st.builds(lambda h: after(hours=h), st.floats(12, 48))
) | st.lists(HELD, max_size=5).map(lambda held: absence(*held))


@given(ABSENCES, HELD)
@quickly
def test_what_was_once_missing_stays_missing_whatever_is_held_later(before: Absence, more: Held) -> None:
    """Only a view that comes in time, or none before it, can keep an absence away: a missing one is never unsaid."""
    ever = any(each.kind is M for each in before.held)
    with_more = replace(before, held=(*before.held, more))

    if ever or more.kind is M:
        assert kind_of_row(with_more, now=NOW) is M


@given(ABSENCES, st.none() | st.dates(date(2026, 3, 1), date(2026, 3, 8)))
@quickly
def test_one_absence_is_at_most_one_row_that_never_ends_before_it_starts(
    held: Absence, counted_until: date | None
) -> None:
    row = row_of(replace(held, counted_until=counted_until), child="C1", born_on=BORN, now=NOW)

    assert (row is None) is (counted_until is not None and counted_until < date(2026, 3, 2))
    assert row is None or row.ended_on is None or row.started_on <= row.ended_on


@given(st.lists(HELD, max_size=5), st.randoms())
@quickly
def test_order_in_which_views_are_given_changes_nothing(held: list[Held], shuffling: object) -> None:
    others = list(held)
    shuffling.shuffle(others)  # type: ignore[attr-defined]
    apart = len({each.since for each in held}) == len(held)

    assert not apart or kind_of_row(absence(*held), now=NOW) is kind_of_row(absence(*others), now=NOW)
