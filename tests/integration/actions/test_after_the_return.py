"""What is said after a child is back: what counts as held, what it answers, and what is refused in words."""

from __future__ import annotations

import pytest

from lantern.actions import interviews, missing, talks
from lantern.actions.interviews import CarerSaid, NotYet, Offer
from lantern.actions.talks import Prevention, Visit
from lantern.policies.interviews import HandedOver
from lantern.queries.interviews import after, other_returns
from lantern.record.context import seen_as
from lantern.record.models import Event, InterviewedReturn, OwedDuty, ReturnInterview
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.interviews import NotPossible
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role
from tests.factories.back import Back, at, make_back, when
from tests.factories.night import make_night
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR, invented

pytestmark = pytest.mark.django_db


@pytest.fixture
def back(db: None) -> Back:
    return make_back()


@invented
def kinds_of(reference: str) -> list[str]:
    rows = Event.objects.filter(episode__reference=reference).order_by("pk").values_list("kind", flat=True)
    return [
        kind for kind in rows if "interview" in kind or kind.startswith(("carer", "social", "child_answ"))
    ]


@invented
def settled(reference: str) -> str:
    duty = OwedDuty.objects.get(episode__reference=reference, code="return-interview-72h")
    return duty.settled_as


def refusal(back: Back, **said: object) -> tuple[str | None, str]:
    with pytest.raises(Refused) as refused:
        back.held(**said)
    return refused.value.field, refused.value.message


def test_an_interview_that_was_held_answers_the_return_and_keeps_the_child_s_words(back: Back) -> None:
    back.offered()
    back.held(themes=("argument", "alone"), would_help="Somebody to ring.")

    page = after(reference=back.reference, by=back.worker, now=at(days=2))

    assert kinds_of(back.reference) == ["return_interview_offered", "return_interview_held"]
    assert page.interview is not None
    assert page.interview.said == (
        ("Place the child chose", "The café by the park"),
        ("Before", "Nobody listened to me."),
        ("What would help", "Somebody to ring."),
    )
    assert page.interview.themes == ("An argument, or a rule that felt unfair", "Alone, or sleeping outside")
    assert page.interview.themes_list == "example-themes-1"
    assert page.interview.owed == ()
    assert dict(page.interview.line.facts)["Independent of the authority"] == "No"
    assert settled(back.reference) == "met"


def test_without_the_limits_said_first_it_does_not_count_as_held(back: Back) -> None:
    back.offered()
    field, message = refusal(back, limits_said=None)
    assert (field, message.partition(".")[0]) == (
        "limits_said",
        "An interview counts as held only where the child was first told what cannot be kept between the two of them",
    )
    assert refusal(back, limits_said=when(hours=19))[0] == "limits_said"
    assert refusal(back, limits_said=when(hours=-1))[0] == "limits_said"
    assert kinds_of(back.reference) == ["return_interview_offered"]


def test_times_that_contradict_each_other_are_refused_beside_their_box(back: Back) -> None:
    assert refusal(back)[0] == "offered"  # no offer is recorded
    late = Offer(offered=when(hours=19), offered_by="Ira Invented")
    early = Offer(offered=when(hours=-1), offered_by="Ira Invented")
    nobody = Offer(offered=when(hours=2), offered_by=" ")
    assert refusal(back, offer=late)[0] == "offered"
    assert refusal(back, offer=early)[0] == "offered"
    assert refusal(back, offer=nobody)[0] == "offered_by"
    back.offered()
    before = when(minutes=-30)
    assert refusal(back, held=before, limits_said=before)[0] == "held"
    assert refusal(back, held=when(minutes=30), limits_said=when(minutes=30))[0] == "held"  # before the offer
    assert refusal(back, held=when(days=3), limits_said=when(days=3))[0] == "held"  # in the future


@pytest.mark.parametrize("field", ["interviewer", "interviewer_role", "language", "place"])
def test_what_is_left_out_is_asked_for(back: Back, field: str) -> None:
    back.offered()
    assert refusal(back, **{field: " "})[0] == field


def test_that_the_child_said_nothing_is_written_too(back: Back) -> None:
    back.offered()
    assert refusal(back, before="")[0] == "before"
    assert refusal(back, themes=("no-such-theme",))[0] == "themes"
    assert refusal(back, place="x" * 501)[0] == "place"
    assert kinds_of(back.reference) == ["return_interview_offered"]


def test_a_disclosure_of_harm_says_what_was_handed_over_to_whom_and_when(back: Back) -> None:
    back.offered()
    for field, over in (
        ("handed_what", HandedOver(what="", to="Sol Invented", at=when(hours=19))),
        ("handed_to", HandedOver(what="What she began to say", to="", at=when(hours=19))),
        ("handed_at", HandedOver(what="What she began to say", to="Sol Invented", at=None)),
        ("handed_at", HandedOver(what="What she began to say", to="Sol Invented", at=when(hours=17))),
    ):
        assert refusal(back, handed_over=over)[0] == field
    back.held(handed_over=HandedOver(what="What she began to say", to="Sol Invented", at=when(hours=19)))

    page = after(reference=back.reference, by=back.worker, now=at(days=2))
    assert page.interview is not None
    assert (page.interview.disclosed, [each.value for each in page.interview.tells_of]) == (True, ["harm"])
    assert [each.value for each in page.interview.owed] == ["police", "social_worker"]


def test_one_interview_answers_several_times_missing_each_by_its_own_event(back: Back) -> None:
    back.offered()
    second = back.again(gone=2, back=8)
    others = other_returns(reference=back.reference, by=back.interviewer, now=at(hours=12))
    assert [(one.reference, one.is_offered) for one in others] == [(second, False)]

    back.held(also=(second,), offer=Offer(offered=when(hours=9), offered_by="Ira Invented"))

    assert kinds_of(second) == ["return_interview_offered", "return_interview_held"]
    assert (settled(back.reference), settled(second)) == ("met", "met")
    with seen_as(SIMULATOR):
        assert (ReturnInterview.objects.count(), InterviewedReturn.objects.count()) == (1, 2)
    for reference in (back.reference, second):
        page = after(reference=reference, by=back.worker, now=at(days=2))
        assert page.interview is not None
        assert set(page.interview.answers) == {back.reference, second}
    assert other_returns(reference=back.reference, by=back.interviewer, now=at(days=2)) == ()


def test_another_child_s_return_is_not_answered(back: Back) -> None:
    back.offered()
    stranger = make_back()
    with pytest.raises(NotFound):
        back.held(also=(stranger.reference,))
    assert kinds_of(stranger.reference) == []


def test_a_second_interview_for_the_same_return_is_refused(back: Back) -> None:
    back.offered()
    back.held()
    assert refusal(back)[1].startswith("An interview is recorded as held for this return already.")
    with pytest.raises(Refused, match="recorded as held"):
        interviews.record_not_possible(
            reference=back.reference, reason=NotPossible.TOO_UNWELL, words="x", by=back.worker, now=at(days=2)
        )


def test_not_yet_never_closes_and_lets_a_carer_say_what_they_know(back: Back) -> None:
    carer = CarerSaid(said=when(hours=3), who="Cam, her carer", words="Picked up by a blue car.")
    with pytest.raises(Refused, match="The child is asked first"):
        interviews.record_carer_said(reference=back.reference, carer=carer, by=back.worker, now=at(days=1))
    for hours in (1, 24):
        offer = Offer(offered=when(hours=hours), offered_by="Ira Invented") if hours == 1 else None
        not_yet = NotYet(said=when(hours=hours), words="Not now.", offer_again_at=at(days=3), offer=offer)
        interviews.record_not_yet(
            reference=back.reference, not_yet=not_yet, by=back.interviewer, now=at(days=2)
        )
    interviews.record_carer_said(reference=back.reference, carer=carer, by=back.worker, now=at(days=2))
    for wrong, field in (
        (CarerSaid(said=when(hours=3), who="", words="x"), "who"),
        (CarerSaid(said=when(hours=3), who="Cam", words=""), "words"),
        (CarerSaid(said=when(hours=-3), who="Cam", words="x"), "happened"),
    ):
        with pytest.raises(Refused) as refused:
            interviews.record_carer_said(
                reference=back.reference, carer=wrong, by=back.worker, now=at(days=2)
            )
        assert refused.value.field == field
    back.held(held=when(days=2), limits_said=when(days=2), now=at(days=2, hours=1))

    page = after(reference=back.reference, by=back.worker, now=at(days=3))
    assert [line.words for line in page.outcomes] == ["Not now.", "Not now."]
    assert [line.words for line in page.carers] == ["Cam, her carer: Picked up by a blue car."]
    assert page.interview is not None


def test_not_yet_before_the_return_or_before_its_offer_is_refused(back: Back) -> None:
    for said, offer in (
        (when(hours=-1), None),
        (when(hours=2), None),
        (when(hours=2), Offer(offered=when(hours=3), offered_by="Ira Invented")),
    ):
        with pytest.raises(Refused):
            interviews.record_not_yet(
                reference=back.reference,
                not_yet=NotYet(said=said, offer=offer),
                by=back.worker,
                now=at(days=1),
            )
    assert kinds_of(back.reference) == []


def test_gone_again_first_closes_that_return_and_leaves_the_next_its_own(back: Back) -> None:
    def not_possible(reason: NotPossible, words: str = "") -> None:
        interviews.record_not_possible(
            reference=back.reference, reason=reason, words=words, by=back.interviewer, now=at(days=1)
        )

    with pytest.raises(Refused, match="not recorded missing again"):
        not_possible(NotPossible.GONE_AGAIN)
    with pytest.raises(Refused) as refused:
        not_possible(NotPossible.TOO_UNWELL)
    assert refused.value.field == "words"
    second = back.again(gone=2, back=8)
    not_possible(NotPossible.GONE_AGAIN)

    assert (settled(back.reference), settled(second)) == ("excused", "")
    with pytest.raises(Refused, match="not possible already"):
        not_possible(NotPossible.NOT_REACHED, "Tried twice")
    with pytest.raises(Refused, match="not recorded missing again"):  # the second return is the last
        interviews.record_not_possible(
            reference=second, reason=NotPossible.GONE_AGAIN, words="", by=back.worker, now=at(days=1)
        )


def test_the_police_interview_is_typed_by_the_police_or_for_a_named_officer(back: Back) -> None:
    said = Prevention(held=when(hours=1), officer="PC 4411", safe=Answer.YES, words="I was at Sam's.")
    for by in (back.night.police, back.night.desk):
        talks.record_prevention(reference=back.reference, prevention=said, by=by, now=at(days=1))
    page = after(reference=back.reference, by=back.night.police, now=at(days=1))
    assert [
        (line.words, dict(line.facts)["Safe"], dict(line.facts)["Harmed"]) for line in page.prevention
    ] == [("I was at Sam's.", "Yes", "Not known")] * 2
    with pytest.raises(Refused) as refused:
        talks.record_prevention(
            reference=back.reference,
            prevention=Prevention(held=when(hours=1), officer=" "),
            by=back.night.desk,
            now=at(days=1),
        )
    assert refused.value.field == "officer"
    with pytest.raises(Refused, match="cannot have been before"):
        talks.record_prevention(
            reference=back.reference,
            prevention=Prevention(held=when(hours=-1), officer="PC 4411"),
            by=back.night.desk,
            now=at(days=1),
        )
    for by in (back.night.carer, back.night.host_desk, back.interviewer):
        with pytest.raises(NotPermitted):
            talks.record_prevention(reference=back.reference, prevention=said, by=by, now=at(days=1))


def test_police_may_have_spoken_with_a_child_who_was_found_before_coming_back(db: None) -> None:
    night = make_night()
    reference = night.reported(last_seen=when(hours=-12), now=at(hours=-10))
    missing.record_located(
        reference=reference,
        located=when(hours=-3),
        words="",
        seen_version=None,
        by=night.police,
        now=at(hours=-3),
    )
    missing.record_return(
        reference=reference, returned=when(), words="", seen_version=None, by=night.desk, now=at(minutes=5)
    )
    said = Prevention(held=when(hours=-2), officer="PC 4411", face_to_face=Answer.YES)
    talks.record_prevention(reference=reference, prevention=said, by=night.police, now=at(days=1))
    assert kinds_of(reference) == ["prevention_interview_held"]


def test_the_social_worker_s_visit_settles_no_interview(back: Back) -> None:
    visit = Visit(visited=when(hours=4), visitor="Sol Invented", seen=Answer.YES, words="Tired.")
    talks.record_visit(reference=back.reference, visit=visit, by=back.worker, now=at(days=1))
    assert settled(back.reference) == ""
    page = after(reference=back.reference, by=back.worker, now=at(days=1))
    assert [(line.words, line.facts) for line in page.visits] == [
        ("Tired.", (("Visited by", "Sol Invented"), ("Child seen", "Yes"), ("Seen alone", "Not known")))
    ]
    for wrong, field in (
        (Visit(visited=when(hours=4), visitor=""), "visitor"),
        (Visit(visited=when(hours=4), visitor="Sol", seen_alone=Answer.YES), "seen_alone"),
        (Visit(visited=when(hours=-4), visitor="Sol"), "happened"),
    ):
        with pytest.raises(Refused) as refused:
            talks.record_visit(reference=back.reference, visit=wrong, by=back.worker, now=at(days=1))
        assert refused.value.field == field
    with pytest.raises(NotPermitted):
        talks.record_visit(reference=back.reference, visit=visit, by=back.interviewer, now=at(days=1))


def test_nothing_of_it_is_recorded_of_a_child_who_is_not_back(db: None) -> None:
    night = make_night()
    reference = night.reported()
    interviewer = make_actor(role=Role.INTERVIEWER, organisation=night.authority)
    with pytest.raises(Refused, match="not recorded back yet"):
        interviews.record_not_yet(
            reference=reference, not_yet=NotYet(said=when(hours=40)), by=interviewer, now=at(days=3)
        )
    assert after(reference=reference, by=interviewer, now=at(days=3)).returned is None


def test_whoever_may_not_is_refused(back: Back) -> None:
    for by in (back.night.carer, back.night.police, back.night.host_desk):
        with pytest.raises(NotPermitted):
            back.held(by=by)
    assert kinds_of(back.reference) == []


def test_a_withdrawn_interview_is_held_no_more(back: Back) -> None:
    back.offered()
    back.held()
    with seen_as(SIMULATOR):
        number = Event.objects.get(kind=EventKind.RETURN_INTERVIEW_HELD.value).pk
    missing.correct(
        reference=back.reference,
        event=number,
        reasons="Another child",
        seen_version=None,
        by=back.worker,
        now=at(days=2),
    )
    page = after(reference=back.reference, by=back.worker, now=at(days=2))
    assert page.interview is None
