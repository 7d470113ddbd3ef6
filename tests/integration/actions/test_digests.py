"""The morning's letter to an authority's manager: once a morning, of figures, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from lantern.actions import digests
from lantern.gateways import mail
from lantern.queries.digests import Figures, figures_by_authority, morning
from lantern.record.context import seen_as
from lantern.record.models import MissingEpisode, MorningDigest
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.vocabulary.tellings import AttemptOutcome, Channel
from tests.factories.children import make_child
from tests.factories.missing import make_event, make_missing_episode, make_owed_duty
from tests.factories.night import Night, make_night
from tests.factories.notices import make_telling
from tests.factories.organisations import make_account, make_actor, make_organisation
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 16, 7, 30, tzinfo=UTC)  # a Monday, before clocks change
DAY = timedelta(days=1)


@pytest.fixture
def night() -> Night:
    night = make_night()
    make_account(role=Role.MISSING_LEAD, organisation=night.authority)
    return night


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[mail.Message]]:
    """Give the letters that a mail server took."""
    taken: list[mail.Message] = []

    def take(message: mail.Message) -> mail.Sent:
        taken.append(message)
        return mail.Sent(outcome=AttemptOutcome.TAKEN, answer="250", ended_at=MORNING)

    monkeypatch.setattr(digests.mail, "send", take)
    with override_settings(IS_DEMO=False):
        yield taken


def asked(now: datetime) -> int:
    digests.write_digests(by=SYSTEM, now=now)
    return digests.send_digests(by=SYSTEM, now=now)


def owes(episode: MissingEpisode, *, due_at: datetime | None, **fields: str) -> None:
    event = make_event(episode=episode, kind=EventKind.CHILD_RETURNED)
    make_owed_duty(arises_from=event, due_at=due_at, **fields)


def lines_of(night: Night) -> Figures:
    """Make one duty of each sort and one telling that nobody acknowledged; give what they count as."""
    episode = make_missing_episode(child=night.child)
    owes(episode, due_at=MORNING - timedelta(minutes=1))
    owes(episode, due_at=MORNING - DAY)
    owes(episode, due_at=MORNING - DAY, settled_as="met")
    owes(episode, due_at=MORNING + timedelta(hours=16, minutes=29))  # a minute before London's midnight
    owes(episode, due_at=MORNING + timedelta(hours=16, minutes=30))
    owes(episode, due_at=None)
    make_telling(event=make_event(episode=episode), organisation=night.host, channel=Channel.EMAIL.value)
    return Figures(overdue=2, due_today=1, unacknowledged=1)


def test_the_figures_are_those_of_whoever_answers_for_the_child(night: Night) -> None:
    wanted = lines_of(night)
    with seen_as(SYSTEM):
        found = figures_by_authority(now=MORNING)
    assert {key: found.get(key) for key in (night.authority.pk, night.host.pk, night.force.pk)} == {
        night.authority.pk: wanted,
        night.host.pk: wanted,
        night.force.pk: None,
    }


def test_a_child_who_lives_in_the_authority_s_own_area_is_counted_once() -> None:
    own = make_organisation()
    event = make_event(
        episode=make_missing_episode(child=make_child(responsible_authority=own, host_authority=own))
    )
    make_owed_duty(arises_from=event, due_at=MORNING - DAY)
    with seen_as(SYSTEM):
        assert figures_by_authority(now=MORNING)[own.pk] == Figures(overdue=1)


def test_the_page_counts_what_the_letter_counts_and_lists_every_line(
    night: Night, letters: list[mail.Message]
) -> None:
    wanted = lines_of(night)
    asked(MORNING)
    lead = make_actor(role=Role.MISSING_LEAD, organisation=night.authority)
    found = morning(by=lead, now=MORNING)
    assert found.figures == wanted
    assert (len(found.overdue), len(found.due_today), len(found.unacknowledged)) == (2, 1, 1)
    assert found.letter is not None
    assert (found.letter.figures, found.letter.state.value) == (wanted, "sent")


def test_the_page_of_another_authority_s_manager_holds_nothing_of_it(night: Night) -> None:
    lines_of(night)
    other = make_actor(role=Role.MISSING_LEAD)
    found = morning(by=other, now=MORNING)
    assert (found.figures, found.overdue, found.ladder.rungs, found.letter) == (Figures(), (), (), None)


def test_the_page_is_for_the_manager(night: Night) -> None:
    with pytest.raises(NotPermitted):
        morning(by=night.desk, now=MORNING)


def test_the_letter_holds_figures_and_the_page_and_nothing_of_a_child(
    night: Night, letters: list[mail.Message]
) -> None:
    lines_of(night)
    assert asked(MORNING) == 1
    [letter] = letters
    assert (letter.recipient, letter.subject) == (
        night.authority.email,
        "This morning: 2 overdue, 1 due today",
    )
    assert letter.body == (
        f"To: the manager on duty, {night.authority.name}\n\n"
        "Monday 16 March 2026. Counted at 07:30, from what was recorded by then.\n\n"
        "Overdue: 2\n"
        "Due today: 1\n"
        "News of a missing child that nobody has acknowledged: 1\n\n"
        "Lantern has not asked yet what came due, so that nobody may have been told of it.\n\n"
        "What each of these is stands on this page. Sign in to open it:\n"
        f"{digests.settings.PUBLIC_ADDRESS}/to-do/morning\n\n"
        "Nought does not mean that nothing is owed: only what somebody recorded is counted.\n"
        "This message names no child on purpose. Do not reply to it with a child's details.\n"
    )


def test_it_goes_once_a_morning_to_each_authority_that_has_a_manager(
    night: Night, letters: list[mail.Message]
) -> None:
    make_account(role=Role.MISSING_LEAD, organisation=night.host, is_active=False)
    minutes = [MORNING + timedelta(minutes=each) for each in (-1, 0, 1, 60, 16 * 60)]
    assert [asked(now) for now in minutes] == [0, 1, 0, 0, 0]
    assert asked(MORNING + DAY + timedelta(hours=8)) == 1  # after a time off: late, and that day's alone
    assert [letter.recipient for letter in letters] == [night.authority.email] * 2
    assert len({letter.message_id for letter in letters}) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (datetime(2026, 3, 28, 7, 30, tzinfo=UTC), datetime(2026, 3, 29, 6, 30, tzinfo=UTC)),
        (datetime(2026, 10, 24, 6, 30, tzinfo=UTC), datetime(2026, 10, 25, 7, 30, tzinfo=UTC)),
    ],
)
def test_where_clocks_change_each_day_has_one_letter_at_half_past_seven_in_london(
    night: Night, letters: list[mail.Message], first: datetime, second: datetime
) -> None:
    sent, now = [], first - timedelta(hours=1)
    while now < second + timedelta(hours=2):
        sent += [now] * asked(now)
        now += timedelta(minutes=15)
    assert sent == [first, second]


def test_a_worker_that_dies_with_the_letter_in_hand_repeats_it_under_its_own_id(
    night: Night, letters: list[mail.Message]
) -> None:
    digests.write_digests(by=SYSTEM, now=MORNING)
    [digest] = digests.due_digests(by=SYSTEM, now=MORNING)
    claimed = digests.claim(digest=digest, by=SYSTEM, now=MORNING)  # and then nothing more is heard of it
    assert claimed is not None
    assert asked(MORNING + timedelta(seconds=60)) == 0
    assert asked(MORNING + timedelta(seconds=90)) == 1
    assert asked(MORNING + timedelta(seconds=200)) == 0
    assert [letter.message_id for letter in letters] == [claimed.message.message_id]


def test_a_letter_that_is_refused_is_tried_again_until_the_next_morning(
    night: Night, letters: list[mail.Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse = mail.Sent(outcome=AttemptOutcome.REFUSED, answer="451", ended_at=MORNING)
    monkeypatch.setattr(digests.mail, "send", lambda message: refuse)
    assert asked(MORNING) == 1
    assert asked(MORNING) == 0
    assert asked(MORNING + timedelta(minutes=1)) == 1
    asked(MORNING + DAY)
    states = MorningDigest.objects.order_by("on").values_list("state", flat=True)
    assert list(states) == ["withdrawn", "failed"]


def test_one_letter_that_cannot_be_written_keeps_no_other_from_being_sent(
    night: Night, letters: list[mail.Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_organisation()
    make_account(role=Role.MISSING_LEAD, organisation=other)
    write = digests._letter

    def fails(row: MorningDigest) -> mail.Message:
        if row.organisation_id == night.authority.pk:
            raise RuntimeError("no letter")
        return write(row)

    monkeypatch.setattr(digests, "_letter", fails)
    assert asked(MORNING) == 1
    monkeypatch.undo()
    assert [letter.recipient for letter in letters] == [other.email]


def test_what_a_worker_says_late_reopens_nothing(night: Night, letters: list[mail.Message]) -> None:
    asked(MORNING)
    [row] = MorningDigest.objects.all()
    late = mail.Sent(outcome=AttemptOutcome.IN_DOUBT, answer="", ended_at=MORNING)
    digests.record_sent(digest=row.pk, sent=late, by=SYSTEM, now=MORNING)
    row.refresh_from_db()
    assert (row.state, row.next_attempt_at) == ("sent", None)
    assert digests.claim(digest=row.pk, by=SYSTEM, now=MORNING) is None


def test_an_authority_without_a_mailbox_is_written_down_and_not_passed_over(
    letters: list[mail.Message],
) -> None:
    bare = make_organisation(kind=OrganisationKind.LOCAL_AUTHORITY, email="")
    make_account(role=Role.MISSING_LEAD, organisation=bare)
    assert asked(MORNING) == 0
    lead = make_actor(role=Role.MISSING_LEAD, organisation=bare)
    letter = morning(by=lead, now=MORNING).letter
    assert letter is not None
    assert (letter.state.value, letter.has_mailbox) == ("failed", False)
    assert letters == []


def test_a_demonstration_keeps_it_on_its_outbox_page(night: Night) -> None:
    with override_settings(IS_DEMO=True, SMTP_URL=""):
        assert asked(MORNING) == 1
    with seen_as(SIMULATOR):
        assert MorningDigest.objects.get().state == "sent"
