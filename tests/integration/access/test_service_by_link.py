"""A service without accounts is asked: its link opens one interview, and what it returns is recorded as anybody's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from lantern.actions import (
    acknowledging,
    held,
    interview_services,
    interviews,
    notices,
    service_answers,
)
from lantern.actions.messages import message_for
from lantern.policies import acknowledging as link_policy
from lantern.queries.interview_services import services_of
from lantern.queries.interviews import after
from lantern.queries.seeing import episodes_visible_to, permissions_on, visible_to
from lantern.record.context import seen_as
from lantern.record.models import (
    Acknowledgement,
    AuditEntry,
    Child,
    Event,
    InterviewAsked,
    InterviewSaid,
    MissingEpisode,
    Telling,
)
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission, Role
from lantern.vocabulary.tellings import Channel, TellingState
from tests.factories.back import at, make_back, make_held, when
from tests.factories.listeners import Listeners, make_listeners, opened, telling_of
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
NAMED = "Ira Outside, Return interviewer"
ONLY = {
    Permission.SEE_EPISODE,
    Permission.SEE_NAME,
    Permission.RECORD_INTERVIEW_OFFER,
    Permission.ACKNOWLEDGE,
}


@pytest.fixture
def listeners() -> Listeners:
    return Listeners(back=make_back(), place=make_listeners())


def seen_by(actor: Actor) -> tuple[list[str], int]:
    """Give the episodes and how many children this actor sees; the first guard and the database must agree."""
    with seen_as(actor):
        first = sorted(e.reference for e in episodes_visible_to(actor)), visible_to(actor).count()
        second = sorted(e.reference for e in MissingEpisode.objects.all()), Child.objects.count()
    assert first == second
    return second


def answered(
    listeners: Listeners, by: Actor, *, accepts: bool = True, reason: str = "", who: str = ""
) -> None:
    told = {"accepts": accepts, "reason": reason, "who": who}
    service_answers.answer(reference=listeners.back.reference, **told, by=by, now=at(hours=4))  # type: ignore[arg-type]


def test_the_mail_that_asks_says_hours_and_a_reference_and_names_nobody(listeners: Listeners) -> None:
    listeners.asked()
    telling = listeners.telling()
    with seen_as(SYSTEM):
        letter = message_for(telling)

    assert (letter.recipient, letter.subject) == (
        "duty@listeners.example.invalid",
        f"A return interview is asked of you: please answer ({listeners.back.reference})",
    )
    assert letter.body.splitlines()[:5] == [
        "To: Invented Listeners",
        "",
        "A return interview is asked of you.",
        f"Reference: {listeners.back.reference}",
        "Hours left of the 72, when this was written: 70, weekends counted.",
    ]
    assert f"/told/{notices.token_for(telling)}" in letter.body
    night = listeners.back.night
    for word in (night.home.name, night.authority.name, "Testa", "English"):
        assert word not in letter.body


def test_a_service_without_a_mailbox_is_a_telephone_task_and_without_a_number_cannot_be_asked(
    listeners: Listeners,
) -> None:
    silent = make_listeners(name="Silent Listeners", email="")
    type(silent).objects.filter(pk=silent.pk).update(switchboard="", out_of_hours_telephone="")
    with pytest.raises(Refused, match="no mailbox or number of theirs is recorded"):
        listeners.asked(place=silent)
    rung = make_listeners(name="Rung Listeners", email="", switchboard="0300 000 0042")
    listeners.asked(place=rung)

    telling = listeners.telling()
    assert (telling.channel, telling.state, telling.token_hash) == (
        Channel.TELEPHONE.value,
        TellingState.WAITING.value,
        None,
    )
    worker = listeners.back.worker
    with pytest.raises(Refused, match="Enter who at Rung Listeners said it"):
        answered(listeners, worker)
    answered(listeners, worker, who="Olu Invented, manager")
    held_by = services_of(reference=listeners.back.reference, by=worker, now=at(hours=5)).now
    assert held_by is not None
    assert (held_by.accepted_by, held_by.told[0].state) == ("Olu Invented, manager", TellingState.TOLD)


def test_who_gives_the_code_sees_that_one_episode_and_may_record_its_interview_alone(
    listeners: Listeners,
) -> None:
    listeners.asked()
    other = Listeners(back=make_back(), place=listeners.place)
    other.asked()
    again = listeners.back.again(gone=5, back=9)
    ira = listeners.opens()

    assert ira.name == NAMED
    assert seen_by(ira) == ([listeners.back.reference], 1)
    with seen_as(ira):
        found = [
            permissions_on(row=row, by=ira) for row in (MissingEpisode.objects.get(), Child.objects.get())
        ]
        assert (Event.objects.count(), InterviewSaid.objects.count(), InterviewAsked.objects.count()) == (
            0,
            0,
            0,
        )
    assert found == [ONLY, ONLY]
    offer = interviews.Offer(offered=when(hours=1), offered_by="Ira Outside")
    for reference in (other.back.reference, again):
        with pytest.raises(NotFound):
            interviews.record_offer(reference=reference, offer=offer, by=ira, now=at(hours=10))
    with pytest.raises(NotFound):
        held.record_held(
            reference=listeners.back.reference, held=make_held(also=(again,)), by=ira, now=at(days=1)
        )


def test_a_link_of_a_notice_and_another_asking_open_nothing_of_this_one(listeners: Listeners) -> None:
    listeners.asked()
    ira = listeners.opens()
    with seen_as(SIMULATOR):
        other = InterviewAsked.objects.create(
            episode=MissingEpisode.objects.get(reference=make_back().reference),
            service=listeners.place,
            days_after=7,
            by_name="Invented",
            recorded_at=at(hours=2),
        )
    wrong = replace(ira, asked_id=other.pk, organisation_id=make_listeners(name="Other Listeners").pk)

    assert seen_by(wrong) == ([], 0)
    assert seen_by(replace(ira, asked_id=None, episode_id=None, child_id=None)) == ([], 0)


def test_who_opens_is_named_before_the_code_counts_and_each_opening_is_audited(listeners: Listeners) -> None:
    listeners.asked()
    token = notices.token_for(listeners.telling())
    acknowledging.ask_for_code(token=token, now=at(hours=3))
    with pytest.raises(Refused, match="Give your name"):
        acknowledging.enter_code(token=token, code="000000", by=SYSTEM, now=at(hours=3))
    opened(listeners.telling(), name="Bo Outside", post="Manager", now=at(hours=3, minutes=5))

    rows = AuditEntry.objects.filter(about=listeners.telling().reference, outcome="done").order_by("pk")
    assert [row.action for row in rows] == [
        "acknowledging.ask_for_code",
        "acknowledging.ask_for_code",
        "acknowledging.enter_code",
    ]
    page = services_of(reference=listeners.back.reference, by=listeners.back.worker, now=at(hours=4))
    assert page.now is not None
    assert page.now.told[0].opened == ((at(hours=3, minutes=5), "Bo Outside, Manager"),)


def test_what_is_returned_by_the_link_is_recorded_as_an_account_s_and_in_the_name_that_was_given(
    listeners: Listeners,
) -> None:
    reference = listeners.asked()
    ira = listeners.opens()
    answered(listeners, ira, reason="From Saturday.")
    offer = interviews.Offer(offered=when(hours=4), offered_by="Ira Outside", language="English")
    interviews.record_offer(reference=reference, offer=offer, by=ira, now=at(hours=5))
    held.record_held(reference=reference, held=make_held(), by=ira, now=at(days=1))

    with seen_as(SIMULATOR):
        rows = Event.objects.filter(episode__reference=reference, by_role=Role.LINK_HOLDER.value).order_by(
            "pk"
        )
        found = [(row.kind, row.by_name, row.by_organisation_id, row.by_account_id) for row in rows]
        accepted = rows[0].words
        given = Acknowledgement.objects.get(telling=listeners.telling())
    place = listeners.place.pk
    assert found == [
        (kind, NAMED, place, None)
        for kind in (
            EventKind.ORGANISATION_TOLD.value,
            EventKind.RETURN_INTERVIEW_OFFERED.value,
            EventKind.RETURN_INTERVIEW_HELD.value,
        )
    ]
    assert accepted == f"Invented Listeners holds the return interview, says {NAMED}. From Saturday."
    assert (given.name, given.job_title, given.strength) == (
        "Ira Outside",
        "Return interviewer",
        "same_mailbox",
    )
    said = after(reference=reference, by=listeners.back.worker, now=at(days=1)).interview
    assert said is not None
    assert said.said is not None


def test_an_interview_before_the_return_is_refused(
    listeners: Listeners,
) -> None:
    reference = listeners.asked()
    ira = listeners.opens()
    early = make_held(held=when(hours=-1), limits_said=when(hours=-1))
    listeners.back.offered()
    with pytest.raises(Refused, match="cannot have been held before the child was back"):
        held.record_held(reference=reference, held=early, by=ira, now=at(days=1))


def test_to_decline_needs_a_reason_ends_the_asking_and_lets_another_be_asked(listeners: Listeners) -> None:
    listeners.asked()
    ira = listeners.opens()
    with pytest.raises(Refused, match="Enter why it cannot be held"):
        answered(listeners, ira, accepts=False)
    answered(listeners, ira)
    with pytest.raises(Refused, match=f"It is accepted already, by {NAMED}"):
        answered(listeners, ira)
    answered(listeners, ira, accepts=False, reason="Nobody speaks Tigrinya.")

    row = listeners.asking()
    assert (row.ended_at, row.ended_by_name, row.declined_because) == (
        at(hours=4),
        NAMED,
        "Nobody speaks Tigrinya.",
    )
    assert seen_by(ira) == ([], 0)
    with pytest.raises(NotFound):
        answered(listeners, ira)
    telling = listeners.telling()
    assert (telling.link_withdrawn_at, telling.answer_by) == (at(hours=4), None)
    listeners.asked(place=make_listeners(name="Second Listeners"), now=at(hours=5))


def test_what_is_taken_back_run_out_or_sent_anew_opens_nothing(listeners: Listeners) -> None:
    reference = listeners.asked()
    ira, first = listeners.opens(), listeners.telling()
    told = {"reference": reference, "seen_version": None, "by": listeners.back.worker}
    interview_services.send_anew(**told, now=at(hours=4))  # type: ignore[arg-type]
    second = listeners.telling()
    assert second.pk != first.pk
    with pytest.raises(link_policy.LinkSpent):
        opened(first, name="Ira", post="Interviewer", now=at(hours=5))
    with pytest.raises(link_policy.LinkSpent):
        opened(second, name="Ira", post="Interviewer", now=at(days=15))
    opened(second, name="Ira", post="Interviewer", now=at(days=10))
    interview_services.take_back(**told, now=at(days=11))  # type: ignore[arg-type]
    with pytest.raises(link_policy.LinkSpent):
        opened(second, name="Ira", post="Interviewer", now=at(days=11))
    assert seen_by(ira) == ([], 0)
    listeners.asked(now=at(days=12))
    assert seen_by(ira) == ([], 0)  # the same service is asked anew: the link before does not open that


def test_nothing_is_sent_anew_to_whom_nobody_asks_or_who_has_an_account(listeners: Listeners) -> None:
    told = {"reference": listeners.back.reference, "seen_version": None, "by": listeners.back.worker}
    with pytest.raises(Refused, match="No service is asked"):
        interview_services.send_anew(**told, now=at(hours=4))  # type: ignore[arg-type]
    make_actor(role=Role.INTERVIEWER, organisation=listeners.place)
    listeners.asked()
    with pytest.raises(Refused, match="is not asked by a link"):
        interview_services.send_anew(**told, now=at(hours=4))  # type: ignore[arg-type]
    with seen_as(SYSTEM):
        assert not Telling.objects.filter(about="asked").exists()


def test_an_account_of_the_service_answers_for_it_and_nobody_else_s_interviewer_does(
    listeners: Listeners,
) -> None:
    una = make_actor(role=Role.INTERVIEWER, organisation=listeners.place, name="Una Account")
    listeners.asked()
    with pytest.raises(NotPermitted):
        answered(listeners, listeners.back.interviewer)
    with pytest.raises(NotFound):
        answered(listeners, make_actor(role=Role.INTERVIEWER, organisation=make_listeners(name="Others")))
    answered(listeners, una)

    assert listeners.asking().accepted_by_name == "Una Account"
    other = Listeners(back=make_back(), place=listeners.place)
    with pytest.raises(Refused, match="No service is asked"):
        answered(other, other.back.worker)


def test_the_link_holder_writes_no_asking_of_its_own(listeners: Listeners) -> None:
    listeners.asked()
    ira = listeners.opens()
    with seen_as(ira):
        assert InterviewAsked.objects.update(days_after=28) == 0
    with pytest.raises(ProgrammingError, match="row-level security"), seen_as(ira), transaction.atomic():
        InterviewAsked.objects.create(
            episode=MissingEpisode.objects.get(),
            service=listeners.place,
            days_after=28,
            by_name="Ira",
            recorded_at=at(hours=3),
            ended_at=at(hours=4),
        )


def test_the_link_of_an_interview_holds_longer_than_a_notice_s_wherever_it_is_sent(
    listeners: Listeners,
) -> None:
    listeners.asked()
    telling = listeners.telling()
    notices.deliver(telling_id=telling.pk, by=SYSTEM, now=at(hours=2, minutes=1))
    sent = telling_of(listeners.back.reference)

    assert sent.state == TellingState.SENT.value
    assert sent.link_expires_at == at(hours=2, minutes=1) + timedelta(days=14)
    assert When.moment(at(hours=2)) == when(hours=2)
