from __future__ import annotations

import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template import engines

from lantern.web.forms import fields

# The frame must stand whatever addresses there are: with none of its own it falls back to plain paths.
pytestmark = pytest.mark.urls(__name__)
urlpatterns: list = []
NOW = datetime(2026, 11, 22, 2, 14, 5, tzinfo=UTC)


class Log(fields.LanternForm):
    number = fields.LineField(label="Log number")


def draw(source, **context):
    return engines["django"].from_string(source).render(context)


def page(layout="desk", body="<p>words</p>", more="", **context):
    return draw(
        f'{{% extends "layouts/{layout}.html" %}}{{% block title %}}Missing now{{% endblock %}}'
        f"{{% block content %}}{body}{{% endblock %}}{more}",
        **context,
    )


def text_of(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", markup, flags=re.DOTALL)).split())


@pytest.mark.parametrize("layout", ["desk", "hand", "plain"])
def test_title_says_where_you_are(layout):
    assert re.findall("<title>(.*?)</title>", page(layout)) == ["Missing now – Lantern"]


@pytest.mark.parametrize("context", [{"form": Log({}, now=NOW)}, {"has_errors": True}])
def test_title_begins_with_error_when_the_page_has_one(context):
    assert re.findall("<title>(.*?)</title>", page(**context)) == ["Error: Missing now – Lantern"]


def test_title_of_a_fresh_form_says_nothing_of_errors():
    assert re.findall("<title>(.*?)</title>", page(form=Log(now=NOW))) == ["Missing now – Lantern"]


@pytest.mark.parametrize("layout", ["desk", "hand", "plain"])
def test_demonstration_says_so_on_every_page_and_a_live_one_does_not(layout):
    said = [page(layout, demo=demo).count("Demonstration: invented people only") for demo in (True, False)]
    assert said == [1, 0]


def test_error_summary_stands_once_above_the_content():
    drawn = page("hand", body="<h1>Log</h1>{{ form }}", form=Log({}, now=NOW))
    assert (
        drawn.count("govuk-error-summary__title"),
        drawn.index("error-summary") < drawn.index("<h1>"),
    ) == (1, True)


def test_no_page_has_anything_inline():
    drawn = page("desk", demo=True) + page("hand") + page("plain")
    assert re.findall(r"<style|\sstyle=|<script(?! src=)[^>]*>|\son[a-z]+=", drawn) == []


def test_header_names_who_is_signed_in_and_signs_out_by_post():
    who = SimpleNamespace(name="Sam Dutydemo", role_title="duty worker", organisation_name="Demo Borough")
    drawn = page(signed_in=who)
    header = drawn[drawn.index("<header") : drawn.index("</header>")]
    assert (text_of(header), re.findall('method="([a-z]+)"', header)) == (
        "Lantern Sam Dutydemo , duty worker, Demo Borough Sign out",
        ["post"],
    )


def test_footer_leads_to_what_everybody_may_read():
    drawn = page()
    assert re.findall('href="([^"]*)"', drawn[drawn.index("<footer") :]) == [
        "/accessibility",
        "/access",
        "/privacy",
    ]


def test_navigation_marks_the_page_it_is_on():
    navigation = [
        {"text": "Missing now", "href": "/"},
        {"text": "Outbox", "href": "/outbox", "current": True},
    ]
    links = re.findall(r'<a class="govuk-service-navigation__link"[^>]*>', page(navigation=navigation))
    assert links == [
        '<a class="govuk-service-navigation__link" href="/">',
        '<a class="govuk-service-navigation__link" href="/outbox" aria-current="page">',
    ]


def test_aside_is_empty_when_a_page_has_none():
    assert '<aside class="lantern-aside"></aside>' in page()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("waiting", "Not told yet"),
        ("sent", "Sent, not yet acknowledged"),
        ("told", "Told"),
        ("failed", "Could not be sent; will be tried again"),
        ("in_doubt", "Handed over, no answer; will be sent again"),
        ("withdrawn", "Withdrawn"),
    ],
)
def test_ladder_says_each_state_in_words(state, words):
    drawn = draw(
        '{% include "components/ladder.html" %}',
        rungs=[{"organisation": "Northmarsh Police", "state": state}],
    )
    assert text_of(drawn) == f"Northmarsh Police {words}"


def test_ladder_says_late_in_words_and_offers_the_act():
    rung = {"organisation": "Northmarsh Police", "state": "waiting", "words": "Police not rung", "late": True}
    drawn = draw(
        '{% include "components/ladder.html" %}',
        rungs=[{**rung, "note": "Ring 101", "href": "/call", "action": "Record the call"}],
    )
    assert text_of(drawn) == (
        "Northmarsh Police Late: Police not rung Ring 101 Record the call : Northmarsh Police"
    )


def test_age_says_when_the_figures_were_read():
    drawn = draw('{% include "components/age.html" with drawn=now every=15 %}', now=NOW)
    assert text_of(drawn).startswith("Data from 02:14:05 . Refreshes every 15 seconds.")


def test_table_cells_carry_their_columns_words():
    drawn = draw(
        '{% table caption="Tonight" columns=columns rows=rows %}',
        columns=["Child", {"text": "Hours", "numeric": True}],
        rows=[[{"text": "Marlow <Testname>", "href": "/m"}, 11]],
    )
    body = drawn[drawn.index("<tbody") :].replace("\n", "")
    assert body == (
        '<tbody class="govuk-table__body" role="rowgroup"><tr class="govuk-table__row" role="row">'
        '<th scope="row" role="rowheader" class="govuk-table__header" data-label="Child">'
        '<a class="govuk-link" href="/m">Marlow &lt;Testname&gt;</a></th>'
        '<td role="cell" class="govuk-table__cell govuk-table__cell--numeric" data-label="Hours">11</td></tr>'
        "</tbody></table>"
    )


def test_table_without_rows_teaches():
    drawn = draw(
        '{% table caption="Tonight" columns=c rows=r empty="Nobody is recorded missing." %}', c=["A"], r=[]
    )
    assert text_of(drawn) == "Tonight Nobody is recorded missing."


def test_table_refuses_a_row_that_does_not_fit_its_columns():
    with pytest.raises(ValueError, match="zip"):
        draw('{% table caption="Tonight" columns=c rows=r %}', c=["A", "B"], r=[["a"]])


def test_component_wraps_what_stands_between_its_tags():
    drawn = draw('{% component "inset" %}<b>{{ who }}</b>{% endcomponent %}', who="<Marlow>")
    assert drawn.strip() == '<div class="govuk-inset-text"><b>&lt;Marlow&gt;</b></div>'


def test_moment_is_marked_up_for_machines_and_said_for_people():
    one = '{% include "components/moment.html" with when='
    source = f"{one}now %}}|{one}nothing %}}"
    assert [part.strip() for part in draw(source, now=NOW).split("|")] == [
        '<time datetime="2026-11-22T02:14:05Z" class="lantern-figures">Sunday 22 November 2026, 2:14am</time>',
        "not known",
    ]
