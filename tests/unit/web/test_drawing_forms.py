from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django import forms

from lantern.vocabulary.days import When
from lantern.web.forms import fields
from lantern.web.forms.rendering import error_links

NOW = datetime(2026, 11, 22, 2, 14, 5, tzinfo=UTC)


class Log(fields.LanternForm):
    number = fields.LineField(label="Log number", help_text="The police give it.", width=10)


class Seen(fields.LanternForm):
    heading = "seen"
    seen = fields.WhenField(label="When last seen?", subject="the time last seen", shortcut=False)


class Kind(fields.LanternForm):
    kind = fields.RadiosField(
        label="Kind",
        choices=[("M", fields.Option("We do not know where", "Recorded as missing.")), ("A", "Out")],
        required=False,
    )


class Everything(fields.LanternForm):
    child = fields.LineField(label="Child")
    seen = fields.WhenField(label="Last seen", subject="the time last seen")
    born = fields.DayField(label="Born", subject="the date of birth")
    kind = fields.RadiosField(label="Kind", choices=[("M", "Missing")])
    level = fields.SelectField(label="Level", choices=[("h", "High")])
    said = fields.WordsField(label="Said")
    who = forms.MultipleChoiceField(
        label="Who", widget=forms.CheckboxSelectMultiple, choices=[("c", "Carer")]
    )
    mail = forms.EmailField(label="E-mail address")
    agreed = forms.BooleanField(label="They know")
    version = forms.IntegerField(widget=forms.HiddenInput)


def squeezed(markup):
    """Take out the white space that no reader sees."""
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", str(markup))).strip()


def test_line_is_drawn_with_label_hint_and_description():
    assert squeezed(Log(now=NOW)["number"].as_field_group()) == (
        '<div class="govuk-form-group"><label class="govuk-label govuk-label--s" for="id_number">Log number</label>'
        '<div class="govuk-hint" id="id_number_helptext">The police give it.</div>'
        '<input type="text" name="number" class="govuk-input govuk-input--width-10" '
        'aria-describedby="id_number_helptext" autocomplete="off" id="id_number"></div>'
    )


def test_line_in_error_names_its_error_once():
    assert squeezed(Log({}, now=NOW)["number"].as_field_group()) == (
        '<div class="govuk-form-group govuk-form-group--error">'
        '<label class="govuk-label govuk-label--s" for="id_number">Log number</label>'
        '<div class="govuk-hint" id="id_number_helptext">The police give it.</div>'
        '<div id="id_number_error"><p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span>'
        " Enter log number</p></div>"
        '<input type="text" name="number" class="govuk-input govuk-input--error govuk-input--width-10" '
        'aria-invalid="true" aria-describedby="id_number_helptext id_number_error" autocomplete="off" id="id_number">'
        "</div>"
    )


def test_radios_are_drawn_with_hints_and_none_chosen():
    assert squeezed(Kind(now=NOW)["kind"].as_field_group()) == (
        '<div class="govuk-form-group"><fieldset class="govuk-fieldset">'
        '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Kind (optional)</legend>'
        '<div class="govuk-radios" data-module="govuk-radios" id="id_kind">'
        '<div class="govuk-radios__item"><input class="govuk-radios__input" type="radio" name="kind" value="M" '
        'id="id_kind_0" aria-describedby="id_kind_0-hint"><label class="govuk-label govuk-radios__label" '
        'for="id_kind_0">We do not know where</label>'
        '<div class="govuk-hint govuk-radios__hint" id="id_kind_0-hint">Recorded as missing.</div></div>'
        '<div class="govuk-radios__item"><input class="govuk-radios__input" type="radio" name="kind" value="A" '
        'id="id_kind_1"><label class="govuk-label govuk-radios__label" for="id_kind_1">Out</label></div>'
        "</div></fieldset></div>"
    )


def inputs(markup):
    """Give each box's name, value, and whether it is marked wrong."""
    found = re.findall(r"<input[^>]*>", str(markup))
    return [
        (
            re.search(r'name="([^"]*)"', box).group(1),
            re.search(r'value="([^"]*)"', box).group(1),
            'aria-invalid="true"' in box and "govuk-input--error" in box,
        )
        for box in found
    ]


def test_boxes_give_back_what_was_typed_and_mark_the_wrong_one():
    typed = {
        "seen_day": "22",
        "seen_month": "Smarch",
        "seen_year": "2026",
        "seen_hour": "2",
        "seen_minute": "",
    }
    assert inputs(Seen(typed, now=NOW)["seen"]) == [
        ("seen_day", "22", False),
        ("seen_month", "Smarch", True),
        ("seen_year", "2026", False),
        ("seen_hour", "2", False),
        ("seen_minute", "", False),
    ]


def test_boxes_are_all_marked_where_the_error_is_about_the_whole():
    form = Seen({"seen_day": "22", "seen_month": "11", "seen_year": "2026"}, now=NOW)
    form.add_error("seen", "Before the child was born")
    assert [wrong for _, _, wrong in inputs(form["seen"])] == [True] * 5


@pytest.mark.parametrize(
    ("initial", "values"),
    [
        (When.moment(NOW), ["22", "11", "2026", "02", "14"]),
        (NOW, ["22", "11", "2026", "02", "14"]),
        (When(on=date(2026, 7, 1)), ["1", "7", "2026", "", ""]),
        (date(2026, 7, 1), ["1", "7", "2026", "", ""]),
        (None, ["", "", "", "", ""]),
    ],
)
def test_boxes_show_a_stored_time_as_well_as_it_is_known(initial, values):
    form = Seen(initial={"seen": initial}, now=NOW)
    assert [value for _, value, _ in inputs(form["seen"])] == values


def test_boxes_are_a_group_described_by_hint_and_error():
    drawn = squeezed(Seen({}, now=NOW)["seen"].as_field_group())
    assert re.findall(r"<fieldset[^>]*>.*?</legend>", drawn) == [
        '<fieldset class="govuk-fieldset" role="group" aria-describedby="id_seen_helptext id_seen_error">'
        '<legend class="govuk-fieldset__legend govuk-fieldset__legend--l">'
        '<h1 class="govuk-fieldset__heading">When last seen?</h1></legend>'
    ]


def test_every_error_leads_to_the_first_box_to_put_right():
    form = Everything({"born_day": "1", "born_month": "1", "born_year": "x"}, now=NOW)
    form.add_error(None, "Somebody else changed this episode")
    assert error_links(form) == [
        {"text": "Somebody else changed this episode", "href": ""},
        {"text": "Enter child", "href": "#id_child"},
        {"text": "Enter the time last seen", "href": "#id_seen_now"},
        {"text": "The date of birth must have a year of 4 figures, such as 2026", "href": "#id_born_year"},
        {"text": "Choose kind", "href": "#id_kind_0"},
        {"text": "Choose level", "href": "#id_level"},
        {"text": "Enter said", "href": "#id_said"},
        {"text": "Choose who", "href": "#id_who_0"},
        {"text": "Enter E-mail address", "href": "#id_mail"},
        {"text": "Tick the box: They know", "href": "#id_agreed"},
        {"text": "Enter version", "href": ""},
    ]


def test_form_in_error_leads_only_to_boxes_that_are_on_the_page():
    drawn = str(Everything({}, now=NOW))
    ids = re.findall(r' id="([^"]*)"', drawn)
    wanted = re.findall(r'href="#([^"]*)"', drawn)
    described = " ".join(re.findall(r'aria-describedby="([^"]*)"', drawn)).split()
    assert (sorted(set(ids)), [name for name in wanted + described if name not in ids]) == (sorted(ids), [])


def test_form_draws_its_summary_once_a_page():
    form = Log({}, now=NOW)
    first, second = str(form), str(form)
    assert [text.count("govuk-error-summary__title") for text in (first, second)] == [1, 0]


def test_form_without_errors_has_no_summary():
    assert "govuk-error-summary" not in str(Log(now=NOW))


def test_counted_box_does_not_let_the_browser_cut_what_is_pasted():
    drawn = str(Everything(now=NOW)["said"])
    assert [drawn.count('data-maxlength="4000"'), drawn.count(" maxlength"), drawn.count("id_said-info")] == [
        1,
        0,
        2,
    ]


def test_words_of_a_stranger_are_escaped_wherever_they_are_drawn():
    form = Everything({"child": "<script>alert(1)</script>", "seen_day": '"><script>'}, now=NOW)
    assert "<script>" not in str(form)
