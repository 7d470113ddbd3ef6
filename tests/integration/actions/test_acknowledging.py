from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from lantern.actions import acknowledging, notices
from lantern.policies import acknowledging as policy
from lantern.queries import links, missing, tellings
from lantern.record.context import seen_as
from lantern.record.models import Acknowledgement, AuditEntry, Event, NoticeCode, OwedDuty, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Role
from lantern.vocabulary.tellings import CodeStrength, TellingAbout
from tests.factories.night import NOW, Night, at, episode_of, make_night

pytestmark = pytest.mark.django_db
NAMED = {"name": " Jo Nightdemo ", "post": "Night manager"}


@pytest.fixture
def night() -> Night:
    made = make_night(name="Testa Nevernamed")
    made.reported()
    return made


def telling_of(night: Night, *, host: bool = False) -> Telling:
    with seen_as(SYSTEM):
        organisation = night.host if host else night.authority
        return Telling.objects.select_related("episode").get(organisation=organisation, channel="email")


def token_of(night: Night, *, host: bool = False) -> str:
    return notices.token_for(telling_of(night, host=host))


def code_sent(token: str, *, now: datetime) -> str:
    acknowledging.ask_for_code(token=token, now=now)
    newest = tellings.outbox(by=SYSTEM, now=now)[0]
    return re.findall(r"\d{6}", newest.body)[0]


def holder(night: Night, *, host: bool = False, now: datetime = NOW) -> Actor:
    token = token_of(night, host=host)
    answer = acknowledging.enter_code(token=token, code=code_sent(token, now=now), by=SYSTEM, now=now)
    assert isinstance(answer, Actor)
    return answer


def test_holder_is_bound_to_one_notice_and_to_the_child_only_inside_the_authority(night: Night) -> None:
    own, host = telling_of(night), telling_of(night, host=True)

    assert [holder(night), holder(night, host=True)] == [
        Actor(
            role=Role.LINK_HOLDER,
            name=one.organisation.name,
            organisation_id=one.organisation_id,
            telling_id=one.pk,
            episode_id=one.episode_id,
            child_id=child_id,
        )
        for one, child_id in ((own, night.child.pk), (host, None))
    ]


def test_holder_sees_this_episode_without_its_chronology_and_no_other(night: Night) -> None:
    by, other = holder(night, host=True), make_night().reported()
    page = missing.episode_page(reference=telling_of(night).episode.reference, by=by, now=NOW)

    assert (page.head.name, page.head.child_reference, page.chronology, page.chronology_is_hidden) == (
        None,
        None,
        (),
        True,
    )
    with pytest.raises(NotFound):
        missing.episode_page(reference=other, by=by, now=NOW)


@pytest.mark.parametrize(
    ("second", "strength", "mailbox"),
    [
        ("second@example.invalid", CodeStrength.SECOND_CHANNEL, "second@example.invalid"),
        ("", CodeStrength.SAME_MAILBOX, None),
    ],
)
def test_code_goes_by_the_second_channel_where_there_is_one(
    night: Night, second: str, strength: CodeStrength, mailbox: str | None
) -> None:
    night.host.second_email = second
    night.host.save()
    asked = acknowledging.ask_for_code(token=token_of(night, host=True), now=NOW)

    assert asked == acknowledging.CodeAsked(strength=strength, was_sent=True)
    assert tellings.outbox(by=SYSTEM, now=NOW)[0].recipient == (mailbox or night.host.email)


def test_second_mailbox_that_is_the_first_counts_as_the_same(night: Night) -> None:
    night.host.second_email = night.host.email
    night.host.save()

    asked = acknowledging.ask_for_code(token=token_of(night, host=True), now=NOW)
    assert asked.strength is CodeStrength.SAME_MAILBOX


def test_message_with_the_code_names_no_child_and_keeps_only_its_hash(night: Night) -> None:
    code = code_sent(token_of(night), now=NOW)
    letter = tellings.outbox(by=SYSTEM, now=NOW)[0]
    with seen_as(SYSTEM):
        kept = NoticeCode.objects.get()

    assert "Nevernamed" not in letter.subject + letter.body
    assert (len(kept.code_hash), code in kept.code_hash) == (64, False)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (NOW + policy.CODE_LASTS, "This code has run out: it held for 10 minutes."),
        (NOW + policy.LINK_LASTS, None),
    ],
)
def test_code_too_late_opens_nothing(night: Night, now: datetime, says: str | None) -> None:
    token = token_of(night)
    code = code_sent(token, now=NOW)
    if says is None:
        with pytest.raises(Refused):
            acknowledging.enter_code(token=token, code=code, by=SYSTEM, now=now)
    else:
        answer = acknowledging.enter_code(token=token, code=code, by=SYSTEM, now=now)
        assert str(answer).startswith(says)


def test_code_opens_once(night: Night) -> None:
    token = token_of(night)
    code = code_sent(token, now=NOW)
    first, second = (
        acknowledging.enter_code(token=token, code=code, by=SYSTEM, now=at(minutes=n)) for n in (1, 2)
    )

    assert (type(first), second) == (
        Actor,
        "This code was used already. Nothing was recorded. Ask for a new code.",
    )


def test_newer_code_takes_the_place_of_the_older(night: Night) -> None:
    token = token_of(night)
    older = code_sent(token, now=NOW)
    newer = code_sent(token, now=at(minutes=2))
    answers = [
        acknowledging.enter_code(token=token, code=code, by=SYSTEM, now=at(minutes=3))
        for code in (older, newer)
    ]

    assert [isinstance(answer, Actor) for answer in answers] == [older == newer, True]


def test_code_before_one_was_asked_for_is_told_so(night: Night) -> None:
    answer = acknowledging.enter_code(token=token_of(night), code="123456", by=SYSTEM, now=NOW)

    assert answer == "Ask for a code first."


def test_eleventh_code_for_one_link_is_refused(night: Night) -> None:
    for minutes in range(0, 20, 2):
        acknowledging.ask_for_code(token=token_of(night), now=at(minutes=minutes))

    with pytest.raises(policy.TooManyCodes):
        acknowledging.ask_for_code(token=token_of(night), now=at(hours=1))


def test_unknown_token_is_not_found() -> None:
    with pytest.raises(NotFound):
        acknowledging.ask_for_code(token="f" * 64, now=NOW)
    assert links.link(token_hash=notices.hash_of("f" * 64), by=SYSTEM, now=NOW) is None


def test_acknowledging_is_told_into_the_chronology_in_the_same_breath(night: Night) -> None:
    by = holder(night, host=True)
    reference = acknowledging.acknowledge(**NAMED, by=by, now=at(minutes=5))
    again = acknowledging.acknowledge(name="Somebody Else", post="x", by=by, now=at(minutes=6))
    told = telling_of(night, host=True)
    with seen_as(SYSTEM):
        event = Event.objects.get(kind="organisation_told")
        kept = Acknowledgement.objects.get()

    assert (reference, again) == (told.reference, told.reference)
    assert (told.state, told.told_at, told.next_attempt_at) == ("told", at(minutes=5), None)
    assert (kept.name, kept.job_title, kept.strength, kept.acknowledged_at) == (
        "Jo Nightdemo",
        "Night manager",
        "same_mailbox",
        at(minutes=5),
    )
    assert (event.words, event.by_role, event.by_organisation_id) == (
        f"{night.host.name} acknowledged: Jo Nightdemo, Night manager.",
        "link_holder",
        night.host.pk,
    )


@pytest.mark.parametrize(
    ("said", "field"), [({"name": " ", "post": "x"}, "name"), ({"name": "x", "post": ""}, "post")]
)
def test_nobody_acknowledges_without_name_and_role(night: Night, said: Any, field: str) -> None:
    by = holder(night)

    with pytest.raises(Refused) as refused:
        acknowledging.acknowledge(**said, by=by, now=NOW)
    assert (refused.value.field, telling_of(night).state) == (field, "waiting")


def test_notice_withdrawn_after_the_code_is_not_acknowledged(night: Night) -> None:
    by = holder(night)
    with seen_as(SYSTEM):
        Telling.objects.filter(pk=by.telling_id).update(link_withdrawn_at=NOW)

    with pytest.raises(policy.LinkSpent):
        acknowledging.acknowledge(**NAMED, by=by, now=NOW)
    assert telling_of(night).state == "waiting"


def test_acknowledging_changes_nothing_of_what_is_owed(night: Night) -> None:
    def owed() -> list[tuple[Any, ...]]:
        with seen_as(SYSTEM):
            return list(OwedDuty.objects.order_by("code").values_list("code", "arose_at", "settled_as"))

    before, version = owed(), episode_of(telling_of(night).episode.reference).version
    acknowledging.acknowledge(**NAMED, by=holder(night), now=at(minutes=5))

    assert owed() == before
    assert (
        episode_of(telling_of(night).episode.reference).version == version
    )  # no open form grows stale by it


def test_every_step_is_audited_by_reference_alone(night: Night) -> None:
    telling = telling_of(night)
    before = AuditEntry.objects.count()
    by = holder(night)
    acknowledging.enter_code(token=token_of(night), code="000000", by=SYSTEM, now=NOW)
    acknowledging.acknowledge(**NAMED, by=by, now=NOW)
    entries = AuditEntry.objects.order_by("number").values_list("action", "outcome", "about")[before:]

    assert [entry for entry in entries if not entry[0].startswith("notices.")] == [
        ("acknowledging.ask_for_code", "done", telling.reference),
        ("acknowledging.enter_code", "done", telling.reference),
        ("acknowledging.enter_code", "refused", telling.reference),
        ("acknowledging.acknowledge", "done", telling.reference),
    ]


def test_link_says_nothing_of_the_child_before_a_code(night: Night) -> None:
    token, telling = token_of(night, host=True), telling_of(night, host=True)
    found = links.link(token_hash=notices.hash_of(token), by=SYSTEM, now=NOW + timedelta(hours=1))

    assert found == links.Link(
        telling_id=telling.pk,
        organisation=night.host.name,
        team="",
        about=TellingAbout.MISSING,
        episode=telling.episode.reference,
        sender=night.authority.name,
        sender_telephone=night.authority.out_of_hours_telephone,
        is_withdrawn=False,
        has_run_out=False,
        acknowledged_at=None,
        acknowledged_by="",
        has_second_channel=False,
    )
