from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from lantern.vocabulary.days import When
from lantern.web.forms import fields

NOW = datetime(2026, 11, 22, 2, 14, 5, tzinfo=UTC)


class Call(fields.LanternForm):
    seen = fields.WhenField(label="Last seen", subject="the time last seen", required=False)
    born = fields.DayField(label="Date of birth", subject="the date of birth", required=False)
    rung = fields.TimeField(label="Rung", subject="the time you rang", required=False)
    due = fields.DayField(label="Due", subject="the day it is due", past=False, required=False)


def fill(name, **boxes):
    return Call({f"{name}_{box}": text for box, text in boxes.items()}, now=NOW)


def outcome(name, **boxes):
    """Give what the boxes mean, or the words and the boxes of the one error."""
    form = fill(name, **boxes)
    if form.is_valid():
        return form.cleaned_data[name]
    (error,) = form.errors[name].as_data()
    return error.messages[0], error.params["boxes"]


@pytest.mark.parametrize("month", ["3", "03", "Mar", "march", "MARCH"])
def test_day_field_takes_a_month_as_people_write_it(month):
    assert outcome("born", day="31", month=month, year="2010") == date(2010, 3, 31)


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"day": "1"}, ("The date of birth must include a month and a year", ("month", "year"))),
        ({"month": "1", "year": "2010"}, ("The date of birth must include a day", ("day",))),
        ({"day": "31", "month": "2", "year": "2010"}, ("The date of birth must be a real day", ("day",))),
        ({"day": "x", "month": "2", "year": "2010"}, ("The date of birth must be a real day", ("day",))),
        (
            {"day": "1", "month": "13", "year": "2010"},
            ("The date of birth must have a real month", ("month",)),
        ),
        (
            {"day": "1", "month": "mu", "year": "2010"},
            ("The date of birth must have a real month", ("month",)),
        ),
        (
            {"day": "1", "month": "1", "year": "10"},
            ("The date of birth must have a year of 4 figures, such as 2026", ("year",)),
        ),
        (
            {"day": "1", "month": "1", "year": "1066"},
            ("The date of birth must have a year of 4 figures, such as 2026", ("year",)),
        ),
        (
            {"day": "23", "month": "11", "year": "2026"},
            ("The date of birth must be today or in the past", ("day", "month", "year")),
        ),
    ],
)
def test_day_field_says_which_box_is_wrong(boxes, said):
    assert outcome("born", **boxes) == said


def test_day_field_takes_a_later_day_where_the_past_is_not_asked_for():
    assert outcome("due", day="23", month="11", year="2026") == date(2026, 11, 23)


def test_day_field_left_empty_is_no_answer():
    assert outcome("born", day=" ", month="", year="") is None


@pytest.mark.parametrize(
    ("boxes", "meant"),
    [
        ({"hour": "2", "minute": "14"}, time(2, 14)),
        ({"hour": "0214"}, time(2, 14)),
        ({"hour": "14:05"}, time(14, 5)),
        ({"hour": "2.14pm"}, time(14, 14)),
        ({"hour": "12.30 am"}, time(0, 30)),
        ({"hour": "9pm"}, time(21, 0)),
        ({}, None),
    ],
)
def test_time_field_takes_a_time_as_people_type_it(boxes, meant):
    assert outcome("rung", **boxes) == meant


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"hour": "2"}, ("The time you rang must have minutes with its hour", ("minute",))),
        ({"minute": "2"}, ("The time you rang must have an hour with its minutes", ("hour",))),
        ({"hour": "24", "minute": "00"}, ("The time you rang must have an hour from 0 to 23", ("hour",))),
        ({"hour": "2", "minute": "60"}, ("The time you rang must have minutes from 0 to 59", ("minute",))),
        (
            {"hour": "2", "minute": "4"},
            ("The time you rang must be a real time, such as 02:14", ("hour", "minute")),
        ),
        ({"hour": "x"}, ("The time you rang must be a real time, such as 02:14", ("hour", "minute"))),
        ({"hour": "14pm"}, ("The time you rang must be a real time, such as 02:14", ("hour",))),
    ],
)
def test_time_field_says_which_box_is_wrong(boxes, said):
    assert outcome("rung", **boxes) == said


DAY = {"day": "22", "month": "11", "year": "2026"}


def test_when_field_with_a_time_gives_the_moment():
    meant = When(on=date(2026, 11, 22), at=datetime(2026, 11, 22, 1, 40, tzinfo=UTC))
    assert outcome("seen", **DAY, hour="1", minute="40") == meant


def test_when_field_without_a_time_gives_the_day_alone():
    assert outcome("seen", **DAY) == When(on=date(2026, 11, 22))


def test_when_field_in_summer_reads_the_boxes_as_london_time():
    meant = When(on=date(2026, 7, 2), at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    assert outcome("seen", day="2", month="7", year="2026", hour="0", minute="30") == meant


def test_when_field_takes_the_earlier_of_an_hour_that_comes_twice():
    meant = When(on=date(2026, 10, 25), at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert outcome("seen", day="25", month="10", year="2026", hour="1", minute="30") == meant


def test_when_field_refuses_an_hour_that_never_was():
    assert outcome("seen", day="29", month="3", year="2026", hour="1", minute="30") == (
        "The time last seen cannot be in the hour that the clocks skip that night",
        ("hour", "minute"),
    )


@pytest.mark.parametrize("more", [{}, DAY])
def test_when_field_just_now_gives_the_moment_of_the_page(more):
    assert outcome("seen", now="on", **more) == When(on=date(2026, 11, 22), at=NOW)


@pytest.mark.parametrize("more", [{"hour": "1", "minute": "40"}, {**DAY, "day": "21"}])
def test_when_field_refuses_just_now_beside_another_time(more):
    assert outcome("seen", now="on", **more) == (
        "Tick “just now” or give a day and time, not both",
        ("now",),
    )


def test_when_field_allows_clocks_to_differ_by_two_minutes_and_no_more():
    assert [outcome("seen", **DAY, hour="2", minute=minute) for minute in ("16", "17")] == [
        When(on=date(2026, 11, 22), at=datetime(2026, 11, 22, 2, 16, tzinfo=UTC)),
        ("The time last seen must be in the past", ("hour", "minute")),
    ]


def test_when_field_refuses_a_later_day():
    assert outcome("seen", day="23", month="11", year="2026") == (
        "The time last seen must be today or in the past",
        ("day", "month", "year"),
    )


def test_dated_field_outside_a_lantern_form_does_not_guess_the_time():
    with pytest.raises(RuntimeError, match="LanternForm"):
        fields.DayField().clean({"day": "1", "month": "1", "year": "2026"})


class Required(fields.LanternForm):
    seen = fields.WhenField(label="Last seen", subject="the time last seen")
    log = fields.LineField(label="Log number", max_length=5)
    level = fields.SelectField(label="Level", choices=[("h", "High")])
    why = fields.RadiosField(label="Is it usual?", choices=[("y", "Yes")])
    kind = fields.RadiosField(
        label="Kind?", subject="missing or away", choices=[("m", "Missing")], error_messages={}
    )
    pc = fields.LineField(label="PC number", error_messages={"required": "Ask for the number"})


def test_form_left_empty_says_in_plain_words_what_to_do():
    form = Required({}, now=NOW)
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "seen": ["Enter the time last seen"],
        "log": ["Enter log number"],
        "level": ["Choose level"],
        "why": ["Answer the question “Is it usual?”"],
        "kind": ["Choose missing or away"],
        "pc": ["Ask for the number"],
    }


def test_line_that_is_too_long_says_by_how_much():
    form = Required({"log": "1234567"}, now=NOW)
    assert list(form.errors["log"]) == ["Log number must be 5 characters or fewer; it is 7 now"]


def test_choice_that_is_not_on_the_page_is_refused_in_plain_words():
    form = Required({"level": "zz"}, now=NOW)
    assert list(form.errors["level"]) == ["Choose one of the answers on the page"]


class Said(fields.LanternForm):
    said = fields.WordsField(label="Said", max_length=5, required=False)
    code = fields.CodeField(label="Code", required=False)


def test_words_field_counts_a_line_end_once_as_the_page_does():
    form = Said({"said": "ab\r\ncd"}, now=NOW)
    assert (form.is_valid(), form.cleaned_data["said"]) == (True, "ab\ncd")


def test_code_field_takes_out_spaces_and_hyphens():
    form = Said({"code": "12 34-56"}, now=NOW)
    assert (form.is_valid(), form.cleaned_data["code"]) == (True, "123456")


def test_dated_field_knows_whether_it_was_changed():
    seen = When.moment(datetime(2026, 11, 22, 1, 40, tzinfo=UTC))
    boxes = {
        "seen_day": "22",
        "seen_month": "11",
        "seen_year": "2026",
        "seen_hour": "01",
        "seen_minute": "40",
    }
    same = Call(boxes, initial={"seen": seen}, now=NOW)
    other = Call({**boxes, "seen_minute": "41"}, initial={"seen": seen}, now=NOW)
    assert [same.changed_data, other.changed_data] == [[], ["seen"]]
