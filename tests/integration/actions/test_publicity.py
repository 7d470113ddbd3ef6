"""An appeal to the public: proposed, signed, published, stopped, and taken down once the child is found."""

from __future__ import annotations

from typing import Any

import pytest

from lantern.actions import guardians, missing, publicity
from lantern.actions.guardians import Named
from lantern.actions.publicity import Proposed
from lantern.queries.hand_over import hand_over
from lantern.queries.missing import episode_page
from lantern.queries.publicity import AppealLine, PlaceLine
from lantern.queries.search_measures import search_measures, take_downs
from lantern.queries.work import What, Whose, work
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.concerns import GuardianRole
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.publicity import AppealState, ChildView, DownBecause, Signer
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from tests.factories.night import Night, at, make_night

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def reference(night: Night) -> str:
    return night.reported()


def appeals(night: Night, reference: str, *, minutes: float = 600) -> tuple[AppealLine, ...]:
    return search_measures(reference=reference, by=night.desk, now=at(minutes=minutes)).appeals


def down(night: Night, reference: str, *, minutes: float = 600, by: Actor | None = None) -> list[Any]:
    places = take_downs(reference=reference, by=by or night.desk, now=at(minutes=minutes))
    return [(place.place, place.because, place.since) for place in places]


def propose(night: Night, reference: str, *, by: Actor | None = None, **said: Any) -> int:
    proposed = Proposed(
        **{
            "channel": "Invented Radio",
            "text": "Have you seen Testa, 15? Ring 101.",
            "expires_at": at(hours=20),
            "child_view": ChildView.NOT_KNOWN,
            "child_view_words": "Nobody could ask her.",
            **said,
        }
    )
    publicity.propose(reference=reference, proposed=proposed, by=by or night.desk, now=at(minutes=10))
    return appeals(night, reference)[0].number


def sign(
    night: Night, reference: str, appeal: int, signer: Signer, *, by: Actor | None = None, minutes: float = 20
) -> None:
    publicity.sign(
        reference=reference,
        appeal=appeal,
        signer=signer,
        name=f"Invented {signer}",
        post="Invented post",
        happened=When.moment(at(minutes=minutes)),
        words="",
        by=by or night.desk,
        now=at(minutes=minutes),
    )


def publish(
    night: Night, reference: str, appeal: int, place: str, *, minutes: float = 30, is_unsigned: bool = False
) -> int:
    publicity.publish(
        reference=reference,
        appeal=appeal,
        place=place,
        published_by="Invented Press Officer",
        is_unsigned=is_unsigned,
        happened=When.moment(at(minutes=minutes)),
        words="",
        by=night.police,
        now=at(minutes=minutes),
    )
    return place_of(night, reference, place).number


def place_of(night: Night, reference: str, place: str) -> PlaceLine:
    return next(one for line in appeals(night, reference) for one in line.places if one.place == place)


def taken(night: Night, reference: str, place: int, *, minutes: float) -> None:
    publicity.take_down(
        reference=reference,
        place=place,
        confirmed_by="Invented Press Officer",
        happened=When.moment(at(minutes=minutes)),
        words="Looked at the page again.",
        by=night.desk,
        now=at(minutes=minutes),
    )


def located(night: Night, reference: str, *, minutes: float) -> None:
    missing.record_located(
        reference=reference,
        located=When.moment(at(minutes=minutes)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(minutes=minutes),
    )


def allowed(night: Night, reference: str) -> int:
    number = propose(night, reference)
    sign(night, reference, number, Signer.POLICE, by=night.police)
    sign(night, reference, number, Signer.AUTHORITY)
    return number


def named_guardian(night: Night) -> None:
    named = Named(guardian_name="Gail Invented", service="Invented Service", role=GuardianRole.DIRECT)
    happened = When.moment(at(minutes=5))
    guardians.allocate(
        child=night.child.reference,
        happened=happened,
        named=named,
        words="",
        by=night.desk,
        now=at(minutes=5),
    )


def correct(night: Night, reference: str, number: int, *, minutes: float) -> None:
    given = {"reference": reference, "event": number, "reasons": "Not so.", "seen_version": None}
    missing.correct(by=night.desk, now=at(minutes=minutes), **given)


# Proposing and signing ---------------------------------------------------------------------------------------------


def test_an_appeal_is_allowed_only_when_the_police_and_the_authority_have_each_signed(
    night: Night, reference: str
) -> None:
    number = propose(night, reference)
    (line,) = appeals(night, reference)
    assert (line.state, line.still_to_sign) == (AppealState.WAITING, (Signer.POLICE, Signer.AUTHORITY))
    sign(night, reference, number, Signer.POLICE, by=night.police)
    with pytest.raises(Refused, match="not allowed"):
        publish(night, reference, number, "Its page", minutes=25)
    sign(night, reference, number, Signer.AUTHORITY)
    (line,) = appeals(night, reference)
    assert (line.state, line.still_to_sign, line.has_guardian) == (AppealState.ALLOWED, (), False)
    assert [(each.signer, each.name) for each in line.signatures] == [
        (Signer.POLICE, "Invented police"),
        (Signer.AUTHORITY, "Invented authority"),
    ]


def test_a_guardian_who_is_allocated_must_sign_too_and_every_reader_hears_that(
    night: Night, reference: str
) -> None:
    named_guardian(night)
    number = allowed(night, reference)
    for by in (night.desk, night.police, night.host_desk):
        (line,) = search_measures(reference=reference, by=by, now=at(minutes=40)).appeals
        assert (line.has_guardian, line.still_to_sign) == (True, (Signer.GUARDIAN,))
    sign(night, reference, number, Signer.GUARDIAN)
    assert appeals(night, reference)[0].state is AppealState.ALLOWED


def test_a_force_signs_for_itself_alone_and_a_home_or_host_not_at_all(night: Night, reference: str) -> None:
    number = propose(night, reference, by=night.police)
    with pytest.raises(NotPermitted):
        sign(night, reference, number, Signer.AUTHORITY, by=night.police)
    for by in (night.carer, night.host_desk):
        with pytest.raises(NotPermitted):
            sign(night, reference, number, Signer.POLICE, by=by)
        with pytest.raises(NotPermitted):
            propose(night, reference, by=by)


def test_a_text_that_tells_of_care_is_not_recorded(night: Night, reference: str) -> None:
    with pytest.raises(Refused, match="“foster carer”"):
        propose(night, reference, text="Her foster carer is worried.")
    assert appeals(night, reference) == ()


def test_nothing_is_proposed_or_signed_of_a_child_who_is_found(night: Night, reference: str) -> None:
    number = propose(night, reference)
    located(night, reference, minutes=15)
    for act in (
        lambda: propose(night, reference),
        lambda: sign(night, reference, number, Signer.POLICE),
    ):
        with pytest.raises(Refused, match="nothing more is published"):
            act()


def test_a_signature_without_its_time_or_on_no_appeal_is_refused(night: Night, reference: str) -> None:
    number = propose(night, reference)
    given = {"signer": Signer.POLICE, "name": "PC 1", "post": "Unit", "words": "", "by": night.desk}
    now = at(minutes=20)
    with pytest.raises(Refused, match="time too"):
        publicity.sign(
            reference=reference, appeal=number, happened=When(on=at(minutes=20).date()), now=now, **given
        )
    with pytest.raises(NotFound):
        publicity.sign(reference=reference, appeal=number + 999, happened=When.moment(now), now=now, **given)
    sign(night, reference, number, Signer.POLICE)
    sign(night, reference, number, Signer.AUTHORITY)
    with pytest.raises(Refused, match="Everybody"):
        sign(night, reference, number, Signer.GUARDIAN)


# Taking down -------------------------------------------------------------------------------------------------------


def test_the_hour_the_child_is_found_every_place_is_to_be_taken_down_until_each_is_confirmed(
    night: Night, reference: str
) -> None:
    number = allowed(night, reference)
    page = publish(night, reference, number, "Its page")
    publish(night, reference, number, "A shop window", minutes=40)
    assert down(night, reference, minutes=59) == []
    located(night, reference, minutes=60)

    found = at(minutes=60)
    assert down(night, reference) == [
        ("Its page", DownBecause.FOUND, found),
        ("A shop window", DownBecause.FOUND, found),
    ]
    taken(night, reference, page, minutes=70)
    assert down(night, reference) == [("A shop window", DownBecause.FOUND, found)]
    assert down(night, reference, by=night.police) == [("A shop window", DownBecause.FOUND, found)]
    with pytest.raises(Refused, match="already"):
        taken(night, reference, page, minutes=80)


def test_what_is_to_be_taken_down_stands_on_the_work_list_of_authority_and_force(
    night: Night, reference: str
) -> None:
    number = allowed(night, reference)
    page = publish(night, reference, number, "Its page")

    def lines(by: Actor, whose: Whose = Whose.ORGANISATION) -> list[Any]:
        found = work(whose=whose, by=by, now=at(minutes=90)).lines
        return [(one.words, one.owner, one.since, one.is_late) for one in found if one.what is What.TAKE_DOWN]

    assert lines(night.desk) == []
    located(night, reference, minutes=60)
    said = [("Invented Radio: Its page", "Invented Press Officer", When.moment(at(minutes=60)), True)]
    assert (lines(night.desk), lines(night.police)) == (said, said)
    (over,) = hand_over(by=night.desk, now=at(minutes=90)).take_downs
    assert (over.number, over.words) == (page, "Invented Radio: Its page")
    assert (lines(night.host_desk), lines(night.carer)) == ([], [])
    taken(night, reference, page, minutes=70)
    assert lines(night.desk) == []


def test_expiry_and_a_withdrawn_signature_do_the_same(night: Night, reference: str) -> None:
    number = allowed(night, reference)
    publish(night, reference, number, "Its page")
    assert down(night, reference, minutes=20 * 60) == [("Its page", DownBecause.EXPIRED, at(hours=20))]

    signature = appeals(night, reference)[0].signatures[0].number
    given = {"reference": reference, "signature": signature, "happened": When.moment(at(minutes=50))}
    with pytest.raises(Refused, match="why"):
        publicity.withdraw_signature(words=" ", by=night.police, now=at(minutes=50), **given)
    publicity.withdraw_signature(words="It puts her at risk.", by=night.police, now=at(minutes=50), **given)
    assert down(night, reference) == [("Its page", DownBecause.STOPPED, at(minutes=50))]
    assert appeals(night, reference)[0].state is AppealState.STOPPED
    with pytest.raises(Refused, match="stopped"):
        sign(night, reference, number, Signer.POLICE, minutes=55)
    with pytest.raises(Refused, match="already"):
        publicity.withdraw_signature(words="Again", by=night.police, now=at(minutes=60), **given)


def test_what_was_published_without_leave_is_recorded_and_is_to_come_down_at_once(
    night: Night, reference: str
) -> None:
    number = propose(night, reference)
    publish(night, reference, number, "A wall", is_unsigned=True)
    sign(night, reference, number, Signer.POLICE)
    assert down(night, reference) == [("A wall", DownBecause.NOT_SIGNED, at(minutes=30))]


def test_a_finding_that_was_wrong_lets_an_appeal_stand_again_and_a_child_gone_again_needs_a_new_one(
    night: Night, reference: str
) -> None:
    number = allowed(night, reference)
    publish(night, reference, number, "Its page")
    located(night, reference, minutes=60)
    page = episode_page(reference=reference, by=night.desk, now=at(minutes=61))
    found = next(each.number for each in page.chronology if each.kind is EventKind.CHILD_LOCATED)
    correct(night, reference, found, minutes=65)
    assert (down(night, reference), appeals(night, reference)[0].state) == ([], AppealState.ALLOWED)

    located(night, reference, minutes=70)
    night.reported(now=at(minutes=80), last_seen=When.moment(at(minutes=75)))  # found, and gone again
    assert down(night, reference) == [("Its page", DownBecause.FOUND, at(minutes=70))]
    again = propose_at(night, reference, minutes=90)
    assert appeals(night, reference)[0].number == again
    assert appeals(night, reference)[0].state is AppealState.WAITING


def propose_at(night: Night, reference: str, *, minutes: float) -> int:
    proposed = Proposed(
        channel="Radio",
        text="Seen?",
        expires_at=at(hours=30),
        child_view=ChildView.DOES_NOT_WANT,
        child_view_words="She said so to Dee.",
    )
    publicity.propose(reference=reference, proposed=proposed, by=night.desk, now=at(minutes=minutes))
    return appeals(night, reference)[0].number


def test_a_struck_appeal_stays_on_the_list_while_a_place_shows_it_and_a_struck_taking_down_brings_it_back(
    night: Night, reference: str
) -> None:
    number = allowed(night, reference)
    page = publish(night, reference, number, "Its page")
    correct(night, reference, number, minutes=50)
    assert down(night, reference) == [("Its page", DownBecause.STRUCK, at(minutes=30))]
    taken(night, reference, page, minutes=60)
    assert appeals(night, reference) == ()

    seen = episode_page(reference=reference, by=night.desk, now=at(minutes=61)).chronology
    gone = next(each.number for each in seen if each.kind is EventKind.PUBLICITY_TAKEN_DOWN)
    correct(night, reference, gone, minutes=70)
    assert down(night, reference) == [("Its page", DownBecause.STRUCK, at(minutes=30))]
    lines = work(whose=Whose.ORGANISATION, by=night.desk, now=at(minutes=90)).lines
    assert [one.number for one in lines if one.what is What.TAKE_DOWN] == [page]


def test_a_struck_report_leaves_what_was_published_of_it_to_be_taken_down(
    night: Night, reference: str
) -> None:
    number = allowed(night, reference)
    page = publish(night, reference, number, "Its page")
    seen = episode_page(reference=reference, by=night.desk, now=at(minutes=40)).chronology
    report = next(each.number for each in seen if each.kind is EventKind.MISSING_REPORTED)
    correct(night, reference, report, minutes=50)
    assert down(night, reference) == [("Its page", DownBecause.STRUCK, at(minutes=30))]
    taken(night, reference, page, minutes=60)
    assert down(night, reference) == []


@pytest.mark.parametrize(
    ("wrong", "match"),
    [({"confirmed_by": ""}, "who made sure"), ({"words": ""}, "how"), ({"happened": -10}, "before")],
)
def test_a_taking_down_says_who_made_sure_how_and_not_before_it_went_up(
    night: Night, reference: str, wrong: dict[str, Any], match: str
) -> None:
    number = allowed(night, reference)
    page = publish(night, reference, number, "Its page")
    given = {"confirmed_by": "PC 1", "words": "Looked", "happened": 50, **wrong}
    given["happened"] = When.moment(at(minutes=float(given["happened"])))
    with pytest.raises(Refused, match=match):
        publicity.take_down(reference=reference, place=page, by=night.desk, now=at(minutes=55), **given)


def test_the_chronology_says_all_of_it_and_a_home_sees_none(night: Night, reference: str) -> None:
    number = allowed(night, reference)
    publish(night, reference, number, "Its page")
    page = episode_page(reference=reference, by=night.desk, now=at(minutes=60))
    said = {entry.kind: dict(entry.facts) for entry in page.chronology}
    assert said[EventKind.PUBLICITY_PROPOSED]["Text"] == "Have you seen Testa, 15? Ring 101."
    assert said[EventKind.PUBLICITY_PLACED] == {"Where": "Its page", "Published by": "Invented Press Officer"}
    assert down(night, reference, by=night.carer, minutes=30 * 60) == []


def test_pressed_twice_an_appeal_is_proposed_once(night: Night, reference: str) -> None:
    proposed = Proposed(
        channel="Radio",
        text="Seen?",
        expires_at=at(hours=9),
        child_view=ChildView.WANTS,
        child_view_words="She said so.",
    )
    for minutes in (10, 11):
        publicity.propose(
            reference=reference, proposed=proposed, by=night.desk, now=at(minutes=minutes), key="one press"
        )
    assert len(appeals(night, reference)) == 1
