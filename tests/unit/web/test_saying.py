"""How an episode is said: the words of each rung, what is owed, and how long ago."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.queries.values import EpisodeHead, OwedLine, TellingLine
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import MissingKind, RiskLevel, Stage
from lantern.vocabulary.tellings import Channel, CodeStrength, TellingAbout, TellingState
from lantern.web import next_steps, saying

NOW = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)
HEAD = EpisodeHead(
    reference="ABCD-EFGH-2345",
    version=2,
    child_reference=None,
    name=None,
    age=None,
    stage=Stage.MISSING,
    is_void=False,
    last_seen=When.moment(NOW - timedelta(hours=3)),
    noticed=None,
    police_reported=None,
    located=None,
    returned=None,
    authority_kind=None,
    police_kind=None,
    risk_level=None,
    risk_set_at=None,
    next_review_at=None,
    responsible_authority="Exampleshire",
    host_authority="",
    placement="",
    police_force="",
    police_telephone="",
    recorded_at=NOW,
)
LINE = TellingLine(
    reference="R",
    organisation="Inventon",
    team="",
    telephone="01632 960002",
    channel=Channel.EMAIL,
    about=TellingAbout.MISSING,
    state=TellingState.WAITING,
    recorded_at=NOW,
    told_at=None,
)
CALL = replace(LINE, channel=Channel.TELEPHONE, is_police=True)
TOLD = replace(LINE, state=TellingState.TOLD, told_at=NOW + timedelta(minutes=3))
OWED = OwedLine(
    code="police-reported",
    title="Police told",
    owed_by="placement",
    arose=When.moment(NOW),
    due_at=None,
    settled_as="",
    is_overdue=False,
)


def rung(line: TellingLine, **head: object) -> dict[str, object]:
    return saying.rungs([line], head=replace(HEAD, **head), ring_href="/ring", now=NOW)[0]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (LINE, "Written 02:14, not sent yet"),
        (replace(LINE, state=TellingState.FAILED), "Could not be sent; it will be tried again"),
        (replace(LINE, state=TellingState.IN_DOUBT), "May not have arrived; it will be sent again"),
        (replace(LINE, state=TellingState.SENT), "Written 02:14 and sent; nobody has answered"),
        (
            replace(LINE, state=TellingState.SENT, sent_at=LINE.recorded_at + timedelta(minutes=3)),
            "Sent 02:17; nobody has answered",
        ),
        (replace(LINE, state=TellingState.WITHDRAWN), "Withdrawn"),
        (TOLD, "Answered 02:17 by somebody there"),
        (
            replace(TOLD, acknowledged_by="Hal, manager", strength=CodeStrength.SAME_MAILBOX),
            "Answered 02:17 by Hal, manager (code to the same mailbox: weaker)",
        ),
        (
            replace(TOLD, acknowledged_by="Hal, manager", strength=CodeStrength.SECOND_CHANNEL),
            "Answered 02:17 by Hal, manager",
        ),
        (CALL, "Not rung yet"),
        (replace(CALL, state=TellingState.WITHDRAWN), "Withdrawn"),
        (replace(CALL, state=TellingState.TOLD, told_at=NOW), "Told by telephone 02:14"),
    ],
)
def test_rung_says_how_far_the_telling_has_come(line: TellingLine, words: str) -> None:
    assert rung(line)["words"] == words


@pytest.mark.parametrize(
    ("line", "head", "late"),
    [
        (CALL, {}, True),
        (CALL, {"authority_kind": MissingKind.AWAY_WITHOUT_AUTHORISATION}, True),  # nobody made sure of it
        (CALL, {"is_away": True}, False),
        (CALL, {"police_reported": When.moment(NOW)}, False),
        (CALL, {"stage": Stage.LOCATED}, False),
        (LINE, {}, False),
    ],
)
def test_rung_is_late_only_where_nobody_rang_the_police(
    line: TellingLine, head: dict[str, object], late: bool
) -> None:
    assert rung(line, **head)["late"] is late


def test_rung_gives_the_number_until_it_is_done() -> None:
    assert [rung(line)["note"] for line in (LINE, replace(LINE, telephone=""), TOLD)] == [
        "About: the child is missing. Ring 01632\N{NO-BREAK SPACE}960002.",
        "About: the child is missing. No number is stored.",
        "About: the child is missing.",
    ]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ({}, "an earlier message was wrong: the child is missing"),
        ({"stage": Stage.LOCATED}, "an earlier message was wrong: the child is found, but not back"),
        ({"stage": Stage.RETURNED}, "an earlier message was wrong: the child is back"),
        ({"is_void": True}, "the report was entered in error"),
    ],
)
def test_correction_is_told_as_what_is_so_now(head: dict[str, object], words: str) -> None:
    line = replace(LINE, about=TellingAbout.CORRECTED)

    assert saying.about(line, replace(HEAD, **head)) == words


def test_only_each_recipients_last_telling_counts() -> None:
    later = NOW + timedelta(hours=1)
    lines = [
        TOLD,
        replace(LINE, about=TellingAbout.RETURNED, recorded_at=later),
        replace(LINE, team="Missing team", state=TellingState.FAILED),
        replace(CALL, state=TellingState.WITHDRAWN),
        replace(CALL, about=TellingAbout.RETURNED, recorded_at=later),
        replace(TOLD, organisation="Northmoor"),
    ]
    told = saying.told_in_short(lines, HEAD, now=NOW)

    assert (told.words, told.counts, told.silent) == (
        "1 of 4 have answered",
        ("1 not rung", "1 message could not be sent", "1 has not answered"),
        (
            ("", "Inventon", "nobody has answered"),
            ("", "Inventon, Missing team", "message could not be sent"),
            ("", "Inventon", "not rung yet to say that the child is back"),
        ),
    )


def test_nobody_to_be_told_is_said() -> None:
    assert saying.told_in_short([], HEAD, now=NOW).words == "Nobody is written down to be told"


@pytest.mark.parametrize(
    ("owed_by", "head", "words"),
    [
        ("placement", {}, "the carer or home"),
        ("placement", {"placement": "Beacon House"}, "the carer or home"),
        ("placement", {"placement": "Beacon House", "name": "Testa"}, "Beacon House"),
        ("police_force", {}, "the police"),
        ("host_authority", {}, "the authority the child lives in"),
        ("responsible_authority", {}, "Exampleshire"),
    ],
)
def test_duty_names_who_owes_it(owed_by: str, head: dict[str, object], words: str) -> None:
    assert saying.owed_by(replace(OWED, owed_by=owed_by), replace(HEAD, **head)) == words


@pytest.mark.parametrize(
    ("line", "words", "state"),
    [
        (OWED, "At once", "waiting"),
        (replace(OWED, due_at=NOW + timedelta(hours=72)), "Due Wednesday 02:14", "waiting"),
        (replace(OWED, due_at=NOW - timedelta(hours=1), is_overdue=True), "Late: was due 01:14", "late"),
        (replace(OWED, settled_as="met"), "Done", "done"),
        (replace(OWED, settled_as="met_late"), "Done late", "done"),
        (replace(OWED, settled_as="excused"), "No longer owed", "done"),
        (replace(OWED, settled_as="excused_late"), "No longer owed, and was late", "done"),
    ],
)
def test_duty_says_how_it_stands(line: OwedLine, words: str, state: str) -> None:
    said = saying.owed_line(line, head=HEAD, now=NOW)

    assert (said["words"], said["state"]) == (words, state)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (When.moment(NOW), "02:14"),
        (When.moment(NOW - timedelta(hours=4)), "Saturday 22:14"),
        (When(on=date(2026, 11, 22)), "Sunday, time not known"),
        (When.moment(NOW - timedelta(days=7)), "15 November 2026, 02:14"),
        (When(on=date(2026, 11, 1)), "1 November 2026, time not known"),
    ],
)
def test_short_time_is_never_another_days(said: When, words: str) -> None:
    assert saying.short(said, NOW) == words


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        (None, ""),
        (When.moment(NOW), "3 hours"),
        (When(on=date(2026, 11, 21)), "within one day"),
        (When(on=date(2026, 11, 22)), "about 1 day"),
        (When(on=date(2026, 11, 24)), "about 3 days"),
    ],
)
def test_absence_lasted_as_long_as_is_known(returned: When | None, words: str) -> None:
    assert saying.lasted(replace(HEAD, returned=returned)) == words


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ({}, "Not decided"),
        ({"authority_kind": MissingKind.MISSING}, "Missing"),
        ({"authority_kind": MissingKind.AWAY_WITHOUT_AUTHORISATION}, "Out, we know where"),
        ({"authority_kind": MissingKind.MISSING, "is_void": True}, "Entered in error"),
    ],
)
def test_past_absence_says_how_it_was_held(head: dict[str, object], words: str) -> None:
    assert saying.kind_words(replace(HEAD, **head)) == words


@pytest.mark.parametrize(
    ("was_late", "about", "words"),
    [
        (
            True,
            TellingAbout.MISSING,
            "Ask whether the child is back. If not, tell them that the child is missing",
        ),
        (False, TellingAbout.MISSING, "Tell them that the child is missing"),
        (True, TellingAbout.LOCATED, "Tell them that the child is found"),
    ],
)
def test_home_that_said_late_is_asked_before_it_is_told(
    was_late: bool, about: TellingAbout, words: str
) -> None:
    home = replace(CALL, is_police=False, is_placement=True, about=about, organisation="Larkfield House")
    steps = next_steps.next_steps(
        head=replace(HEAD, police_reported=When.moment(NOW), risk_level=RiskLevel.LOW),
        tellings=[home],
        owed=[],
        open_pages=[],
        was_late=was_late,
    )

    assert [step.what.replace("\N{NO-BREAK SPACE}", " ") for step in steps] == [
        f"Ring Larkfield House: 01632 960002. {words}"
    ]


def test_steps_without_numbers_say_so() -> None:
    call = replace(CALL, telephone="", about=TellingAbout.RETURNED, organisation="Northmoor Police")
    silent = replace(LINE, telephone="")
    steps = next_steps.next_steps(
        head=replace(HEAD, stage=Stage.RETURNED), tellings=[call, silent], owed=[], open_pages=[]
    )

    assert [step.what for step in steps] == [
        "Ring the police: 101 (Northmoor Police). Tell them that the child is back",
        "If nobody answers the message, ring Inventon: no number is stored",
    ]
