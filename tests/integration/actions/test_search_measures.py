"""A charity's text, a recovery order, a warning notice: dated facts, each answered once and not before it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lantern.actions import missing
from lantern.actions import search_measures as acting
from lantern.actions.search_measures import Application, Decision, Notice
from lantern.queries.missing import episode_page
from lantern.queries.search_measures import (
    OrderLine,
    SearchMeasures,
    TextSafeLine,
    WarningLine,
    search_measures,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.publicity import OrderAskedBy, OrderGround, OrderSays
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from tests.factories.night import Night, at, make_night

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def reference(night: Night) -> str:
    return night.reported()


def said(night: Night, reference: str, *, by: Actor | None = None) -> SearchMeasures:
    return search_measures(reference=reference, by=by or night.desk, now=at(hours=5))


def told(night: Night, reference: str, *, minutes: float, **more: Any) -> dict[str, Any]:
    now = at(minutes=minutes)
    given = {"reference": reference, "happened": When.moment(now), "words": "", "by": night.desk, "now": now}
    return {**given, **more}


def asked(night: Night, reference: str, **more: Any) -> int:
    given = {"asked_by": "PC 1 Invented", "post": "Missing unit", "case_reference": "MP 1", **more}
    acting.ask_text_safe(**told(night, reference, minutes=10, **given))
    return said(night, reference).text_safe[0].number


def sought(night: Night, reference: str, **more: Any) -> int:
    known = {
        "asked_by": OrderAskedBy.AUTHORITY,
        "ground": OrderGround.CARE_ORDER,
        "applicant": "Invented Solicitor",
        "court": "Invented Court",
    }
    application = Application(**{**known, **more})  # type: ignore[arg-type]
    acting.seek_order(**told(night, reference, minutes=10, application=application))
    return said(night, reference).orders[0].number


def test_the_charity_is_asked_by_somebody_and_answers(night: Night, reference: str) -> None:
    number = asked(night, reference)
    (waiting,) = said(night, reference).text_safe
    line = {
        "number": number,
        "asked": When.moment(at(minutes=10)),
        "asked_by": "PC 1 Invented",
        "post": "Missing unit",
        "reference": "MP 1",
        "words": "",
    }
    assert waiting == TextSafeLine(**line)  # type: ignore[arg-type]

    answer = {"asking": number, "is_sent": False, "answered_by": "Ada at the charity"}
    with pytest.raises(Refused, match="why"):
        acting.answer_text_safe(**told(night, reference, minutes=30, **answer))
    with pytest.raises(Refused, match="before it was asked"):
        acting.answer_text_safe(**told(night, reference, minutes=5, **{**answer, "is_sent": True}))
    acting.answer_text_safe(
        **told(night, reference, minutes=30, **answer, by=night.police) | {"words": "No number."}
    )
    assert said(night, reference).text_safe == (
        TextSafeLine(
            **line,  # type: ignore[arg-type]
            answered=When.moment(at(minutes=30)),
            is_sent=False,
            answered_by="Ada at the charity",
            answer_words="No number.",
        ),
    )
    with pytest.raises(Refused, match="answered already"):
        acting.answer_text_safe(**told(night, reference, minutes=40, **{**answer, "is_sent": True}))


def test_a_recovery_order_is_applied_for_by_one_who_may_and_decided(night: Night, reference: str) -> None:
    number = sought(night, reference)
    decision = Decision(
        is_granted=True,
        says=[OrderSays.DISCLOSE, OrderSays.SEARCH],
        reference="RO 1",
        ends_on=date(2026, 3, 20),
    )
    acting.decide_order(**told(night, reference, minutes=60, application=number, decision=decision))
    assert said(night, reference).orders == (
        OrderLine(
            number=number,
            sought=When.moment(at(minutes=10)),
            asked_by=OrderAskedBy.AUTHORITY,
            ground=OrderGround.CARE_ORDER,
            applicant="Invented Solicitor",
            court="Invented Court",
            words="",
            decided=When.moment(at(minutes=60)),
            is_granted=True,
            says=(OrderSays.DISCLOSE, OrderSays.SEARCH),
            reference="RO 1",
            ends_on=date(2026, 3, 20),
        ),
    )


@pytest.mark.parametrize(
    ("decision", "minutes", "field"),
    [
        (Decision(is_granted=True), 60, "says"),
        (Decision(is_granted=False, says=[OrderSays.REMOVE]), 60, "says"),
        (Decision(is_granted=False, ends_on=date(2026, 4, 1)), 60, "says"),
        (Decision(is_granted=True, says=[OrderSays.REMOVE], ends_on=date(2026, 3, 1)), 60, "ends_on"),
        (Decision(is_granted=True, says=[OrderSays.REMOVE]), 5, "happened"),
    ],
)
def test_a_decision_that_contradicts_itself_or_comes_before_its_application_is_refused(
    night: Night, reference: str, decision: Decision, minutes: float, field: str
) -> None:
    number = sought(night, reference)
    with pytest.raises(Refused) as refused:
        acting.decide_order(**told(night, reference, minutes=minutes, application=number, decision=decision))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"asked_by": OrderAskedBy.DESIGNATED_OFFICER}, "asked_by"),
        ({"ground": OrderGround.POLICE_PROTECTION}, "asked_by"),
        ({"applicant": " "}, "applicant"),
    ],
)
def test_an_application_by_one_who_may_not_or_by_nobody_is_refused(
    night: Night, reference: str, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        sought(night, reference, **wrong)
    assert refused.value.field == field


def test_on_whom_a_notice_was_served_is_read_by_those_who_may_see_such_names(
    night: Night, reference: str
) -> None:
    notice = Notice(
        person="Invented Adult", force="Invented Police", reference="N 1", ends_on=date(2026, 9, 1)
    )
    acting.record_notice(**told(night, reference, minutes=10, notice=notice, by=night.police))
    (line,) = said(night, reference).notices
    assert line == WarningLine(
        number=line.number,
        served=When.moment(at(minutes=10)),
        force="Invented Police",
        officer="",
        reference="N 1",
        ends_on=date(2026, 9, 1),
        words="",
        person="Invented Adult",
    )
    assert [each.person for each in said(night, reference, by=night.host_desk).notices] == [None]
    shown = {
        by: dict(facts)
        for by in (night.desk, night.host_desk)
        for facts in [
            next(
                entry.facts
                for entry in episode_page(reference=reference, by=by, now=at(hours=5)).chronology
                if entry.kind is EventKind.WARNING_NOTICE_SERVED
            )
        ]
    }
    assert shown[night.desk].get("Served on") == "Invented Adult"
    assert "Served on" not in shown[night.host_desk]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"person": ""}, "person"), ({"force": ""}, "force"), ({"ends_on": date(2026, 3, 1)}, "ends_on")],
)
def test_a_notice_without_person_or_force_or_that_ended_before_it_is_refused(
    night: Night, reference: str, wrong: dict[str, Any], field: str
) -> None:
    notice = Notice(**{"person": "Invented Adult", "force": "Invented Police", **wrong})
    with pytest.raises(Refused) as refused:
        acting.record_notice(**told(night, reference, minutes=10, notice=notice))
    assert refused.value.field == field


def test_nobody_asks_for_a_child_who_is_back_what_is_learnt_late_is_still_recorded(
    night: Night, reference: str
) -> None:
    number = asked(night, reference)
    given = {"reference": reference, "words": "", "seen_version": None, "by": night.desk}
    missing.record_return(returned=When.moment(at(minutes=20)), now=at(minutes=20), **given)
    for act in (asked, sought):
        with pytest.raises(Refused, match="nothing more is set to find them"):
            act(night, reference)
    answer = {"asking": number, "is_sent": True, "answered_by": ""}
    acting.answer_text_safe(**told(night, reference, minutes=30, **answer))
    assert said(night, reference).text_safe[0].is_sent is True


def test_who_may_not_and_what_is_not_there_is_refused(night: Night, reference: str) -> None:
    for by in (night.carer, night.host_desk):
        with pytest.raises(NotPermitted):
            asked(night, reference, by=by)
    with pytest.raises(Refused, match="who asked"):
        asked(night, reference, asked_by=" ")
    with pytest.raises(NotFound):
        acting.answer_text_safe(**told(night, reference, minutes=30, asking=1, is_sent=True, answered_by=""))
