"""What is on record of a child stands beside the answers on the call sheet, for whoever may see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.record.models import MissingEpisode
from lantern.vocabulary.calls import QUESTIONS
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import MayBeTold
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.involved import make_episode_access, make_private_decision, make_private_person
from tests.factories.missing import make_call_answer, make_event, make_located_place, make_missing_episode
from tests.factories.night import Night, episode_of, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.integration.web.reading import words
from tests.integration.web.test_sheet import later, report, sheet

BEFORE, FOUND, LEGAL, HARM = (
    next(each.words for each in QUESTIONS if each.name == name)
    for name in ("missing_before", "found_before", "legal_status", "self_harm")
)
PORT = "Ferry port, Invented Quay"


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Before")


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def gone(night: Night, on: datetime, *, hours: int, place: str = "", **fields: Any) -> MissingEpisode:
    """Make one episode that is over; found in a place where one is given."""
    made = make_missing_episode(
        child=night.child,
        last_seen=When.moment(on),
        returned=When.moment(on + timedelta(hours=hours)),
        police_force=night.force,
        **fields,
    )
    if place:
        make_located_place(event=make_event(episode=made, kind=EventKind.CHILD_LOCATED), place=place)
    return made


def gone_before(night: Night) -> None:
    """Make four episodes, of which one was entered in error."""
    gone(night, datetime(2025, 1, 4, 18, tzinfo=UTC), hours=2, place="Behind the station")
    gone(night, datetime(2025, 2, 4, 18, tzinfo=UTC), hours=3, is_void=True)
    away = MissingKind.AWAY_WITHOUT_AUTHORISATION.value
    gone(night, datetime(2025, 3, 4, 18, tzinfo=UTC), hours=5, authority_kind=away)
    gone(night, datetime(2025, 4, 4, 18, tzinfo=UTC), hours=26, place=PORT)


EPISODES = (
    "3 earlier episodes. The last: Friday 4 April 2025, 1 day 2 hours; "
    "Tuesday 4 March 2025, 5 hours, out, the authority knew where; Saturday 4 January 2025, 2 hours"
)


def test_earlier_episodes_stand_beside_the_answer_and_never_as_it(desk: Client, night: Night) -> None:
    gone_before(night)
    said = sheet(desk, report(desk, night))

    assert said[BEFORE] == f"Not known On record: {EPISODES}"
    assert said[FOUND] == (
        f"Not known On record: Friday 4 April 2025: {PORT}; "
        "Tuesday 4 March 2025: not recorded where; Saturday 4 January 2025: Behind the station"
    )


def test_only_the_last_three_of_many_are_listed_and_one_reads_as_one(desk: Client, night: Night) -> None:
    gone(night, datetime(2024, 1, 4, 18, tzinfo=UTC), hours=2)
    reference = report(desk, night)
    one = sheet(desk, reference)[BEFORE]
    gone_before(night)
    four = sheet(desk, reference)[BEFORE]

    assert one == "Not known On record: 1 earlier episode. Thursday 4 January 2024, 2 hours"
    assert four == "Not known On record: " + EPISODES.replace("3", "4", 1)


def test_child_never_missing_before_reads_not_known_and_no_more(desk: Client, night: Night) -> None:
    said = sheet(desk, report(desk, night))

    assert (said[BEFORE], said[FOUND], said[LEGAL]) == ("Not known",) * 3


def test_desk_of_the_area_reads_how_often_and_not_where(desk: Client, night: Night, signed_in: Any) -> None:
    gone_before(night)
    said = sheet(signed_in(organisation=night.host), report(desk, night))

    assert said[BEFORE] == f"Not known On record: {EPISODES}"
    assert said[FOUND] == "Not known On record: Your role does not see where"


def test_force_let_into_one_episode_reads_nothing_of_the_earlier_ones(
    desk: Client, night: Night, signed_in: Any
) -> None:
    gone_before(night)
    make_private_person(child=night.child, name="Invented Mother", has_parental_responsibility=True)
    reference = report(desk, night)
    force = make_organisation(kind=OrganisationKind.POLICE_FORCE)
    make_episode_access(episode=episode_of(reference), organisation=force)
    third = signed_in(Role.POLICE_DESK, organisation=force)
    page = words(third.get(f"/missing/{reference}/sheet"))

    assert "Call sheet for the police" in page
    assert [hidden in page for hidden in ("On record", PORT, "Invented Mother")] == [False] * 3


def test_withdrawn_find_says_no_place(desk: Client, night: Night) -> None:
    earlier = gone(night, datetime(2025, 4, 4, 18, tzinfo=UTC), hours=4)
    wrong = make_event(episode=earlier, kind=EventKind.CHILD_LOCATED)
    make_located_place(event=wrong, place="Another child's place")
    make_event(episode=earlier, kind=EventKind.ENTERED_IN_ERROR, corrects=wrong)

    assert (
        sheet(desk, report(desk, night))[FOUND]
        == "Not known On record: Friday 4 April 2025: not recorded where"
    )


# Who holds parental responsibility


def relatives(night: Night) -> None:
    for name, role, holds in (("Mother", "mother", True), ("Father", "father", True), ("Aunt", "aunt", None)):
        person = make_private_person(
            child=night.child,
            name=f"Invented {name}",
            is_to_the_child=role,
            has_parental_responsibility=holds,
        )
        if name == "Father":
            make_private_decision(person=person, may_be_told=MayBeTold.NO.value)
        if name == "Mother":
            make_private_decision(person=person)


def test_relatives_with_parental_responsibility_stand_beside_the_legal_status(
    desk: Client, night: Night
) -> None:
    relatives(night)

    assert sheet(desk, report(desk, night))[LEGAL] == (
        "Not known On record: parental responsibility: "
        "Invented Mother (mother); Invented Father (father, decided: must not be told)"
    )


def test_desk_of_the_area_reads_no_relative(desk: Client, night: Night, signed_in: Any) -> None:
    relatives(night)
    host = signed_in(organisation=night.host)

    assert sheet(host, report(desk, night))[LEGAL] == "Not known"


# Who said so, and what was asked


def test_each_answer_names_who_gave_it_to_whoever_may_see(desk: Client, night: Night, signed_in: Any) -> None:
    reference = report(desk, night, said_by="Jo Keyworkly", said_by_role="key worker", asked_self_harm="yes")
    host, police = signed_in(organisation=night.host), signed_in(Role.POLICE_DESK, organisation=night.force)

    assert sheet(desk, reference)[HARM].startswith("Yes ( said by Jo Keyworkly, key worker , ")
    assert sheet(police, reference)[HARM].startswith("Yes ( said by Jo Keyworkly, key worker , ")
    assert len(sheet(host, reference)[HARM]) == len("Yes 02:14")


def test_answer_to_the_earlier_words_says_what_was_asked(desk: Client, night: Night) -> None:
    reference = report(desk, night)
    told = make_event(
        episode=episode_of(reference), kind=EventKind.INFORMATION_RECEIVED, recorded_at=datetime.now(UTC)
    )
    make_call_answer(event=told, sheet="police-call-2022", question="self_harm", answer="no", words="")
    asked = "Is the child likely to harm themselves?"

    assert sheet(desk, reference)[HARM].startswith(f"No (the question was: {asked}) ( typed by ")
    chronology = words(desk.get(f"/missing/{reference}"))
    assert (asked in chronology, HARM in chronology) == (True, False)
    later(desk, reference, asked_self_harm="yes")
    assert sheet(desk, reference)[HARM].startswith("Yes ( typed by Dee Deskly, Duty worker , ")
