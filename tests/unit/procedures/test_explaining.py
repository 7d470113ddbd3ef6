from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from lantern.procedures import explaining, protocol
from lantern.procedures.calendar import Within
from lantern.procedures.duty import Standing, duties_owed
from lantern.procedures.facts import Facts
from lantern.procedures.law import Duty, LocalTerm, TermKind
from tests.duties.scenario import calendars, fact, history, moment


def explained(
    *lines: str,
    now: datetime,
    codes: tuple[str, ...],
    facts: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> dict[str, Any]:
    duties: tuple[Duty, ...] = protocol.example()
    story = history(*lines)
    owed = duties_owed(
        duties=duties,
        history=story,
        facts=Facts(dated=[fact(line) for line in facts]),
        calendars=calendars(),
        now=now,
    )
    chosen = [each for each in owed if each.duty_code in codes]
    return explaining.explained(chosen, duties=duties, history=story, notes=notes, now=now)


def test_an_explanation_says_the_whole_of_one_duty() -> None:
    said = explained(
        "2026-11-20 22:00 missing_reported",
        now=moment("2026-11-21 09:00"),
        codes=("home-office-told",),
        notes=("Sorted.",),
    )

    [owed] = said.pop("owed")
    assert said == {"format": "lantern-duties-explain-1", "at": "2026-11-21T09:00:00Z", "notes": ["Sorted."]}
    words = {
        key: value for key, value in owed.items() if key.endswith("_words") or key in {"text", "not_run"}
    }
    assert words.pop("not_run") == ""
    assert all(words.values())
    conditions = [each.pop("words") for each in owed["why"]["conditions"]]
    assert len(conditions) == 2
    assert {key: value for key, value in owed.items() if key not in {*words, "not_run"}} == {
        "duty": "home-office-told",
        "title": "Home Office told that the child is missing",
        "standing": "running",
        "owed_by": "responsible_authority",
        "episode": 1,
        "since": {"on": "2026-11-20", "at": "2026-11-20T22:00:00Z"},
        "until": None,
        "until_by_source": None,
        "local_standard": {
            "until": "2026-11-21T22:00:00Z",
            "source": "Example for a local protocol: replace it with your own before use",
        },
        "why": {
            "event": 1,
            "kind": "missing_reported",
            "words": "the child is reported missing",
            "follows": None,
            "conditions": [{"name": "is_missing_not_away"}, {"name": "is_unaccompanied"}],
            "not_known": [{"fact": "is_unaccompanied", "words": "whether the child is unaccompanied"}],
        },
        "discharged_by": None,
        "would_discharge": "a named person at an organisation acknowledges that they were told, and the organisation "
        "is the Home Office",
        "would_end": "the child is back",
        "source": {
            "title": "Home Office, Missing children and vulnerable adults guidance",
            "reference": "As restated in the procedures of Norfolk and Nottinghamshire",
            "address": "nottinghamshirecs.trixonline.co.uk, safeguarding foreign national children who go missing; "
            "norfolklscp.org.uk 6.6",
            "read": "text seen (2nd)",
            "read_words": "Read where another document restates it. Check before quoting it as law.",
            "is_local": False,
            "in_force_from": None,
        },
    }


def test_an_explanation_says_what_discharged_it_an_event_a_fact_or_time() -> None:
    met = explained(
        "2026-11-20 19:30 child_returned",
        "2026-11-21 return_interview_offered answers=1",
        now=moment("2026-11-22 09:00"),
        codes=("return-interview-72h",),
    )
    excused = explained(
        "2026-11-20 nrm_referred",
        now=moment("2026-12-22 09:00"),
        codes=("trafficking-in-care-plan",),
        facts=("date_of_birth=2008-12-01",),
    )
    over = explained(
        "2026-03-01 nrm_decided says=reasonable_grounds,positive",
        "2026-03-05 nrm_decided says=conclusive_grounds",
        now=moment("2026-12-22 09:00"),
        codes=("nrm-recovery-period",),
    )

    assert [said["owed"][0]["discharged_by"] for said in (met, excused, over)] == [
        {
            "event": 2,
            "kind": "return_interview_offered",
            "words": "an independent return interview is offered",
            "when": {"on": "2026-11-21", "at": None},
        },
        {
            "event": None,
            "kind": "turned_18",
            "words": "the child turns 18, and the age is not only presumed",
            "when": {"on": "2026-12-01", "at": None},
        },
        {
            "event": None,
            "kind": "time",
            "words": "the time is over",
            "when": {"on": "2026-03-30", "at": "2026-03-30T22:59:59.999999Z"},
        },
    ]


def test_every_standing_has_its_words() -> None:
    assert set(explaining.STANDING_WORDS) == set(Standing)


def test_the_text_says_it_in_london_s_time() -> None:
    said = explained(
        "2026-07-20 22:00 missing_reported",
        "2026-07-21 child_returned",
        now=moment("2026-07-22 09:00"),
        codes=("missing-discussed", "home-office-told"),
        notes=("Line 4: put in its place.",),
    )

    assert [
        line.split(":")[0] for line in explaining.as_text(said).splitlines() if line.startswith("  ")
    ] == [
        "  Owed by",
        "  Why",
        "    The responsible authority has not classified the child as away with whereabouts known, or nobody made "
        "sure of it again in time. Not classified yet counts as missing.",
        "    The child is unaccompanied. Not known counts as unaccompanied.",
        "    Not known, and so taken as it weighs more",
        "  Until",
        "  Local standard, not law",
        "  Ended by",
        "  Source",
        "  Owed by",
        "  Why",
        "    The responsible authority has not classified the child as away with whereabouts known, or nobody made "
        "sure of it again in time. Not classified yet counts as missing.",
        "  Until",
        "  Ended by",
        "  Source",
    ]
    assert "(event 1, Monday 20 July 2026, 22:00)" in explaining.as_text(said)


def test_what_ended_after_its_time_was_over_says_so_and_why_names_what_the_entry_says() -> None:
    said = explained(
        "2026-03-02 care_plan_recorded says=placement_began",
        "2026-03-20 care_plan_recorded says=placement_ended answers=1",
        now=moment("2026-03-22 09:00"),
        codes=("visit-first",),
    )
    text = explaining.as_text(said)
    assert (
        "First visit to the child in the placement (visit-first): Ended without being met, after its time"
        in text
    )
    assert (
        "Why: a fact is recorded in the care plan, and it is that a placement began (event 1, Monday 2 March"
        in text
    )
    assert (
        "Ended by: a fact is recorded in the care plan, and it is that the placement ended (event 2), Friday"
        in text
    )


def test_what_is_owed_says_what_would_end_it() -> None:
    said = explained(
        "2026-03-02 care_plan_recorded says=placement_began",
        now=moment("2026-03-03 09:00"),
        codes=("visit-first",),
    )
    text = explaining.as_text(said)
    assert "  Would end it: a fact is recorded in the care plan, and it is that the placement ended" in text


def test_the_text_says_the_source_s_own_time_beside_a_local_one() -> None:
    said = explained(
        "2026-07-20 22:00 child_returned", now=moment("2026-07-21 09:00"), codes=("return-interview-72h",)
    )
    [owed] = said["owed"]
    owed["until"] = "2026-07-22T21:00:00Z"

    text = explaining.as_text(said).splitlines()

    assert [line for line in text if line.startswith("  By the source itself")] == [
        "  By the source itself: Thursday 23 July 2026, 22:00"
    ]


def test_it_says_of_a_duty_that_the_product_does_not_reckon_why() -> None:
    said = explained(
        "2026-07-20 22:00 missing_reported",
        now=moment("2026-07-22 09:00"),
        codes=("missing-discussed", "home-office-told", "police-reported"),
    )

    assert [owed["not_run"] for owed in said["owed"]] == ["", "", ""]
    said["owed"][0]["not_run"] = "Nothing on the record answers it."
    assert (
        "  Not in the product yet: Nothing on the record answers it." in explaining.as_text(said).splitlines()
    )


def test_the_standing_says_where_only_a_local_decision_gives_longer() -> None:
    longer = LocalTerm(
        kind=TermKind.LONGER,
        within=Within(960, "hours"),
        source="An invented partnership",
        in_force_from=date(2026, 7, 1),
        in_force_until=date(2026, 7, 31),
    )
    duties = [
        replace(duty, local_terms=(longer,))
        for duty in protocol.example()
        if duty.code == "return-interview-72h"
    ]
    story, now = history("2026-07-20 22:00 child_returned"), moment("2026-07-30 09:00")
    owed = duties_owed(duties=duties, history=story, facts=Facts(), calendars=calendars(), now=now)

    [said] = explaining.explained(owed, duties=duties, history=story, now=now)["owed"]

    assert (said["standing"], said["standing_words"]) == (
        "overdue",
        "Overdue by the source itself; a local decision gives longer",
    )


def test_the_text_of_nothing_owed_says_so() -> None:
    said = explained(now=moment("2026-07-22 09:00"), codes=())

    assert explaining.as_text(said) == "As at Wednesday 22 July 2026, 09:00\n\nNothing is owed.\n"
