"""A strategy discussion, its minutes and to whom they were given, and what somebody is to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from lantern.actions import case, tasks
from lantern.actions import discussions as acting
from lantern.actions.discussions import Discussion, Handed
from lantern.actions.tasks import ToDo
from lantern.policies.missing import AlreadyCorrected
from lantern.procedures.assessment import Assessment
from lantern.queries import discussions as seen
from lantern.queries.discussions import About, Given, Minutes, Person, Receipt
from lantern.queries.tasks import ActionLine
from lantern.record.models import AuditEntry, Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import HeldBy, Outcome, Route, Section47, SetIn, TookPartFor
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission
from tests.factories.children import make_child
from tests.factories.missing import make_missing_episode
from tests.factories.night import NOW, SEEN, Night, at, make_night
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db

TODAY = day_of(NOW)  # Saturday 14 March 2026
WORKER = Person(
    name="Invented Worker",
    post="Social worker",
    organisation="Invented Council",
    took_part_for=TookPartFor.SOCIAL_CARE,
)
OFFICER = replace(WORKER, name="Invented Sergeant", post="Sergeant", took_part_for=TookPartFor.POLICE)
NURSE = replace(WORKER, name="Invented Nurse", post="Nurse", took_part_for=TookPartFor.HEALTH)
DISCUSSION = Discussion(
    held=When.moment(NOW),
    held_by=HeldBy.VIDEO,
    took_part=(WORKER, OFFICER, NURSE),
    known="She has not been seen since seven. Her friend says a man waited.",
    decided="The police ring the friend tonight.",
    section_47=Section47.BEGUN,
    section_47_because="A man she owes money to was seen by the home.",
    first_responder="Invented Worker",
    next_review_on=TODAY + timedelta(days=2),
)


def held(night: Night, *, by: Actor | None = None, minutes: float = 30, **said: Any) -> int:
    return int(
        acting.record_discussion(
            child=night.child.reference,
            discussion=replace(DISCUSSION, **said),
            by=by or night.desk,
            now=at(minutes=minutes),
        )
    )


def todo(night: Night, **said: Any) -> ToDo:
    said.setdefault("words", "Ring the friend")
    said.setdefault("organisation", night.force.reference)
    said.setdefault("owner", "Duty sergeant")
    said.setdefault("due_on", TODAY + timedelta(days=1))
    return ToDo(**said)


def set_action(night: Night, *, by: Actor | None = None, **said: Any) -> int:
    discussion = said.pop("discussion", None)
    at_meeting = said.pop("at_meeting", False)
    return int(
        tasks.set_action(
            child=night.child.reference,
            todo=todo(night, **said),
            discussion=discussion,
            at_meeting=at_meeting,
            by=by or night.desk,
            now=at(minutes=40),
        )
    )


def answer(
    night: Night, number: int, outcome: Outcome, words: str, *, by: Actor, to: ToDo | None = None
) -> None:
    tasks.answer_action(
        child=night.child.reference,
        number=number,
        outcome=outcome,
        words=words,
        to=to,
        by=by,
        now=at(minutes=50),
    )


def minutes(night: Night, number: int, *, by: Actor | None = None) -> Minutes:
    return acting.open_minutes(
        child=night.child.reference, number=number, by=by or night.desk, now=at(minutes=60)
    )


def actions(night: Night, *, by: Actor | None = None) -> tuple[ActionLine, ...]:
    return seen.discussions(child=night.child.reference, by=by or night.desk, now=at(minutes=60)).actions


# The discussion --------------------------------------------------------------------------------------------------


def test_minutes_say_who_took_part_what_is_known_and_what_was_decided() -> None:
    night = make_night(name="Testa Discussed")
    reference = night.reported(now=SEEN + timedelta(hours=1))
    number = held(night, episodes=(reference,))

    page = minutes(night, number)
    assert (page.child, page.known, page.first_responder) == (
        night.child.reference,
        DISCUSSION.known,
        "Invented Worker",
    )
    assert page.took_part == (WORKER, OFFICER, NURSE)
    assert page.about == (About(reference=reference, last_seen=When.moment(SEEN), returned=None),)
    assert (page.absent, page.could_not, page.actions, page.given) == ((), "", (), ())
    assert page.line.conference is not None
    assert page.line.conference.due_on == date(
        2026, 4, 7
    )  # 15 working days on; Good Friday, Easter Monday not
    assert page.line.conference.read == "text seen (2nd)"


def test_the_assessment_is_complete_45_working_days_after_its_referral_was_accepted() -> None:
    night = make_night()
    number = held(night, section_47=Section47.NOT_MADE, referral_accepted_on=date(2026, 3, 2))
    known = minutes(night, number).line.assessment
    assert known == Assessment(
        due_on=date(2026, 5, 7), is_from_referral=True
    )  # Easter and May Day are not counted
    assert known.read == "text seen (2nd)"
    assert minutes(night, held(night, section_47=Section47.NOT_MADE)).line.assessment is None


def test_enquiries_begun_without_the_day_of_the_referral_show_the_latest_day_that_it_can_be() -> None:
    night = make_night()
    known = minutes(night, held(night)).line.assessment
    assert known == Assessment(due_on=date(2026, 5, 20), is_from_referral=False)


def test_a_referral_accepted_after_the_discussion_is_refused() -> None:
    night = make_night()
    with pytest.raises(Refused) as refused:
        held(night, referral_accepted_on=day_of(NOW) + timedelta(days=1))
    assert refused.value.field == "referral_accepted_on"


def test_where_no_enquiries_were_begun_no_day_of_a_conference_is_shown() -> None:
    night = make_night()
    number = held(night, section_47=Section47.RUNNING)
    assert minutes(night, number).line.conference is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"took_part": (WORKER,)}, "took_part"),
        ({"took_part": (WORKER, OFFICER)}, "could_not"),
        ({"known": " "}, "known"),
        ({"decided": ""}, "decided"),
        ({"section_47_because": ""}, "section_47_because"),
        ({"next_review_on": None}, "next_review_on"),
        ({"no_review_because": "Closed"}, "no_review_because"),
        ({"next_review_on": TODAY - timedelta(days=1)}, "next_review_on"),
        ({"held": When.moment(at(hours=3))}, "held"),
        ({"episodes": ("NOT-HERS",)}, "episodes"),
    ],
)
def test_a_discussion_that_contradicts_itself_is_refused(said: dict[str, Any], field: str) -> None:
    night = make_night()
    with pytest.raises(Refused) as refused:
        held(night, **said)
    assert refused.value.field == field
    with seen_as(SIMULATOR):
        assert not Event.objects.filter(child=night.child).exists()


def test_police_or_health_who_were_not_there_are_accounted_for() -> None:
    night = make_night()
    number = held(night, took_part=(WORKER, NURSE), could_not="Police: no officer free; they send their log.")
    page = minutes(night, number)
    assert (page.absent, page.could_not) == (
        (TookPartFor.POLICE,),
        "Police: no officer free; they send their log.",
    )


def test_a_discussion_is_not_of_an_episode_that_had_not_begun() -> None:
    night = make_night()
    reference = night.reported()
    with pytest.raises(Refused) as refused:
        held(night, held=When.moment(SEEN - timedelta(hours=1)), episodes=(reference,))
    assert refused.value.field == "held"


def test_a_discussion_is_not_of_another_childs_episode() -> None:
    night = make_night()
    other = make_missing_episode(child=make_child(responsible_authority=night.authority))
    with pytest.raises(Refused) as refused:
        held(night, episodes=(other.reference,))
    assert refused.value.field == "episodes"


def test_the_authority_that_looks_after_the_child_records_it_and_nobody_else() -> None:
    night = make_night()
    night.reported()
    for by in (night.host_desk, night.police, night.carer):
        with pytest.raises(NotPermitted):
            held(night, by=by)


def test_the_area_and_the_force_read_the_minutes_and_a_home_does_not() -> None:
    night = make_night()
    night.reported()
    number = held(night)
    assert minutes(night, number, by=night.host_desk).known == DISCUSSION.known
    assert minutes(night, number, by=night.police).may_hold is False
    with pytest.raises(NotPermitted):
        minutes(night, number, by=night.carer)


def test_that_minutes_were_opened_and_made_into_a_paper_is_audited() -> None:
    night = make_night()
    number = held(night)
    minutes(night, number)
    acting.print_minutes(child=night.child.reference, number=number, by=night.desk, now=at(hours=2))
    said = AuditEntry.objects.filter(about=night.child.reference).order_by("number")
    assert list(said.values_list("action", flat=True))[-3:] == [
        "discussions.record_discussion",
        "discussions.open_minutes",
        "discussions.print_minutes",
    ]


def test_the_same_form_twice_records_one_discussion() -> None:
    night = make_night()
    said = {"child": night.child.reference, "discussion": DISCUSSION, "by": night.desk, "now": at(hours=1)}
    first, second = (acting.record_discussion(**said, key="one-key") for _ in range(2))
    assert first == second


def test_a_withdrawn_discussion_is_shown_no_more_and_stays_in_the_record() -> None:
    night = make_night()
    number = held(night)
    case.withdraw(
        child=night.child.reference,
        event=int(number),
        reasons="Another child",
        by=night.desk,
        now=at(hours=1),
    )
    assert seen.discussions(child=night.child.reference, by=night.desk, now=at(hours=2)).discussions == ()
    with pytest.raises(NotFound):
        minutes(night, number)
    with seen_as(SIMULATOR):
        assert Event.objects.filter(child=night.child).count() == 2
    with pytest.raises(AlreadyCorrected):
        case.withdraw(
            child=night.child.reference, event=int(number), reasons="Again", by=night.desk, now=at(hours=3)
        )


# To whom the minutes were given ------------------------------------------------------------------------------------


def test_to_whom_minutes_were_given_and_that_they_have_them_is_recorded() -> None:
    night = make_night()
    number = held(night)
    handed = Handed(
        to="Invented Nurse", organisation="Health", route=Route.SECURE_MAIL, given=When.moment(at(hours=1))
    )
    acting.record_given(
        child=night.child.reference, number=number, handed=handed, by=night.desk, now=at(hours=1)
    )
    (line,) = minutes(night, number).given
    acting.record_receipt(
        child=night.child.reference,
        number=number,
        given=line.number,
        received_on=TODAY + timedelta(days=1),
        words="She rang back",
        by=night.desk,
        now=at(hours=20),
    )
    (line,) = minutes(night, number).given
    assert line == Given(
        number=line.number,
        to="Invented Nurse",
        organisation="Health",
        route=Route.SECURE_MAIL,
        given=When.moment(at(hours=1)),
        by_name=night.desk.name,
        receipt=Receipt(
            received_on=TODAY + timedelta(days=1), words="She rang back", by_name=night.desk.name
        ),
    )
    assert list(
        AuditEntry.objects.filter(action="discussions.record_given").values_list("outcome", flat=True)
    ) == ["done"]


def test_minutes_are_not_given_before_the_discussion_nor_received_before_they_were_given() -> None:
    night = make_night()
    number = held(night)
    early = Handed(to="N", organisation="H", route=Route.POST, given=When(on=TODAY - timedelta(days=1)))
    with pytest.raises(Refused) as refused:
        acting.record_given(
            child=night.child.reference, number=number, handed=early, by=night.desk, now=at(hours=1)
        )
    assert refused.value.field == "given"
    handed = replace(early, given=When(on=TODAY))
    acting.record_given(
        child=night.child.reference, number=number, handed=handed, by=night.desk, now=at(hours=1)
    )
    (line,) = minutes(night, number).given
    for day, words, field in (
        (TODAY - timedelta(days=1), "Rang", "received_on"),
        (TODAY + timedelta(days=9), "Rang", "received_on"),
        (TODAY, " ", "words"),
    ):
        with pytest.raises(Refused) as refused:
            acting.record_receipt(
                child=night.child.reference,
                number=number,
                given=line.number,
                received_on=day,
                words=words,
                by=night.desk,
                now=at(hours=2),
            )
        assert refused.value.field == field


# What somebody is to do -------------------------------------------------------------------------------------------


def test_an_action_stands_with_its_owner_and_day_until_its_own_organisation_answers() -> None:
    night = make_night()
    night.reported()
    discussion = held(night)
    number = set_action(night, discussion=discussion)

    (line,) = minutes(night, discussion, by=night.police).actions
    assert line == ActionLine(
        number=number,
        child=night.child.reference,
        words="Ring the friend",
        owner="Duty sergeant",
        organisation=night.force.name,
        organisation_reference=night.force.reference,
        due_on=TODAY + timedelta(days=1),
        set_at=at(minutes=40),
        set_by=night.desk.name,
        set_in=SetIn.DISCUSSION,
        arises_from=discussion,
        may_answer=True,
    )
    answer(night, number, Outcome.DONE, "The friend saw her at eight.", by=night.police)
    (line,) = minutes(night, discussion).actions
    assert (line.outcome, line.result, line.answered_by, line.may_answer) == (
        Outcome.DONE,
        "The friend saw her at eight.",
        night.police.name,
        False,
    )


def test_another_organisation_does_not_answer_but_the_authority_of_the_case_does() -> None:
    night = make_night()
    night.reported()
    number = set_action(night)
    with pytest.raises(NotPermitted):
        answer(night, number, Outcome.DONE, "Done", by=night.host_desk)
    answer(night, number, Outcome.NOT_DONE, "The friend has moved away.", by=night.desk)
    with pytest.raises(Refused):
        answer(night, number, Outcome.DONE, "Done", by=night.police)


@pytest.mark.parametrize("outcome", Outcome)
def test_an_answer_without_words_is_refused(outcome: Outcome) -> None:
    night = make_night()
    number = set_action(night)
    with pytest.raises(Refused) as refused:
        answer(night, number, outcome, " ", by=night.desk)
    assert refused.value.field == "words"


def test_an_action_passed_on_stands_anew_with_its_new_owner() -> None:
    night = make_night()
    night.reported()
    discussion = held(night)
    number = set_action(night, discussion=discussion)
    to = todo(night, organisation=night.host.reference, owner="Duty worker")
    answer(night, number, Outcome.PASSED_ON, "The friend lives in their area.", by=night.police, to=to)

    passed, old = minutes(night, discussion).actions
    assert (old.outcome, old.number) == (Outcome.PASSED_ON, number)
    assert (passed.owner, passed.organisation, passed.set_in, passed.arises_from, passed.outcome) == (
        "Duty worker",
        night.host.name,
        SetIn.PASSED,
        number,
        None,
    )


def test_an_action_is_not_passed_on_to_nobody_nor_to_whoever_has_it() -> None:
    night = make_night()
    night.reported()
    number = set_action(night)
    for to, field in ((None, "organisation"), (todo(night, owner="duty SERGEANT"), "owner")):
        with pytest.raises(Refused) as refused:
            answer(night, number, Outcome.PASSED_ON, "Busy", by=night.police, to=to)
        assert refused.value.field == field
    assert [line.outcome for line in actions(night)] == [None]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"words": " "}, "words"),
        ({"owner": " "}, "owner"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"organisation": "NOBODY"}, "organisation"),
    ],
)
def test_an_action_without_what_who_or_when_is_refused(said: dict[str, Any], field: str) -> None:
    night = make_night()
    night.reported()
    with pytest.raises(Refused) as refused:
        set_action(night, **said)
    assert refused.value.field == field


def test_open_actions_stand_first_by_their_day() -> None:
    night = make_night()
    night.reported()
    later = set_action(night, due_on=TODAY + timedelta(days=5))
    done = set_action(night)
    sooner = set_action(night, at_meeting=True)
    answer(night, done, Outcome.DONE, "Done", by=night.desk)
    lines = actions(night)
    assert [line.number for line in lines] == [sooner, later, done]
    assert [line.set_in for line in lines] == [SetIn.MEETING, SetIn.DESK, SetIn.DESK]


def test_a_form_offers_the_organisations_that_have_to_do_with_the_child_ones_own_first() -> None:
    night = make_night()
    reference = night.reported()
    offered = seen.choices(
        child=night.child.reference, permission=Permission.HOLD_DISCUSSION, by=night.desk, now=at(hours=1)
    )
    assert offered.own == night.authority.reference
    assert offered.organisations[0] == (night.authority.reference, night.authority.name)
    assert {key for key, _ in offered.organisations} == {
        each.reference for each in (night.authority, night.host, night.home, night.force)
    }
    assert [one.reference for one in offered.episodes] == [reference]
