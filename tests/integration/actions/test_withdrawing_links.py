"""Withdrawing links: they open nothing from then on, nothing more is sent, and who has not answered is rung."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from lantern.actions import acknowledging, links, notices, ringing
from lantern.gateways import mail
from lantern.policies.acknowledging import LinkSpent
from lantern.queries import links as seen
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role
from lantern.vocabulary.tellings import AttemptOutcome
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> Night:
    return make_night()


def letters(reference: str) -> list[Telling]:
    with seen_as(SYSTEM):
        rows = Telling.objects.filter(episode__reference=reference, channel="email").order_by("pk")
        return list(rows.select_related("organisation"))


def withdraw(reference: str, by: Actor, *, telling: str | None = None, now: datetime = NOW) -> str:
    return links.withdraw(reference=reference, telling=telling, by=by, now=now)


def facts(telling: Telling) -> tuple[Any, ...]:
    return telling.link_withdrawn_at, telling.next_attempt_at, telling.answer_by, telling.state


def test_one_link_is_withdrawn_and_the_others_stand(night: Night) -> None:
    reference = night.reported()
    own, host = letters(reference)
    before = facts(host)

    assert withdraw(reference, night.desk, telling=own.reference, now=at(minutes=3)) == reference
    after = letters(reference)
    assert facts(after[0]) == (at(minutes=3), None, at(minutes=3), "waiting")
    assert facts(after[1]) == before
    last = AuditEntry.objects.order_by("-number").first()
    assert last is not None
    assert (last.action, last.about, last.outcome) == ("links.withdraw", own.reference, "done")
    with pytest.raises(LinkSpent):
        acknowledging.ask_for_code(token=notices.token_for(own), now=at(minutes=4))


def test_every_link_that_still_opens_is_withdrawn(night: Night) -> None:
    reference = night.reported()
    own, _ = letters(reference)
    withdraw(reference, night.desk, telling=own.reference, now=at(minutes=1))
    withdraw(reference, night.desk, now=at(minutes=2))

    assert [row.link_withdrawn_at for row in letters(reference)] == [at(minutes=1), at(minutes=2)]
    with seen_as(SYSTEM):
        tasks = Telling.objects.filter(channel="telephone").values_list("link_withdrawn_at", flat=True)
        assert list(tasks) == [None, None]


def test_who_has_not_answered_is_rung_at_the_next_look(night: Night) -> None:
    reference = night.reported()
    withdraw(reference, night.desk, now=at(minutes=3))

    assert ringing.ring_unanswered(by=SYSTEM, now=at(minutes=4)) == 2


def test_who_has_answered_is_not_rung(night: Night) -> None:
    reference = night.reported()
    own, _ = letters(reference)
    with seen_as(SYSTEM):
        notices.mark_told(own, told_at=NOW)
    withdraw(reference, night.desk, telling=own.reference)

    assert facts(letters(reference)[0]) == (NOW, None, None, "told")


def test_message_whose_link_was_withdrawn_is_not_sent(night: Night) -> None:
    reference = night.reported()
    own, _ = letters(reference)
    withdraw(reference, night.desk, telling=own.reference)

    assert notices.deliver(telling_id=own.pk, by=SYSTEM, now=at(days=2)) is None
    assert own.pk not in notices.overdue_tellings(by=SYSTEM, now=at(days=2))


def test_message_refused_while_its_link_is_withdrawn_is_not_tried_again(night: Night) -> None:
    reference = night.reported()
    own, _ = letters(reference)
    claimed = notices.claim(telling_id=own.pk, by=SYSTEM, now=NOW)
    assert claimed is not None
    withdraw(reference, night.desk, telling=own.reference, now=at(seconds=1))
    refused = mail.Sent(outcome=AttemptOutcome.REFUSED, answer="450", ended_at=at(seconds=2))
    notices.record_attempt(attempt_id=claimed.attempt_id, sent=refused, by=SYSTEM, now=at(seconds=2))

    assert facts(letters(reference)[0]) == (at(seconds=1), None, at(seconds=1), "failed")


def test_message_that_was_kept_waiting_for_days_arrives_with_a_link_that_opens(night: Night) -> None:
    reference = night.reported()
    own, _ = letters(reference)

    assert own.link_expires_at == at(hours=72)
    notices.deliver(telling_id=own.pk, by=SYSTEM, now=at(days=5))
    assert letters(reference)[0].link_expires_at == at(days=8)
    assert acknowledging.ask_for_code(token=notices.token_for(own), now=at(days=6)).was_sent


@pytest.mark.parametrize("later", [{"minutes": 1}, {"days": 30}])
def test_withdrawing_what_opens_nothing_is_refused_in_words(night: Night, later: dict[str, float]) -> None:
    reference = night.reported()
    if "minutes" in later:
        withdraw(reference, night.desk)

    with pytest.raises(Refused, match="withdrawn already, or has run out"):
        withdraw(reference, night.desk, now=at(**later))


def test_link_of_another_episode_is_not_found(night: Night) -> None:
    other = make_night()
    other_reference = other.reported()
    elsewhere = letters(other_reference)[0]
    reference = night.reported()

    with pytest.raises(NotFound):
        withdraw(reference, night.desk, telling=elsewhere.reference)
    with pytest.raises(NotFound):
        withdraw(other_reference, night.desk)
    assert letters(other_reference)[0].link_withdrawn_at is None


@pytest.mark.parametrize("role", Role)
def test_only_the_senders_desk_lead_and_information_owner_see_and_withdraw(night: Night, role: Role) -> None:
    reference = night.reported()
    by = make_actor(role=role, organisation=night.authority)
    try:
        found = len(seen.sent_links(reference=reference, by=by, now=NOW).links)
        withdraw(reference, by)
    except (NotFound, NotPermitted):
        found = 0

    allowed = role in (Role.DUTY_WORKER, Role.MISSING_LEAD, Role.INFORMATION_OWNER)
    assert (found, letters(reference)[0].link_withdrawn_at) == ((2, NOW) if allowed else (0, None))


def test_host_home_and_police_see_no_links(night: Night) -> None:
    reference = night.reported()
    for by in (night.host_desk, night.carer, night.police):
        with pytest.raises(NotPermitted):
            seen.sent_links(reference=reference, by=by, now=NOW)
        with pytest.raises(NotPermitted):
            withdraw(reference, by)
