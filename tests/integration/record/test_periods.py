from __future__ import annotations

from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import IntegrityError, transaction

from lantern.record.models import Child
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from tests.factories.children import make_care_episode, make_child, make_placement, make_responsibility_period
from tests.factories.missing import make_event, make_missing_episode
from tests.factories.organisations import make_organisation


def moment(day: int, hour: int = 12, minute: int = 0) -> When:
    return When.moment(datetime(2026, 2, day, hour, minute, tzinfo=UTC))


def day(number: int) -> When:
    return When(on=date(2026, 2, number))


CLASHES = (psycopg.errors.ExclusionViolation, psycopg.errors.UniqueViolation)


def absence(child: Child, seen: When, returned: When | None, **fields: object) -> bool:
    """Put an absence on the record; say whether the database took it."""
    try:
        with transaction.atomic():
            make_missing_episode(child=child, last_seen=seen, returned=returned, **fields)
    except IntegrityError as clash:
        return not isinstance(clash.__cause__, CLASHES)
    return True


OVERLAPPING = [
    pytest.param((day(1), day(4)), (day(2), day(6)), id="days within days"),
    pytest.param((day(1), day(4)), (moment(3), moment(3, 13)), id="moments within days"),
    pytest.param((moment(1, 12), moment(1, 14)), (moment(1, 13), moment(1, 15)), id="moments cross"),
    pytest.param((moment(1, 12), moment(1, 14)), (moment(1, 11), moment(1, 15)), id="moments about moments"),
    pytest.param((moment(1, 12), None), (moment(5), moment(6)), id="the first is still open"),
    pytest.param((moment(5), moment(6)), (day(5), None), id="days only, and still open"),
    pytest.param((day(1), day(9)), (day(1), day(9)), id="the same days"),
]
APART = [
    pytest.param((day(1), day(3)), (day(3), day(5)), id="one ends and one begins on a day"),
    pytest.param(
        (day(1), day(3)), (moment(3, 0, 30), moment(3, 9)), id="days, then a moment on the last day"
    ),
    pytest.param((moment(1), moment(3, 9)), (day(3), day(5)), id="a moment, then days from that day"),
    pytest.param((moment(1, 12), moment(1, 14)), (moment(1, 14), moment(1, 15)), id="moment to moment"),
    pytest.param((day(3), day(3)), (day(3), day(3)), id="twice on one day, times not known"),
    pytest.param((day(1), day(2)), (day(2), None), id="back and gone again on a day"),
]


@pytest.mark.parametrize(("first", "second"), OVERLAPPING)
@pytest.mark.parametrize("turned", [False, True], ids=["in order", "the other way round"])
@pytest.mark.django_db
def test_absences_of_one_child_that_truly_overlap_are_refused(
    first: tuple[When, When | None], second: tuple[When, When | None], turned: bool
) -> None:
    child = make_child()
    pair = (second, first) if turned else (first, second)

    assert [absence(child, *each) for each in pair] == [True, False]


@pytest.mark.parametrize(("first", "second"), APART)
@pytest.mark.parametrize("turned", [False, True], ids=["in order", "the other way round"])
@pytest.mark.django_db
def test_absences_that_may_have_followed_each_other_are_both_kept(
    first: tuple[When, When | None], second: tuple[When, When | None], turned: bool
) -> None:
    child = make_child()
    pair = (second, first) if turned else (first, second)

    assert [absence(child, *each) for each in pair] == [True, True]


@pytest.mark.django_db
def test_a_child_has_one_open_absence_at_a_time() -> None:
    child = make_child()

    assert absence(child, day(1), None)
    assert not absence(child, day(1), None)
    assert not absence(child, moment(1, 23), None)
    assert absence(make_child(), day(1), None)


@pytest.mark.django_db
def test_an_absence_that_was_entered_in_error_is_in_nobody_s_way() -> None:
    child = make_child()

    assert absence(child, day(1), None, is_void=True)
    assert absence(child, day(1), None)
    assert absence(child, day(1), day(5), is_void=True)


@pytest.mark.django_db
def test_care_episodes_hand_over_on_a_day_and_never_overlap() -> None:
    child = make_child()
    make_care_episode(child=child, began_on=date(2026, 1, 1), ended_on=date(2026, 2, 1))
    make_care_episode(child=child, began_on=date(2026, 2, 1))

    with pytest.raises(IntegrityError, match="care_episodes_do_not_overlap"), transaction.atomic():
        make_care_episode(child=child, began_on=date(2026, 1, 31), ended_on=date(2026, 2, 2))


@pytest.mark.django_db
def test_a_child_has_one_current_placement_and_one_current_authority() -> None:
    child = make_child()
    make_placement(child=child)
    make_responsibility_period(child=child)

    with pytest.raises(IntegrityError, match="one_current_placement"), transaction.atomic():
        make_placement(child=child)
    with pytest.raises(IntegrityError, match="one_current_authority"), transaction.atomic():
        make_responsibility_period(child=child, organisation=make_organisation())


@pytest.mark.parametrize(
    ("at", "on"),
    [
        pytest.param(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29), id="before spring forward"),
        pytest.param(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29), id="after spring forward"),
        pytest.param(datetime(2026, 3, 29, 23, 0, tzinfo=UTC), date(2026, 3, 30), id="summer midnight"),
        pytest.param(
            datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 28), id="winter before midnight"
        ),
        pytest.param(
            datetime(2026, 10, 24, 23, 0, tzinfo=UTC), date(2026, 10, 25), id="the 25-hour day begins"
        ),
        pytest.param(
            datetime(2026, 10, 25, 23, 59, tzinfo=UTC), date(2026, 10, 25), id="the 25-hour day ends"
        ),
        pytest.param(datetime(2026, 10, 26, 0, 0, tzinfo=UTC), date(2026, 10, 26), id="winter midnight"),
    ],
)
@pytest.mark.django_db
def test_the_database_and_the_vocabulary_agree_on_the_day_of_a_moment(at: datetime, on: date) -> None:
    assert When.moment(at).on == on
    recorded = {"recorded_at": at, "happened_at": at}

    make_event(happened_on=on, **recorded)
    for wrong in (date.fromordinal(on.toordinal() - 1), date.fromordinal(on.toordinal() + 1)):
        with pytest.raises(IntegrityError, match="happened_day_agrees"), transaction.atomic():
            make_event(happened_on=wrong, **recorded)


@pytest.mark.django_db
def test_what_happened_after_it_was_recorded_is_refused_but_for_two_minutes() -> None:
    recorded_at = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
    on = date(2026, 2, 1)

    make_event(happened_on=on, happened_at=recorded_at.replace(minute=2), recorded_at=recorded_at)
    with pytest.raises(IntegrityError, match="happened_before_recorded"), transaction.atomic():
        make_event(
            happened_on=on, happened_at=recorded_at.replace(minute=2, second=1), recorded_at=recorded_at
        )


@pytest.mark.django_db
def test_a_returned_absence_has_its_day_and_an_open_one_has_none() -> None:
    with pytest.raises(IntegrityError, match="returned_stage_has_its_day"), transaction.atomic():
        make_missing_episode(stage="returned")
    with pytest.raises(IntegrityError, match="returned_stage_has_its_day"), transaction.atomic():
        make_missing_episode(stage="missing", returned=day(3), last_seen=day(2))


@pytest.mark.django_db
def test_a_withdrawal_names_what_it_withdraws() -> None:
    with pytest.raises(IntegrityError, match="error_names_its_event"), transaction.atomic():
        make_event(kind=EventKind.ENTERED_IN_ERROR)
