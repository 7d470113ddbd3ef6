from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from lantern.procedures import loading
from lantern.procedures.calendar import Clock, Within
from lantern.procedures.conditions import CONDITIONS
from lantern.procedures.duty import Duty, OwedBy, SourceRead
from lantern.procedures.loading import BadDuty, all_of_england, england, load
from lantern.vocabulary.events import EventKind

FILE = '''\
code = "offer-made"
title = "An offer made"
text = """
Every child
is made an offer."""
owed_by = "responsible_authority"
arises_on = "child_returned"
within = { hours = 72 }
counted_in = "elapsed_time"
met_by = ["return_interview_offered"]
warn_before = [{ hours = 24 }]
in_force_from = 2020-01-01
source = "An invented guidance"
source_reference = "Page 1"
source_address = "guidance.example"
source_read = "text seen"
'''


def write(folder: Path, text: str, code: str = "offer-made") -> Path:
    path = folder / f"{code}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path) -> tuple[str, int, str]:
    with pytest.raises(BadDuty) as refused:
        load(folder)
    error = refused.value
    assert str(error) == f"{error.file.name}, line {error.line}: {error.reason}"
    return error.file.name, error.line, error.reason


def test_load_gives_the_duty_as_its_file_states_it(tmp_path: Path) -> None:
    write(tmp_path, FILE)

    assert load(tmp_path) == (
        Duty(
            code="offer-made",
            title="An offer made",
            text="Every child is made an offer.",
            owed_by=OwedBy.RESPONSIBLE_AUTHORITY,
            arises_on=(EventKind.CHILD_RETURNED,),
            within=Within(72, "hours"),
            counted_in=Clock.ELAPSED_TIME,
            met_by=(EventKind.RETURN_INTERVIEW_OFFERED,),
            warn_before=(timedelta(hours=24),),
            in_force_from=date(2020, 1, 1),
            source="An invented guidance",
            source_reference="Page 1",
            source_address="guidance.example",
            source_read=SourceRead.TEXT_SEEN,
        ),
    )


def test_load_reads_every_word_a_file_may_have(tmp_path: Path) -> None:
    more = (
        'excused_by = "return_interview_declined"\ncounts_earlier = true\nconditions = ["is_missing_not_away"]\n'
        'calendar = "scotland"\nin_force_until = 2021-01-01\nnotes = "Read\n twice."\n'
    ).replace('"Read\n twice."', '"""Read\n twice."""')
    write(tmp_path, FILE + more)

    [duty] = load(tmp_path)

    assert (
        duty.excused_by,
        duty.counts_earlier,
        duty.conditions,
        duty.calendar,
        duty.in_force_until,
        duty.notes,
    ) == (
        (EventKind.RETURN_INTERVIEW_DECLINED,),
        True,
        ("is_missing_not_away",),
        "scotland",
        date(2021, 1, 1),
        "Read twice.",
    )


def test_load_of_a_folder_with_a_space_in_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "local duties"
    folder.mkdir()
    write(folder, FILE)

    assert [duty.code for duty in load(folder)] == ["offer-made"]


def test_load_of_an_empty_folder_is_no_duties(tmp_path: Path) -> None:
    assert load(tmp_path) == ()


def test_load_of_a_missing_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere") == ("nowhere", 1, "there is no such folder of duties")


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("owed_by", "owing", 6, '"owing" is not a word a duty knows'),
        ('title = "An offer made"\n', "", 1, 'the duty does not say its "title"'),
        ("offer-made", "offer", 1, 'the file of the duty "offer" must be called "offer.toml"'),
        ('"An offer made"', "7", 2, '"title" must be words'),
        ('"An offer made"', '" "', 2, '"title" must be words'),
        (
            '"responsible_authority"',
            '"somebody"',
            6,
            '"somebody" is not known here; "owed_by" may be: '
            "responsible_authority, host_authority, placement, police_force, "
            "home_office, reviewing_officer, first_responder",
        ),
        ('["return_interview_offered"]', "[]", 10, '"met_by" must be a list with something in it'),
        ('["return_interview_offered"]', "3", 10, '"met_by" must be a list with something in it'),
        (
            "{ hours = 72 }",
            "{ days = 3 }",
            8,
            '"within" must be a whole number of hours, such as { hours = 3 }',
        ),
        (
            "{ hours = 72 }",
            "{ hours = 0 }",
            8,
            '"within" must be a whole number of hours, such as { hours = 3 }',
        ),
        ("{ hours = 72 }", "72", 8, '"within" must be a whole number of hours, such as { hours = 3 }'),
        (
            "within = { hours = 72 }\n",
            "",
            1,
            '"within" must be a whole number of hours, such as { hours = 3 }',
        ),
        ('"elapsed_time"', '"no_number"', 8, '"no_number" has no number, so "within" does not belong here'),
        (
            'within = { hours = 72 }\ncounted_in = "elapsed_time"',
            'counted_in = "no_number"',
            10,
            "nothing can be warned of before a time that has no number",
        ),
        (
            "[{ hours = 24 }]",
            "[24]",
            11,
            '"warn_before" must be a whole number of hours, such as { hours = 3 }',
        ),
        ("2020-01-01", '"2020"', 12, '"in_force_from" must be a day, such as 2014-01-17'),
        ("2020-01-01", "2020-01-01T00:00:00Z", 12, '"in_force_from" must be a day, such as 2014-01-17'),
        ('"text seen"', '"unverified"', 16, "nobody has read the source, so this is not a duty"),
        (
            '"text seen"',
            '"skimmed"',
            16,
            '"skimmed" is not known here; "source_read" may be: '
            "text seen, text seen (2nd), text seen (local), agreed locally",
        ),
    ],
)
def test_load_refuses_with_the_line_and_the_reason(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    write(tmp_path, FILE.replace(old, new, 1))

    assert refusal(tmp_path) == ("offer-made.toml", line, reason)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("counts_earlier = 1", '"counts_earlier" must be true or false'),
        ("in_force_until = 2019-01-01", "the duty ends before it begins"),
        (
            'conditions = ["is_tall"]',
            f'"is_tall" is not a condition known here; known are: {", ".join(CONDITIONS)}',
        ),
        ('replaces = "offer-thought-of"', 'there is no duty "offer-thought-of" to replace'),
    ],
)
def test_load_refuses_what_a_file_may_have_but_not_so(tmp_path: Path, more: str, reason: str) -> None:
    write(tmp_path, FILE + more)

    assert refusal(tmp_path) == ("offer-made.toml", 17, reason)


def test_load_refuses_a_file_that_is_not_toml(tmp_path: Path) -> None:
    write(tmp_path, 'code = "offer-made"\ntitle =\n')

    assert refusal(tmp_path) == ("offer-made.toml", 2, "Invalid value (at line 2, column 8)")


def test_load_refuses_a_file_that_breaks_off(tmp_path: Path) -> None:
    write(tmp_path, 'code = "offer-made"\ntitle = """An')

    name, line, _ = refusal(tmp_path)

    assert (name, line) == ("offer-made.toml", 2)


def test_load_refuses_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "offer-made.toml").write_bytes(b'code = "\xff"')

    name, line, reason = refusal(tmp_path)

    assert (name, line, reason.split(":")[0]) == ("offer-made.toml", 1, "the file cannot be read")


NEWER = FILE.replace("offer-made", "offer-sooner").replace("2020-01-01", "2026-01-01")


def test_a_replacement_ends_the_older_duty_on_the_day_before(tmp_path: Path) -> None:
    write(tmp_path, FILE)
    write(tmp_path, NEWER + 'replaces = "offer-made"', "offer-sooner")

    assert [(duty.code, duty.in_force_from, duty.in_force_until) for duty in load(tmp_path)] == [
        ("offer-made", date(2020, 1, 1), date(2025, 12, 31)),
        ("offer-sooner", date(2026, 1, 1), None),
    ]


def test_a_replacement_leaves_an_older_duty_that_had_ended_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, FILE + "in_force_until = 2024-05-31")
    write(tmp_path, NEWER + 'replaces = "offer-made"', "offer-sooner")

    assert [duty.in_force_until for duty in load(tmp_path)] == [date(2024, 5, 31), None]


@pytest.mark.parametrize(
    ("older", "newer", "line", "reason"),
    [
        (
            FILE + "in_force_until = 2026-01-01",
            NEWER,
            12,
            '"offer-made" is still in force on that day: the two overlap',
        ),
        (
            FILE.replace("2020-01-01", "2026-01-01"),
            NEWER,
            17,
            '"offer-made" begins on or after the day from which this replaces it',
        ),
        (
            FILE,
            NEWER.replace("2026-01-01", '"source undated"'),
            12,
            "a duty that replaces another must say from which day",
        ),
    ],
    ids=["overlap", "same day", "undated"],
)
def test_a_replacement_that_cannot_follow_is_refused(
    tmp_path: Path, older: str, newer: str, line: int, reason: str
) -> None:
    write(tmp_path, older)
    write(tmp_path, newer + 'replaces = "offer-made"', "offer-sooner")

    assert refusal(tmp_path) == ("offer-sooner.toml", line, reason)


def test_two_replacements_of_one_duty_are_refused(tmp_path: Path) -> None:
    write(tmp_path, FILE)
    write(tmp_path, NEWER + 'replaces = "offer-made"', "offer-sooner")
    third = NEWER.replace("offer-sooner", "offer-today") + 'replaces = "offer-made"'
    write(tmp_path, third, "offer-today")

    assert refusal(tmp_path) == ("offer-today.toml", 17, 'another file already replaces "offer-made"')


def test_a_duty_that_replaces_itself_is_refused(tmp_path: Path) -> None:
    write(tmp_path, FILE + 'replaces = "offer-made"')

    assert refusal(tmp_path) == (
        "offer-made.toml",
        17,
        '"offer-made" begins on or after the day from which this replaces it',
    )


def test_england_has_the_duties_of_one_path() -> None:
    of_one_path = {"police-reported", "return-interview-72h", "risk-known", "risk-reviewed"}

    assert [
        (duty.code, duty.owed_by, duty.counted_in, duty.within, duty.source_read)
        for duty in england()
        if duty.code in of_one_path
    ] == [
        ("police-reported", OwedBy.PLACEMENT, Clock.NO_NUMBER, None, SourceRead.SECOND_HAND),
        (
            "return-interview-72h",
            OwedBy.RESPONSIBLE_AUTHORITY,
            Clock.ELAPSED_TIME,
            Within(72, "hours"),
            SourceRead.SECOND_HAND,
        ),
        ("risk-known", OwedBy.POLICE_FORCE, Clock.NO_NUMBER, None, SourceRead.TEXT_SEEN),
        ("risk-reviewed", OwedBy.POLICE_FORCE, Clock.AS_RECORDED, None, SourceRead.TEXT_SEEN),
    ]


def test_england_never_has_one_area_s_own_procedure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, FILE.replace('"text seen"', '"text seen (local)"'))
    monkeypatch.setattr(loading, "ENGLAND", tmp_path)
    uncached: Callable[[], tuple[Duty, ...]] = all_of_england.__wrapped__

    with pytest.raises(BadDuty) as refused:
        uncached()

    assert str(refused.value) == ("offer-made.toml, line 1: one area's own procedure is not national law")


FOLLOWS = FILE.replace('arises_on = "child_returned"', 'follows = "CODE"')


def found_wrong(folder: Path) -> list[tuple[str, int, str]]:
    _, problems = loading.read(folder)
    return [(problem.file.name, problem.line, problem.reason) for problem in problems]


def test_all_that_is_wrong_with_all_files_is_said(tmp_path: Path) -> None:
    write(tmp_path, FILE.replace('"elapsed_time"', '"dog_years"').replace('"text seen"', '"skimmed"'))
    write(tmp_path, "code =", "offer-later")
    write(
        tmp_path,
        FILE.replace("offer-made", "offer-sooner") + 'replaces = "offer-made"\nmood = 1\n',
        "offer-sooner",
    )

    clocks = ", ".join(Clock)
    assert found_wrong(tmp_path) == [
        ("offer-later.toml", 1, "Invalid value (at end of document)"),
        ("offer-made.toml", 9, f'"dog_years" is not known here; "counted_in" may be: {clocks}'),
        (
            "offer-made.toml",
            16,
            '"skimmed" is not known here; "source_read" may be: '
            "text seen, text seen (2nd), text seen (local), agreed locally",
        ),
        ("offer-sooner.toml", 18, '"mood" is not a word a duty knows'),
    ]


def test_a_duty_without_a_clock_is_told_so_once(tmp_path: Path) -> None:
    write(tmp_path, FILE.replace('counted_in = "elapsed_time"\n', ""))

    assert found_wrong(tmp_path) == [("offer-made.toml", 1, 'the duty does not say its "counted_in"')]


def test_two_files_with_one_code_are_both_named(tmp_path: Path) -> None:
    write(tmp_path, FILE)
    write(tmp_path, FILE, "offer-too")

    both = 'the code "offer-made" is in more than one file: offer-made.toml, offer-too.toml'
    assert found_wrong(tmp_path) == [
        ("offer-made.toml", 1, both),
        ("offer-too.toml", 1, 'the file of the duty "offer-made" must be called "offer-made.toml"'),
        ("offer-too.toml", 1, both),
    ]


def test_a_circle_of_chains_is_refused_in_each_of_its_files(tmp_path: Path) -> None:
    for code, follows in (
        ("one", "two"),
        ("two", "three"),
        ("three", "one"),
        ("four", "one"),
        ("five", "nine"),
    ):
        write(tmp_path, FOLLOWS.replace("CODE", follows).replace("offer-made", code), code)

    assert found_wrong(tmp_path) == [
        ("five.toml", 7, 'there is no duty "nine" to follow'),
        ("one.toml", 7, "the chain is a circle: one follows two follows three follows one"),
        ("three.toml", 7, "the chain is a circle: three follows one follows two follows three"),
        ("two.toml", 7, "the chain is a circle: two follows three follows one follows two"),
    ]


def test_a_duty_that_follows_itself_is_refused(tmp_path: Path) -> None:
    write(tmp_path, FOLLOWS.replace("CODE", "offer-made"))

    assert found_wrong(tmp_path) == [
        ("offer-made.toml", 7, "the chain is a circle: offer-made follows offer-made")
    ]


EVERY_SIX_WEEKS = "at_intervals_of = [{ weeks = 6 }]\n"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ('follows = "offer-made"', 'a duty says "arises_on" or "follows", never both'),
        ("often = 3", '"often" must be two numbers, such as { times = 3, days = 30 }'),
        ("often = { times = 1, days = 30 }", '"often" must be whole numbers, at least twice in at least one day'),
        ("beginning_with = true", "only a clock of the calendar can begin with a day"),
        ("at_intervals_of = [{ fortnights = 1 }]", '"at_intervals_of" must be lengths in one of: hours, working_days, '
         "days, weeks, months"),
        ("at_intervals_of = [{ weeks = 0 }]", '"at_intervals_of" must be a whole number of weeks, such as '
         "{ weeks = 3 }"),
        ('excused_if = ["is_tall"]', '"is_tall" is not an excuse known here; known are: turned_18, '
         "no_longer_looked_after"),
        ('calendar = "mars"', '"mars" is not a calendar known here; known are: england_and_wales, scotland, '
         "northern_ireland, any_part_of_uk"),
        ('excused_by = "return_interview_declined"\nexcused_where = ["child_seen"]', 'no kind of event in "excused_by" '
         'can say "child_seen"'),
        ('excused_where = ["child_seen"]', '"excused_where" asks something of "excused_by", which is not there'),
        ('later_where = ["positive"]', '"later_where" asks something of "later_of", which is not there'),
        ("only_first = 1", '"only_first" must be true or false'),
        ("only_recorded_here = 1", '"only_recorded_here" must be true or false'),
        ("for_the_first = { months = 12 }", '"for_the_first" and "after_that" stand together, and beside '
         '"at_intervals_of"'),
        ("after_that = { months = 3 }", '"for_the_first" and "after_that" stand together, and beside '
         '"at_intervals_of"'),
        (EVERY_SIX_WEEKS + "after_that = { months = 3 }\nfor_the_first = { hours = 12 }", '"for_the_first" must be a '
         "length in one of: days, weeks, months"),
        (EVERY_SIX_WEEKS + "for_the_first = { months = 12 }\nafter_that = { fortnights = 1 }", '"after_that" must be '
         "lengths in one of: hours, working_days, days, weeks, months"),
        ('arises_where = ["positive"]', 'no kind of event in "arises_on" can say "positive"'),
        ('met_where = ["home_office"]', 'no kind of event in "met_by" can say "home_office"'),
        ('arises_unless = ["positive"]', 'no kind of event in "arises_on" can say "positive"'),
        ('only_after_where = ["home_office"]', '"only_after_where" asks something of "only_after", which is not there'),
        ('only_after = ["child_located"]\nonly_after_where = ["positive"]', 'no kind of event in "only_after" can say '
         '"positive"'),
        ('excused_where = ["no_victim"]', '"excused_where" asks something of "excused_by", which is not there'),
        ("counts_earlier = true\ncounts_back = { days = 7 }", 'a duty says "counts_earlier" or "counts_back", never '
         "both"),
        ("counts_back = { hours = 7 }", '"counts_back" must be a whole number of days, such as { days = 3 }'),
        ('reckoned_on = "planet"', '"planet" is not known here; "reckoned_on" may be: episode, case'),
    ],
)  # fmt: skip
def test_a_new_word_used_wrongly_is_refused(tmp_path: Path, more: str, reason: str) -> None:
    write(tmp_path, FILE + more)

    assert found_wrong(tmp_path) == [("offer-made.toml", 17 + more.count("\n"), reason)]


def test_a_period_is_met_by_nothing_and_needs_a_number(tmp_path: Path) -> None:
    numberless = FILE.replace("within = { hours = 72 }\n", "").replace('"elapsed_time"', '"no_number"')
    write(tmp_path, numberless.replace("warn_before = [{ hours = 24 }]\n", "") + "is_period = true\n")
    assert found_wrong(tmp_path) == [
        ("offer-made.toml", 15, '"no_number" has no number, so "is_period" does not belong here')
    ]

    write(tmp_path, FILE + "is_period = true\n")
    assert found_wrong(tmp_path) == [("offer-made.toml", 10, "a period ends by time, and is met by nothing")]


def test_the_old_set_stays_in_force_where_a_new_file_is_wrong(tmp_path: Path) -> None:
    write(tmp_path, FILE)
    before = load(tmp_path)
    write(tmp_path, "code =", "offer-later")

    after, problems = loading.read(tmp_path)

    assert (after, len(problems)) == (before, 1)


def test_a_replaced_duty_that_is_itself_wrong_is_said_once(tmp_path: Path) -> None:
    write(tmp_path, FILE.replace('"An offer made"', "7"))
    write(tmp_path, NEWER + 'replaces = "offer-made"', "offer-sooner")

    assert found_wrong(tmp_path) == [("offer-made.toml", 2, '"title" must be words')]


def test_what_the_product_does_not_reckon_yet_is_among_all_and_not_among_those_it_runs() -> None:
    assert {duty.code for duty in all_of_england()} - {duty.code for duty in england()} == {
        duty.code for duty in all_of_england() if duty.not_run
    }
