from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lantern.procedures import local_tables, protocol
from lantern.procedures.calendar import Within
from lantern.procedures.duty import Owed, duties_owed, most_pressing
from lantern.procedures.facts import Facts
from lantern.procedures.law import Duty, LocalTerm, TermKind
from lantern.procedures.loading import all_of_england
from lantern.procedures.sheet import BadDuty
from tests.duties.scenario import calendars, history, moment

HEAD = """\
code = "a-protocol"
title = "Times agreed"
source = "An invented partnership"
in_force_from = 2026-01-01
"""
SHORTER = '[[shorter]]\nduty = "return-interview-72h"\nwithin = { hours = 48 }\n'
LONGER = """\
[[longer]]
duty = "return-interview-72h"
within = { hours = 96 }
decided_on = 2026-12-24
until = 2026-12-28
decided_by = "An invented director"
reasons = "A flood closed the roads."
"""


def laid(tmp_path: Path, text: str) -> tuple[Duty, ...]:
    (tmp_path / "protocol.toml").write_text(HEAD + text, encoding="utf-8")
    return protocol.laid_over(all_of_england(), tmp_path)


def owed_after(duties: tuple[Duty, ...], returned: str, now: str) -> Owed:
    found = duties_owed(
        duties=duties,
        history=history(f"{returned} child_returned"),
        facts=Facts(),
        calendars=calendars(),
        now=moment(now),
    )
    [each] = [owed for owed in found if owed.duty_code == "return-interview-72h"]
    return each


def test_an_empty_folder_leaves_the_national_duties_as_they_are(tmp_path: Path) -> None:
    assert protocol.laid_over(all_of_england(), tmp_path) == all_of_england()


def test_the_example_adds_its_duties_and_its_standard() -> None:
    added = [duty.code for duty in protocol.example() if duty not in all_of_england()]

    assert added == [
        "home-office-told",
        "area-told-missing",
        "authority-told-found",
        "authority-told-missing",
        "missing-discussed",
        "pattern-discussed",
        "pattern-in-plan",
        "police-told-found",
        "repeat-missing-discussed",
        "repeat-missing-plan",
        "reviewing-officer-told",
    ]


def test_what_runs_is_without_what_the_product_does_not_reckon_yet() -> None:
    assert protocol.running(local_tables.EXAMPLE) == tuple(
        duty for duty in protocol.example() if not duty.not_run
    )


def test_a_shorter_time_is_the_one_that_counts_and_the_source_s_own_is_kept(tmp_path: Path) -> None:
    duties = laid(tmp_path, SHORTER)

    owed = owed_after(duties, "2026-11-20 19:30", "2026-11-22 20:00")

    assert (owed.due_at, owed.source_due_at, str(owed.standing)) == (
        moment("2026-11-22 19:30"),
        moment("2026-11-23 19:30"),
        "overdue",
    )


def test_what_arose_before_the_protocol_keeps_the_time_of_its_day(tmp_path: Path) -> None:
    owed = owed_after(laid(tmp_path, SHORTER), "2025-12-31 19:30", "2026-01-02 20:00")

    assert (owed.due_at, owed.source_due_at) == (moment("2026-01-03 19:30"), None)


@pytest.mark.parametrize(
    ("returned", "due", "by_source"),
    [
        ("2026-12-23 23:59", "2026-12-26 23:59", None),
        ("2026-12-24 00:00", "2026-12-28 00:00", "2026-12-27 00:00"),
        ("2026-12-28 23:59", "2027-01-01 23:59", "2026-12-31 23:59"),
        ("2026-12-29 00:00", "2027-01-01 00:00", None),
    ],
)
def test_a_longer_time_holds_from_the_decision_to_its_last_day(
    tmp_path: Path, returned: str, due: str, by_source: str | None
) -> None:
    owed = owed_after(laid(tmp_path, LONGER), returned, "2026-12-29 12:00")

    assert (owed.due_at, owed.source_due_at) == (moment(due), moment(by_source) if by_source else None)


@pytest.mark.parametrize(
    ("now", "standing"),
    [("2026-12-27 10:00", "running"), ("2026-12-27 10:01", "overdue"), ("2027-01-30 10:00", "overdue")],
)
def test_a_longer_time_does_not_silence_that_the_source_s_own_is_over(
    tmp_path: Path, now: str, standing: str
) -> None:
    duties = laid(tmp_path, LONGER.replace("hours = 96", "hours = 960"))

    owed = owed_after(duties, "2026-12-24 10:00", now)

    assert (str(owed.standing), owed.due_at, owed.source_due_at) == (
        standing,
        moment("2027-02-02 10:00"),
        moment("2026-12-27 10:00"),
    )


def test_what_is_overdue_by_the_source_is_the_first_to_press_also_where_a_decision_gives_longer(
    tmp_path: Path,
) -> None:
    duties = laid(tmp_path, LONGER.replace("hours = 96", "hours = 960"))
    longer = owed_after(duties, "2026-12-24 10:00", "2027-01-05 10:00")
    later = owed_after(duties, "2026-12-30 10:00", "2027-01-05 10:00")

    assert most_pressing([later, longer]) is longer


def test_met_after_the_source_s_own_time_is_late_also_where_a_decision_gives_longer(tmp_path: Path) -> None:
    [owed] = [
        each
        for each in duties_owed(
            duties=laid(tmp_path, LONGER),
            history=history(
                "2026-12-24 10:00 child_returned", "2026-12-27 20:00 return_interview_offered answers=1"
            ),
            facts=Facts(),
            calendars=calendars(),
            now=moment("2026-12-29 10:00"),
        )
        if each.duty_code == "return-interview-72h"
    ]

    assert str(owed.standing) == "met_late"


def test_a_longer_time_may_hold_for_a_year_and_no_day_more(tmp_path: Path) -> None:
    laid(tmp_path, LONGER.replace("until = 2026-12-28", "until = 2027-12-24"))

    with pytest.raises(BadDuty) as refused:
        laid(tmp_path, LONGER.replace("until = 2026-12-28", "until = 2027-12-25"))

    assert (refused.value.line, refused.value.reason) == (
        9,
        "until is more than a year after decided_on: what is exceptional ends sooner",
    )


def test_a_longer_time_names_who_decided_and_why(tmp_path: Path) -> None:
    duties = laid(tmp_path, LONGER)

    assert next(duty.local_terms for duty in duties if duty.local_terms) == (
        LocalTerm(
            kind=TermKind.LONGER,
            within=Within(96, "hours"),
            source="An invented partnership",
            in_force_from=date(2026, 12, 24),
            in_force_until=date(2026, 12, 28),
            decided_by="An invented director",
            reasons="A flood closed the roads.",
        ),
    )


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (SHORTER.replace("hours = 48", "hours = 72"), 7, "72 is not shorter than 72 hours"),
        (SHORTER.replace("hours = 48", "hours = 96"), 7, "96 is not shorter than 72 hours"),
        (SHORTER.replace("hours = 48", "days = 1"), 7, '"return-interview-72h" is counted in hours, and so is what '
         "changes it"),
        (SHORTER.replace("hours = 48", "hours = 0"), 7, "within is no length, such as { hours = 24 }"),
        (SHORTER.replace("return-interview-72h", "nothing"), 6, 'there is no duty "nothing"'),
        (SHORTER.replace("return-interview-72h", "police-reported"), 6, '"police-reported" has no number: say '
         "[[standard]]"),
        (SHORTER.replace("return-interview-72h", "nrm-reasonable-grounds").replace("hours = 48", "working_days = 2"),
         6, 'the time of "nrm-reasonable-grounds" is not one that a partnership can change'),
        (SHORTER.replace("[[shorter]]", "[[standard]]"), 6, '"return-interview-72h" has a time of its own: a standard '
         "stands where there is none"),
        (SHORTER + "in_force_until = 2025-01-01\n", 8, "in_force_until is before it begins"),
        (SHORTER + 'in_force_until = "soon"\n', 8, "in_force_until is no day, such as 2026-01-01"),
        (SHORTER + 'because = "we say so"\n', 8, '"because" is not a word that "shorter" knows'),
        (LONGER.replace("hours = 96", "hours = 24"), 7, "24 is not longer than 72 hours"),
        (LONGER.replace('decided_by = "An invented director"\n', ""), 5, "decided_by is not there"),
        (LONGER.replace('"A flood closed the roads."', '" "'), 11, "reasons must be words: a longer time is somebody's "
         "decision, with reasons"),
        (LONGER.replace("until = 2026-12-28\n", ""), 5, "until is not there"),
        ("shorter = 3\n", 5, "shorter is one, and not a list: write [[shorter]]"),
        ("[[sooner]]\n", 1, '"sooner" is not a word a protocol knows'),
    ],
)  # fmt: skip
def test_a_protocol_that_asks_too_much_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    with pytest.raises(BadDuty) as refused:
        laid(tmp_path, text)

    assert (refused.value.line, refused.value.reason) == (line, reason)


def test_all_that_is_wrong_is_said_and_not_only_the_first(tmp_path: Path) -> None:
    wrong = SHORTER.replace("hours = 48", "hours = 72") + SHORTER.replace("return-interview-72h", "nothing")
    (tmp_path / "protocol.toml").write_text(HEAD + wrong, encoding="utf-8")

    _, problems = protocol.read(all_of_england(), tmp_path)

    assert [(problem.line, problem.reason) for problem in problems] == [
        (7, "72 is not shorter than 72 hours"),
        (9, 'there is no duty "nothing"'),
    ]


@pytest.mark.parametrize(
    ("head", "line", "reason"),
    [
        (HEAD.replace('source = "An invented partnership"\n', ""), 1, "source is not there"),
        (HEAD.replace("2026-01-01", '"soon"'), 4, "in_force_from is no day, such as 2026-01-01"),
        ("code =", 1, "Invalid value (at end of document)"),
    ],
)
def test_a_protocol_without_its_head_is_refused(tmp_path: Path, head: str, line: int, reason: str) -> None:
    (tmp_path / "protocol.toml").write_text(head, encoding="utf-8")

    _, [problem] = protocol.read(all_of_england(), tmp_path)

    assert (problem.line, problem.reason) == (line, reason)


def test_a_local_duty_may_not_take_a_national_code_nor_pass_for_law(tmp_path: Path) -> None:
    (tmp_path / "duties").mkdir()
    own = tmp_path / "duties" / "risk-known.toml"
    own.write_text(
        (Path(protocol.__file__).parent / "england" / "risk-known.toml").read_text(encoding="utf-8")
    )

    _, problems = protocol.read(all_of_england(), tmp_path)

    assert [problem.reason for problem in problems] == [
        'the code "risk-known" is that of a duty in force already',
        'a local duty says "agreed locally" or "text seen (local)"',
    ]


def test_a_folder_that_is_not_there_is_refused_and_the_national_duties_stay(tmp_path: Path) -> None:
    duties, [problem] = protocol.read(all_of_england(), tmp_path / "nowhere")

    assert (duties, problem.reason) == (all_of_england(), "there is no such folder of a partnership")


def test_the_example_s_protocol_lies_in_the_example_s_folder() -> None:
    assert (local_tables.folder() / protocol.FILE).exists()
