"""What a reader may do is asked once for all the rows of a page: more children cost no more questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.actions import missing as reporting
from lantern.queries import children, missing
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Role
from tests.factories.children import make_child
from tests.factories.night import Night, at, make_night
from tests.factories.organisations import make_actor

READERS = (Role.DUTY_WORKER, Role.POLICE_DESK, Role.CARER, Role.NATIONAL_OVERSIGHT)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Countly")


def reader(role: Role, night: Night) -> Actor:
    own = {Role.POLICE_DESK: night.force, Role.CARER: night.home, Role.DUTY_WORKER: night.authority}
    return make_actor(role=role, organisation=own.get(role))


def one_more(night: Night, number: int) -> None:
    child = make_child(
        name=f"Testa Countly {number}",
        responsible_authority=night.authority,
        responsible_team=night.team,
        host_authority=night.host,
        placement_provider=night.home,
    )
    reporting.report_missing(
        child=child.reference, report=night.report(), by=night.desk, now=at(minutes=number)
    )


def questions(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        read()
    return len(asked)


@pytest.mark.parametrize("role", READERS)
def test_the_board_and_the_search_ask_no_more_for_more_children(role: Role, night: Night) -> None:
    by = reader(role, night)
    reads = [
        lambda: missing.board(by=by, now=at(hours=1)),
        lambda: children.find(wanted="testa countly", by=by, now=at(hours=1)),
    ]
    night.reported()
    one_more(night, 1)
    few = [questions(read) for read in reads]
    for number in range(2, 6):
        one_more(night, number)

    assert [questions(read) for read in reads] == few
