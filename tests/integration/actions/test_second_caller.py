"""A second caller may know nothing new of when the child was last seen: what the first one said stands."""

from __future__ import annotations

import pytest

from lantern.actions import missing
from lantern.queries.missing import episode_page
from lantern.queries.sheet import sheet_of
from lantern.queries.standing import standing
from lantern.record.context import seen_as
from lantern.record.models import Event
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import CallerView, Stage, Worry
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.night import SEEN, Night, at, episode_of, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import invented

pytestmark = pytest.mark.django_db
ASKED = "Enter when the child was last seen. Nothing was recorded."


@invented
def events() -> int:
    return Event.objects.count()


@invented
def moved(night: Night) -> None:
    night.child.placement_provider = make_organisation(
        kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.host
    )
    night.child.save(update_fields=["placement_provider"])


def test_what_the_first_caller_said_stands_beside_what_the_second_adds() -> None:
    night = make_night()
    reference = night.reported(last_seen_where="At the gate", wearing="Green coat")

    night.reported(last_seen=None, why_worried="Rang her: off", by=night.host_desk, now=at(hours=1))

    page = episode_page(reference=reference, by=night.desk, now=at(hours=1))
    assert page.head.last_seen == When.moment(SEEN)
    assert [dict(entry.facts) for entry in page.chronology] == [
        {"Last seen": "Saturday 14 March 2026, 21:30", "Where": "At the gate", "Wearing": "Green coat"},
        {"Why worried": "Rang her: off"},
    ]
    with seen_as(night.desk):
        sheet = sheet_of(episode_of(reference), by=night.desk, now=at(hours=1))
    assert (sheet.last_seen_where, sheet.wearing) == ("At the gate", "Green coat")


def test_first_report_says_when_last_seen() -> None:
    night = make_night()

    with pytest.raises(Refused) as refused:
        night.reported(last_seen=None)

    assert (refused.value.message, refused.value.field, events()) == (ASKED, "last_seen", 0)


def test_child_who_was_found_is_reported_gone_again_only_with_a_time() -> None:
    night = make_night()
    reference = night.reported()
    missing.record_located(
        reference=reference,
        located=When.moment(at(hours=1)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=1),
    )

    with pytest.raises(Refused) as refused:
        night.reported(last_seen=None, by=night.carer, now=at(hours=2))

    assert refused.value.message == ASKED
    assert episode_page(reference=reference, by=night.desk, now=at(hours=2)).head.stage is Stage.LOCATED


def test_who_may_not_see_the_episode_is_asked_as_if_there_were_none() -> None:
    night = make_night()
    night.reported()
    moved(night)
    carer = make_actor(role=Role.CARER, organisation=night.child.placement_provider)

    with pytest.raises(Refused) as refused:
        night.reported(last_seen=None, by=carer, now=at(hours=1))

    assert refused.value.message == ASKED


def test_carers_own_view_stands_with_worry_and_reasons_and_decides_nothing() -> None:
    night = make_night()
    reference = night.reported(
        by=night.carer,
        caller_view=CallerView.LATE,
        caller_worry=Worry.VERY,
        caller_reasons="She said she would miss the bus",
    )

    view = standing(reference=reference, by=night.desk, now=at(hours=1)).views[0]

    assert (view.whose, view.kind, view.worry, view.reasons, view.by_name) == (
        None,
        CallerView.LATE,
        Worry.VERY,
        "She said she would miss the bus",
        night.carer.name,
    )
    assert episode_of(reference).authority_kind == ""


def test_who_says_only_why_has_a_view_too() -> None:
    night = make_night()
    reference = night.reported(by=night.carer, caller_reasons="He never misses tea")

    views = standing(reference=reference, by=night.desk, now=at(hours=1)).views

    assert [(view.kind, view.worry, view.reasons) for view in views] == [(None, None, "He never misses tea")]
