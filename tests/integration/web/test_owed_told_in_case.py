"""What the pages say of who was told that something owed in a child's case comes due, and the call to be made of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantern.actions import notices, waking
from lantern.queries import tellings
from lantern.queries.digests import Figures, figures_by_authority, morning
from lantern.queries.work import What, Whose, WorkLine, work
from lantern.record.models import OwedDuty, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from lantern.web.work import said
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_actor, make_duty_shift
from tests.factories.sight import SIMULATOR, invented, seen_as
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, hidden

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC).replace(microsecond=0)
GONE = NOW - timedelta(hours=25)  # the discussion within 24 hours is overdue since an hour
TITLE = "Missing child discussed with the police"


@pytest.fixture
def night() -> Night:
    night = make_night(name="Testa Atnight")
    make_duty_shift(
        organisation=night.authority,
        name="First Invented",
        telephone="01632 960222",
        from_at=GONE,
        until_at=NOW + timedelta(days=9),
    )
    night.reported(now=GONE, last_seen=When.moment(GONE - timedelta(hours=1)))
    with seen_as(SIMULATOR):
        OwedDuty.objects.filter(episode__isnull=False).update(wakes_at=None)
    return night


@pytest.fixture
def told(night: Night) -> Night:
    assert waking.wake_what_is_due(by=SYSTEM, now=NOW - timedelta(hours=1)) == 1
    return night


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def the(night: Night, channel: str) -> Telling:
    with seen_as(SIMULATOR):
        return Telling.objects.select_related("organisation").get(child=night.child, channel=channel)


def ring_href(night: Night) -> str:
    return reverse("ring-owed", args=[night.child.reference, the(night, "telephone").reference])


# On the child's pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["child", "why-owed"])
def test_each_duty_of_the_case_says_who_was_told_and_who_is_told_next(
    told: Night, desk: Client, page: str
) -> None:
    answer = desk.get(reverse(page, args=[told.child.reference]))
    seen, to = words(answer), f"{told.authority.name}, {told.team.name}"
    assert f"Overdue: {to}, written to" in seen
    assert f"Overdue: First Invented, {to} is to be rung since" in seen
    assert ": the next on duty is told" in seen
    assert f'href="{ring_href(told)}"' in answer.content.decode()


def test_before_anybody_was_told_it_says_who_will_be(night: Night, desk: Client) -> None:
    with seen_as(SIMULATOR):
        later = NOW + timedelta(hours=20)
        OwedDuty.objects.filter(child=night.child, due_at__isnull=False).update(due_at=later, wakes_at=later)
    assert ": whoever is on duty is told" in words(desk.get(reverse("child", args=[night.child.reference])))


def test_where_nobody_asks_the_clocks_the_childs_page_says_so(night: Night, desk: Client) -> None:
    page = reverse("child", args=[night.child.reference])
    assert "Lantern has not asked yet what is due" in words(desk.get(page))
    waking.note_asked(question=waking.QUESTION, by=SYSTEM, now=datetime.now(UTC))
    assert "Lantern has not asked" not in words(desk.get(page))


def test_where_nobody_is_stored_who_owes_it_the_page_says_that_nobody_was_told(
    night: Night, desk: Client
) -> None:
    owed_by(night, "host_authority")
    with seen_as(SIMULATOR):
        type(night.child).objects.filter(pk=night.child.pk).update(host_authority=None)
    waking.wake_what_is_due(by=SYSTEM, now=NOW - timedelta(hours=1))
    seen = words(desk.get(reverse("child", args=[night.child.reference])))
    assert "Nobody is stored who owes this and may read of it, so nobody was told that it came due." in seen


def test_of_several_of_one_kind_each_has_its_own_tellings(told: Night, desk: Client) -> None:
    """One line stands for them on the child's page: with what was told of that one, and not of another."""
    with seen_as(SIMULATOR):
        row = OwedDuty.objects.get(child=told.child, code="missing-discussed")
        event = row.arises_from
        event.pk = None
        event.save(force_insert=True)
        row.pk, row.arises_from, row.due_at = None, event, NOW - timedelta(hours=2)
        row.save(force_insert=True)
    seen = words(desk.get(reverse("child", args=[told.child.reference])))
    assert "1 more of this is owed" in seen
    assert "is to be rung since" not in seen


def test_a_host_reads_it_and_a_home_does_not(told: Night, signed_in: Callable[..., Client]) -> None:
    page = reverse("child", args=[told.child.reference])
    host = signed_in(account=make_account(organisation=told.host))
    assert "First Invented" in words(host.get(page))
    home = signed_in(account=make_account(organisation=told.home, role=Role.CARER))
    seen = words(home.get(page))
    assert "First Invented" not in seen
    assert TITLE not in seen
    assert home.get(ring_href(told)).status_code in (403, 404)


# On the work lists -----------------------------------------------------------------------------------------------


def calls(whose: Whose, by: Actor) -> list[WorkLine]:
    return [line for line in work(whose=whose, by=by, now=NOW).lines if line.call]


def test_a_call_that_is_to_be_made_stands_on_the_lists_and_the_duty_once(told: Night) -> None:
    first = make_actor(role=Role.DUTY_WORKER, organisation=told.authority, name="First Invented")
    lead = make_actor(role=Role.MISSING_LEAD, organisation=told.authority)
    for whose, by in ((Whose.MINE, first), (Whose.ORGANISATION, told.desk), (Whose.AUTHORITY, lead)):
        [line] = calls(whose, by)
        shown = said(line, NOW)
        assert (shown["href"], shown["name"]) == (ring_href(told), "Testa Atnight")
        assert shown["words"] == "News that something owed to the child is near its time, or past it"
    lines = work(whose=Whose.ORGANISATION, by=told.desk, now=NOW).lines
    assert [each.what for each in lines if each.words == TITLE] == [What.DUTY]
    assert calls(Whose.MINE, told.desk) == []
    assert calls(Whose.ORGANISATION, make_night().desk) == []


def test_a_host_of_before_is_asked_to_make_no_call(night: Night) -> None:
    owed_by(night, "host_authority")
    waking.wake_what_is_due(by=SYSTEM, now=NOW - timedelta(hours=1))
    assert len(calls(Whose.ORGANISATION, night.host_desk)) == 1
    with seen_as(SIMULATOR):
        type(night.child).objects.filter(pk=night.child.pk).update(host_authority=make_night().host)
    assert calls(Whose.ORGANISATION, night.host_desk) == []


def test_the_morning_counts_the_duty_once_and_the_call_with_the_news(night: Night) -> None:
    lead = make_actor(role=Role.MISSING_LEAD, organisation=night.authority)
    before = morning(by=lead, now=NOW)
    assert waking.wake_what_is_due(by=SYSTEM, now=NOW - timedelta(hours=1)) == 1
    after = morning(by=lead, now=NOW)

    def more(figures: Figures) -> Figures:
        return Figures(
            overdue=figures.overdue,
            due_today=figures.due_today,
            unacknowledged=figures.unacknowledged + 1,
        )

    assert after.figures == more(before.figures)
    assert len(after.unacknowledged) == after.figures.unacknowledged
    assert [line.words for line in after.overdue].count(TITLE) == 1
    with seen_as(SYSTEM):
        for authority in (night.authority, night.host):
            assert figures_by_authority(now=NOW)[authority.pk] == after.figures


# The call ----------------------------------------------------------------------------------------------------------


def test_the_call_is_made_and_recorded(told: Night, desk: Client) -> None:
    page = desk.get(ring_href(told))
    seen = words(page)
    assert "Ask for First Invented at" in seen
    assert f"past it: {TITLE}. Reference {told.child.reference}" in seen
    assert "01632\N{NO-BREAK SPACE}960222" in page.content.decode()

    typed = {**hidden(page), "was_answered": "yes", "name": "Noor Invented", **boxes("called", NOW)}
    wrong = desk.post(ring_href(told), typed)
    assert "Enter their role" in str(errors(wrong))
    assert b"Noor Invented" in wrong.content
    done = desk.post(ring_href(told), typed | {"post": "Duty"})
    assert done["Location"] == reverse("child", args=[told.child.reference])
    seen = words(desk.get(done["Location"]))
    assert "The call is recorded. They are told." in seen
    assert "Noor Invented, Duty" in seen
    assert "Told by telephone" in words(desk.get(ring_href(told)))


def test_a_try_that_nobody_answered_leaves_the_call(told: Night, desk: Client) -> None:
    page = desk.get(ring_href(told))
    sent = desk.post(
        ring_href(told), {**hidden(page), "was_answered": "no", **boxes("called", NOW)}, follow=True
    )
    assert "They are still not told: ring again." in words(sent)
    assert the(told, "telephone").state == "waiting"


def test_a_message_is_no_call_to_record(told: Night, desk: Client) -> None:
    letter = the(told, "email")
    assert desk.get(reverse("ring-owed", args=[told.child.reference, letter.reference])).status_code == 404


def opened(client: Client, link: str) -> Any:
    """Ask for a code and give it; give the page that it opens."""
    client.post(link)
    letters = tellings.outbox(by=SYSTEM, now=datetime.now(UTC))
    code = re.findall(r"\d{6}", next(each.body for each in letters if each.subject == "Your code"))[0]
    return client.post(f"{link}/code", {"code": code}, follow=True)


# By the link -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("owes", ["responsible_authority", "host_authority"])
def test_the_link_says_what_is_owed_and_takes_a_name(night: Night, client: Client, owes: str) -> None:
    owed_by(night, owes)
    waking.wake_what_is_due(by=SYSTEM, now=NOW - timedelta(hours=1))
    link = f"/told/{notices.token_for(the(night, 'email'))}"
    assert "something owed to this child is near its time, or past it" in words(client.get(link))
    seen = words(opened(client, link))
    assert TITLE in seen
    assert night.child.reference not in seen
    assert ("Testa Atnight" in seen) == (owes == "responsible_authority")
    assert f"or ring {night.authority.name}" in seen

    client.post(f"{link}/notice", {"name": "Noor Invented", "post": "Duty"})
    assert the(night, "email").state == "told"
    assert "Thank you" in words(client.get(f"{link}/notice"))


def test_the_link_to_what_is_owed_on_an_episode_still_opens_the_episode(client: Client) -> None:
    night = make_night(name="Testa Onanepisode")
    reference = night.reported(now=GONE, last_seen=When.moment(GONE - timedelta(hours=1)))
    with seen_as(SIMULATOR):
        OwedDuty.objects.filter(child=night.child).update(wakes_at=None)
        row = OwedDuty.objects.filter(episode__reference=reference).first()
        assert row is not None
        due = {"code": "return-interview-72h", "owed_by": "responsible_authority", "settled_as": ""}
        later = {"due_at": NOW - timedelta(hours=1), "wakes_at": NOW - timedelta(hours=1)}
        OwedDuty.objects.filter(pk=row.pk).update(**due, **later)
    waking.wake_what_is_due(by=SYSTEM, now=NOW - timedelta(minutes=30))
    with seen_as(SIMULATOR):
        telling = Telling.objects.get(owed_step__episode__reference=reference, channel="email")
    seen = words(opened(client, f"/told/{notices.token_for(telling)}"))
    assert reference in seen
    assert "Testa Onanepisode" in seen


@invented
def owed_by(night: Night, whom: str) -> None:
    OwedDuty.objects.filter(child=night.child, code="missing-discussed").update(owed_by=whom)
