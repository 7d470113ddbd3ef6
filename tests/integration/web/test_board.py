"""Who is missing now: what each reader sees, and that an unchanged board costs an empty answer."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import missing, police
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import MissingKind, RiskLevel
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.web import board
from tests.factories.children import make_child
from tests.factories.missing import make_missing_episode
from tests.factories.night import Night, made_sure, make_night
from tests.factories.organisations import make_organisation
from tests.integration.web.reading import title, words

NOW = datetime(2026, 11, 22, 2, 14, 5, tzinfo=UTC)
SEEN = NOW - timedelta(hours=3, minutes=12)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "moment", lambda: NOW)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Boardly")


def reported(night: Night, **known: Any) -> str:
    known.setdefault("last_seen", When.moment(SEEN))
    return night.reported(now=NOW - timedelta(hours=1), **known)


def as_of(night: Night, signed_in: Any, role: Role = Role.DUTY_WORKER) -> Client:
    return signed_in(role, organisation=night.authority)


def row(response: Any) -> str:
    """Give the words of the board's only row."""
    body = response.content.decode()
    assert body.count('role="rowheader"') == 1
    return words(response)[words(response).index("Next act") + 9 :]


def test_empty_board_says_what_its_emptiness_does_not_mean(db: None, signed_in: Any) -> None:
    response = signed_in().get("/")

    assert (response.status_code, title(response)) == (200, "Who is missing now – Lantern")
    empty = (
        "No child that you may see is recorded missing. Data from 02:14. This does not mean that nobody is."
    )
    assert empty in words(response)


def test_row_says_all_that_a_duty_room_asks(night: Night, signed_in: Any) -> None:
    reported(night)

    assert row(as_of(night, signed_in).get("/")) == (
        f"Testa Boardly 16 years {night.home.name} Authority: not decided yet whether missing or out "
        "3 hours 12 minutes Saturday 23:02 "
        f"Police not rung 01632 960000, {night.force.name} Not assessed yet "
        "0 of 4 have answered Parents: not decided yet "
        "2 not rung, 2 have not answered, nobody stored for 5 , Testa Boardly: who "
        f"Police {night.force.name} : not rung "
        f"Placement or fostering agency, on call {night.home.name} : not rung "
        "Authority that looks after the child "
        f"{night.authority.name}, {night.team.name} : nobody has answered; to be rung at 01:24 "
        f"Host duty team and senior on call {night.host.name} : nobody has answered; to be rung at 01:24 "
        "Nobody stored for: senior on call, social worker, reviewing officer, school, health "
        f"Police told that the child is missing At once: 1 hour so far By {night.home.name}"
    )


def test_how_long_is_counted_on_by_the_page(night: Night, signed_in: Any) -> None:
    reported(night)
    page = as_of(night, signed_in).get("/").content.decode()
    marks = 'data-since="2026-11-21T23:02:05Z" data-drawn="2026-11-22T02:14:05Z"'

    assert page.count(marks) == 1


@pytest.mark.parametrize(
    ("kind", "tag"),
    [(None, "lantern-tag--late"), (MissingKind.MISSING, "lantern-tag--late")]
    + [(MissingKind.AWAY_WITHOUT_AUTHORISATION, "govuk-tag--yellow")],
)
def test_police_not_rung_is_an_adults_lateness_unless_it_is_known_where(
    kind: MissingKind | None, tag: str, night: Night, signed_in: Any
) -> None:
    reported(night, kind=kind, away=made_sure(until=NOW + timedelta(hours=3)))
    page = as_of(night, signed_in).get("/").content.decode()

    before = page[: page.index("Police not rung", page.index('role="rowheader"'))]

    assert re.findall(r'lantern-tag ([a-z-]+)"', before)[-1] == tag


def test_police_rung_and_level_set_stand_in_the_row(night: Night, signed_in: Any) -> None:
    episode = reported(night, kind=MissingKind.MISSING)
    call = police.PoliceCall(called=When.moment(NOW), was_answered=True, log_number="L1", handler="PC 1")
    police.record_police_call(reference=episode, call=call, seen_version=None, by=night.desk, now=NOW)
    level = police.Risk(
        level=RiskLevel.HIGH,
        officer="Sgt 2",
        assessed=When.moment(NOW - timedelta(hours=1)),
        next_review_at=NOW - timedelta(minutes=4),
    )
    police.record_risk(reference=episode, risk=level, seen_version=None, by=night.desk, now=NOW)
    said = row(as_of(night, signed_in).get("/"))

    assert "Police told 02:14 High Review late: was due 02:10 1 of 4 have answered" in said
    assert said.endswith(f"Police risk assessment reviewed Late: was due 02:10 By {night.force.name}")


def test_views_of_authority_and_police_stand_side_by_side_where_they_differ(
    night: Night, signed_in: Any
) -> None:
    episode = reported(night, kind=MissingKind.MISSING)
    missing.classify(
        reference=episode,
        kind=MissingKind.AWAY_WITHOUT_AUTHORISATION,
        classified_by=missing.ClassifiedBy.POLICE,
        reasons="At a friend's",
        seen_version=None,
        by=night.police,
        now=NOW,
    )

    assert "Authority: we do not know where Police: out, we know where" in row(
        as_of(night, signed_in).get("/")
    )


def test_found_is_not_yet_back(night: Night, signed_in: Any) -> None:
    episode = reported(night)
    missing.record_located(
        reference=episode, located=When.moment(NOW), words="", seen_version=None, by=night.desk, now=NOW
    )
    said = row(as_of(night, signed_in).get("/"))

    assert "16 years Found, not yet back" in said
    assert f"{night.force.name} : not rung yet to say that the child is found" in said


def test_last_seen_known_only_to_the_day_gives_bounds(night: Night, signed_in: Any) -> None:
    reported(night, last_seen=When(on=SEEN.date() - timedelta(days=1)))

    assert "at least 1 day 2 hours, at most 2 days 2 hours Friday, time not known" in row(
        as_of(night, signed_in).get("/")
    )


def test_oversight_sees_references_and_clocks_but_no_name_and_no_home(night: Night, signed_in: Any) -> None:
    episode = reported(night)
    partnership = make_organisation(kind=OrganisationKind.SAFEGUARDING_PARTNERSHIP)
    page = signed_in(Role.NATIONAL_OVERSIGHT, organisation=partnership).get("/")

    assert f"Reference only: {episode} Your role does not see where the child lives" in words(page)
    assert ("Testa Boardly" in page.content.decode(), night.home.name in page.content.decode()) == (
        False,
        False,
    )
    assert "Report a child missing" not in words(page)


def test_role_without_a_board_is_refused_in_words(db: None, signed_in: Any) -> None:
    response = signed_in(Role.ADMINISTRATOR).get("/")

    assert (response.status_code, title(response)) == (403, "You cannot do that – Lantern")


def test_other_authoritys_child_is_not_on_the_board(night: Night, signed_in: Any) -> None:
    reported(night)

    assert "No child that you may see is recorded missing." in words(signed_in().get("/"))


# Asked again


def test_answer_to_htmx_is_the_rows_alone(night: Night, signed_in: Any) -> None:
    reported(night)
    response = as_of(night, signed_in).get("/", headers=HTMX)

    assert response.content.decode().startswith('<div id="board-rows" data-refreshes hx-get="/"')
    assert (response["Vary"], response["Cache-Control"]) == (
        "HX-Request, Accept-Language, Cookie",
        "private, no-store",
    )


def test_unchanged_board_answers_304_with_its_new_age(
    night: Night, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported(night)
    client = as_of(night, signed_in)
    first = client.get("/", headers=HTMX)
    held = json.loads(re.findall(r"hx-headers=\"(.*?)\"", first.content.decode())[0].replace("&quot;", '"'))
    monkeypatch.setattr(board, "moment", lambda: NOW + timedelta(seconds=15))
    again = client.get("/", headers=HTMX | held)

    assert (again.status_code, again.content, held) == (304, b"", {"If-None-Match": first["ETag"]})
    assert json.loads(again["HX-Trigger"]) == {
        "lantern:unchanged": {"drawn": "2026-11-22T02:14:20Z", "at": "02:14:20"}
    }


def test_changed_board_answers_whole(night: Night, signed_in: Any) -> None:
    episode = reported(night)
    client = as_of(night, signed_in)
    held = {"If-None-Match": client.get("/", headers=HTMX)["ETag"]}
    missing.record_return(
        reference=episode, returned=When.moment(NOW), words="", seen_version=None, by=night.carer, now=NOW
    )

    assert "No child that you may see is recorded missing." in words(client.get("/", headers=HTMX | held))


def test_duty_that_falls_overdue_changes_the_board(
    night: Night, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    episode = reported(night)
    level = police.Risk(
        level=RiskLevel.LOW,
        officer="Sgt 2",
        assessed=When.moment(NOW),
        next_review_at=NOW + timedelta(seconds=30),
    )
    police.record_risk(reference=episode, risk=level, seen_version=None, by=night.desk, now=NOW)
    client = as_of(night, signed_in)
    held = {"If-None-Match": client.get("/", headers=HTMX)["ETag"]}
    monkeypatch.setattr(board, "moment", lambda: NOW + timedelta(seconds=45))

    assert "Review late: was due 02:14" in words(client.get("/", headers=HTMX | held))


def test_page_itself_is_never_answered_with_304(night: Night, signed_in: Any) -> None:
    client = as_of(night, signed_in)
    held = {"If-None-Match": client.get("/")["ETag"]}

    assert client.get("/", headers=held).status_code == 200


def test_page_refreshes_without_a_script_too(db: None, signed_in: Any) -> None:
    page = signed_in().get("/").content.decode()

    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page
    assert "Read it again now" in page


# Pages of fifty


@pytest.mark.parametrize(("asked", "shown"), [("1", 50), ("2", 1), ("99", 1), ("nonsense", 50), ("-1", 50)])
def test_board_has_pages_of_fifty(asked: str, shown: int, db: None, signed_in: Any) -> None:
    authority = make_organisation()
    for _ in range(51):
        make_missing_episode(
            child=make_child(responsible_authority=authority), responsible_authority=authority
        )
    page = signed_in(organisation=authority).get("/", {"page": asked})

    assert page.content.decode().count('role="rowheader"') == shown
    assert "51 children are recorded missing." in words(page)
