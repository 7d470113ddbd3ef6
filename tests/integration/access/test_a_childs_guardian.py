"""A guardian sees one child by their own account: not before they are named, not another child, not once they left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from lantern.accounts.models import Account
from lantern.actions import case, children, concerns, guardians
from lantern.actions.guardians import Named
from lantern.queries.children import find
from lantern.queries.seeing import episodes_visible_to, permissions_on, visible_to
from lantern.record.context import context_of, seen_as
from lantern.record.models import (
    AuditEntry,
    Child,
    Event,
    GuardianAccess,
    GuardianAllocation,
    MissingEpisode,
    ProtectedContact,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.concerns import ChallengeAbout, GuardianRole, GuardianSays
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Permission, Role
from tests.factories.children import make_protected_contact
from tests.factories.missing import make_event
from tests.factories.night import NOW, Night, at, episode_of, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
NAMED = When(on=date(2026, 3, 4))


@dataclass(frozen=True, kw_only=True)
class Guarded:
    """A child who is missing, a stranger's child who is missing too, and a guardian with an account."""

    night: Night
    other: Night
    account: Account

    @property
    def guardian(self) -> Actor:
        return self.account.as_actor()


@pytest.fixture
def guarded() -> Guarded:
    service = make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE, name="Invented Guardians")
    account = make_account(role=Role.GUARDIAN, organisation=service, name="Gil Invented")
    night, other = (make_night(name="Wanted Invented") for _ in range(2))
    for one in (night, other):
        make_protected_contact(child=one.child)
        one.reported()
    return Guarded(night=night, other=other, account=account)


def named(held: Guarded, *, night: Night | None = None, **given: Any) -> int:
    """Name the guardian of a child by their account."""
    who = Named(guardian_name="", service="", role=GuardianRole.DIRECT, account=held.account.pk)
    night = night or held.night
    given = {"happened": NAMED, "named": who, "words": "", "by": night.desk, "now": NOW, **given}
    return int(guardians.allocate(child=night.child.reference, **given))


def left(held: Guarded) -> int:
    told: dict[str, Any] = {"happened": When(on=date(2026, 3, 9)), "words": "Moved away.", "now": NOW}
    return int(guardians.leave(child=held.night.child.reference, by=held.night.desk, **told))


def withdrawn(held: Guarded, entry: int, *, by: Actor | None = None) -> None:
    told: dict[str, Any] = {"reasons": "Entered on the wrong child.", "now": at(minutes=1)}
    by = by or held.night.desk
    case.withdraw(child=held.night.child.reference, event=entry, by=by, **told)


def seen_by(actor: Actor) -> tuple[set[int], set[int]]:
    """Give the children and the episodes that this actor sees; the first guard and the database must agree."""
    with seen_as(actor):
        first = {c.pk for c in visible_to(actor)}, {e.pk for e in episodes_visible_to(actor)}
        second = {c.pk for c in Child.objects.all()}, {e.pk for e in MissingEpisode.objects.all()}
    assert first == second
    return second


def all_of(night: Night) -> tuple[set[int], set[int]]:
    with seen_as(SIMULATOR):
        return {night.child.pk}, {e.pk for e in MissingEpisode.objects.filter(child=night.child)}


def opened(held: Guarded, night: Night) -> Any:
    return children.open_child(reference=night.child.reference, by=held.guardian, now=NOW)


def test_a_guardian_sees_this_child_and_no_other_from_being_named_until_they_leave(guarded: Guarded) -> None:
    assert seen_by(guarded.guardian) == (set(), set())
    named(guarded)
    assert seen_by(guarded.guardian) == all_of(guarded.night)
    assert opened(guarded, guarded.night).name == "Wanted Invented"
    found = find(wanted="wanted", by=guarded.guardian, now=NOW)
    assert [one.reference for one in found] == [guarded.night.child.reference]

    left(guarded)
    assert seen_by(guarded.guardian) == (set(), set())
    for night in (guarded.night, guarded.other):
        with pytest.raises(NotFound):
            opened(guarded, night)
    assert find(wanted="wanted", by=guarded.guardian, now=NOW) == ()


def test_a_guardian_of_two_children_keeps_one_when_they_leave_the_other(guarded: Guarded) -> None:
    named(guarded)
    named(guarded, night=guarded.other)
    (mine, episodes), (other, others) = all_of(guarded.night), all_of(guarded.other)
    assert seen_by(guarded.guardian) == (mine | other, episodes | others)
    left(guarded)
    assert seen_by(guarded.guardian) == all_of(guarded.other)


def test_what_a_guardian_may_do_for_the_child_is_what_the_matrix_says(guarded: Guarded) -> None:
    named(guarded)
    with seen_as(guarded.guardian):
        found = permissions_on(row=Child.objects.get(), by=guarded.guardian)
        confidences = ProtectedContact.objects.count()

    assert found == {
        Permission.SEE_EPISODE,
        Permission.SEE_NAME,
        Permission.SEE_RECORD,
        Permission.SEE_PLAN,
        Permission.RECORD_CONCERN,
        Permission.RECORD_INFORMATION,
        Permission.SPEAK_AS_GUARDIAN,
    }
    assert confidences == 0
    assert opened(guarded, guarded.night).protected is None


def test_neither_the_service_nor_a_colleague_nor_the_account_in_another_role_sees_the_child(
    guarded: Guarded,
) -> None:
    named(guarded)
    colleague = make_account(role=Role.GUARDIAN, organisation=guarded.account.organisation).as_actor()
    as_carer = Actor(role=Role.CARER, name="Gil", account_id=guarded.account.pk)
    without = Actor(role=Role.GUARDIAN, name="Gil", organisation_id=guarded.account.organisation_id)

    assert [seen_by(actor) for actor in (colleague, as_carer, without)] == [(set(), set())] * 3
    assert "allocated" not in context_of(as_carer) + context_of(without) + context_of(guarded.night.desk)


def test_an_allocation_that_was_wrong_ends_what_is_seen_and_a_leaving_that_was_wrong_gives_it_back(
    guarded: Guarded,
) -> None:
    allocation = named(guarded)
    leaving = left(guarded)
    withdrawn(guarded, leaving)
    assert seen_by(guarded.guardian) == all_of(guarded.night)
    owner = make_account(role=Role.INFORMATION_OWNER, organisation=guarded.night.authority).as_actor()
    withdrawn(guarded, allocation, by=owner)
    assert seen_by(guarded.guardian) == (set(), set())


def struck(entry: int, *, times: int) -> None:
    """Write a thread of withdrawals, each of the one before: no action lets anybody, and an import one day may."""
    for _each in range(times):
        with seen_as(SIMULATOR):
            wrong = Event.objects.select_related("child").get(pk=entry)
        assert wrong.child is not None
        entry = make_event(child=wrong.child, kind=EventKind.ENTERED_IN_ERROR, corrects=wrong).pk


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_what_a_struck_withdrawal_struck_stands_again_for_the_database_too(
    guarded: Guarded, times: int
) -> None:
    whole, nothing = all_of(guarded.night), (set[int](), set[int]())
    struck(named(guarded), times=times)
    assert seen_by(guarded.guardian) == (nothing if times % 2 else whole)
    if times % 2 == 0:
        struck(left(guarded), times=times)
        assert seen_by(guarded.guardian) == nothing


def test_of_two_withdrawals_the_one_that_stands_strikes(guarded: Guarded) -> None:
    allocation = named(guarded)
    struck(allocation, times=2)
    struck(allocation, times=1)
    assert seen_by(guarded.guardian) == (set(), set())


def test_a_void_episode_is_nobody_s_and_no_guardian_s_either(guarded: Guarded) -> None:
    named(guarded)
    with seen_as(SIMULATOR):
        MissingEpisode.objects.filter(child=guarded.night.child).update(is_void=True)

    assert seen_by(guarded.guardian) == ({guarded.night.child.pk}, set())


def test_a_guardian_writes_a_contact_a_view_and_a_challenge_in_their_own_name(guarded: Guarded) -> None:
    allocation = named(guarded)
    told: dict[str, Any] = {"child": guarded.night.child.reference, "by": guarded.guardian, "now": NOW}
    happened = When(on=date(2026, 3, 6))
    guardians.note(
        says=GuardianSays.CONTACT, decision=None, about="", words="Rang.", happened=happened, **told
    )
    guardians.note(
        says=GuardianSays.VIEW, decision=None, about="The move", words="Too far.", happened=happened, **told
    )
    challenge = guardians.challenge(
        about=ChallengeAbout.SAFER_ACCOMMODATION, words="Not safe there.", happened=happened, **told
    )
    guardians.answer_challenge(
        child=told["child"],
        challenge=challenge,
        happened=When(on=date(2026, 3, 7)),
        agreed=True,
        words="Moved today.",
        by=guarded.night.desk,
        now=NOW,
    )

    held = concerns.open_concern(**told).guardian
    assert [(line.said.by_name, line.said.by_organisation, line.said.words) for line in held.notes] == [
        ("Gil Invented", "Invented Guardians", "Too far."),
        ("Gil Invented", "Invented Guardians", "Rang."),
    ]
    assert [(line.said.words, line.answer.words) for line in held.challenges if line.answer] == [
        ("Not safe there.", "Moved today.")
    ]
    with pytest.raises(NotPermitted):
        guardians.answer_challenge(**told, challenge=challenge, happened=happened, agreed=False, words="No.")
    with pytest.raises(NotPermitted):
        guardians.leave(**told, happened=happened, words="I leave.")
    with pytest.raises(NotPermitted):
        withdrawn(guarded, allocation, by=guarded.guardian)
    withdrawn(guarded, held.notes[0].said.number, by=guarded.guardian)


def test_after_they_left_a_guardian_writes_nothing(guarded: Guarded) -> None:
    named(guarded)
    left(guarded)

    with pytest.raises(NotFound):
        guardians.challenge(
            child=guarded.night.child.reference,
            about=ChallengeAbout.TRACING,
            words="Late.",
            happened=When(on=date(2026, 3, 8)),
            by=guarded.guardian,
            now=NOW,
        )
    with pytest.raises(ProgrammingError, match="row-level security"), seen_as(guarded.guardian):
        Event.objects.create(**bare(guarded, EventKind.GUARDIAN_SAID))


def bare(held: Guarded, kind: EventKind) -> dict[str, Any]:
    return {
        "child_id": held.night.child.pk,
        "kind": kind.value,
        "happened_on": NOW.date(),
        "recorded_at": NOW,
        "by_name": "Gil",
        "by_role": Role.GUARDIAN.value,
    }


def _give_oneself(held: Guarded, account: Account, *, by: Actor) -> None:
    """Write, without the first guard, what would let this account see the child."""
    with seen_as(by), transaction.atomic():
        event = Event.objects.create(**bare(held, EventKind.GUARDIAN_ALLOCATED))
        GuardianAccess.objects.create(event=event, account=account, by_name="Gil", recorded_at=NOW)


def test_the_database_lets_nobody_make_themselves_a_guardian(guarded: Guarded) -> None:
    allocation = named(guarded)
    colleague = make_account(role=Role.GUARDIAN, organisation=guarded.account.organisation)
    for actor in (guarded.guardian, guarded.night.host_desk, guarded.night.police):
        with pytest.raises(ProgrammingError, match="row-level security"):
            _give_oneself(guarded, colleague, by=actor)
    with pytest.raises(ProgrammingError, match="denied"), seen_as(guarded.night.desk), transaction.atomic():
        GuardianAccess.objects.filter(event=allocation).update(account=colleague)
    with seen_as(guarded.other.desk):
        assert GuardianAccess.objects.count() == 0
        assert GuardianAllocation.objects.count() == 0


def test_each_opening_by_a_guardian_is_audited_and_so_is_each_refusal(guarded: Guarded) -> None:
    named(guarded)
    reference = guarded.night.child.reference
    opened(guarded, guarded.night)
    concerns.open_concern(child=reference, by=guarded.guardian, now=NOW)
    guardians.open_guarded(by=guarded.guardian, now=NOW)
    left(guarded)
    with pytest.raises(NotFound):
        opened(guarded, guarded.night)

    own = AuditEntry.objects.filter(account_id=guarded.account.pk).order_by("number")
    assert list(own.values_list("action", "outcome", "about")) == [
        ("children.open_child", "done", reference),
        ("concerns.open_concern", "done", reference),
        ("guardians.open_guarded", "done", ""),
        ("children.open_child", "refused", reference),
    ]


def test_a_guardian_who_gets_an_account_later_is_let_in_once(guarded: Guarded) -> None:
    child = guarded.night.child.reference
    let_in: dict[str, Any] = {"child": child, "by": guarded.night.desk, "now": NOW}
    with pytest.raises(Refused, match="No guardian of this child"):
        guardians.let_in(account=guarded.account.pk, **let_in)
    named(guarded, named=Named(guardian_name="Gil Invented", service="Elsewhere", role=GuardianRole.INDIRECT))
    assert seen_by(guarded.guardian) == (set(), set())
    for number in (guarded.account.pk + 1000, make_account(role=Role.CARER).pk):
        with pytest.raises(Refused, match="no such guardian’s account"):
            guardians.let_in(account=number, **let_in)
    for by in (guarded.night.host_desk, guarded.night.police):
        with pytest.raises(NotPermitted):
            guardians.let_in(account=guarded.account.pk, **{**let_in, "by": by})
    guardians.let_in(account=guarded.account.pk, **let_in)
    assert seen_by(guarded.guardian) == all_of(guarded.night)
    with pytest.raises(Refused, match="sees the child already"):
        guardians.let_in(account=guarded.account.pk, **let_in)


def test_a_name_beside_an_account_must_be_the_account_s_own(guarded: Guarded) -> None:
    def who(**typed: str) -> Named:
        told = {"guardian_name": "", "service": "", **typed}
        return Named(role=GuardianRole.DIRECT, account=guarded.account.pk, **told)

    for typed in ({"guardian_name": "Gale Other"}, {"service": "Others"}):
        with pytest.raises(Refused, match="The account you chose is of"):
            named(guarded, named=who(**typed))
    guarded.account.is_active = False
    guarded.account.save()
    with pytest.raises(Refused, match="no such guardian’s account"):
        named(guarded)
    assert seen_by(guarded.guardian) == (set(), set())


def test_an_episode_that_a_guardian_reads_is_found_by_reference(guarded: Guarded) -> None:
    named(guarded)
    with seen_as(SIMULATOR):
        reference = MissingEpisode.objects.get(child=guarded.night.child).reference
        elsewhere = MissingEpisode.objects.get(child=guarded.other.child).reference

    page = children.open_episode(reference=reference, by=guarded.guardian, now=NOW)
    assert (page.head.name, page.chronology_is_hidden) == ("Wanted Invented", False)
    assert episode_of(reference).child_id == guarded.night.child.pk
    with pytest.raises(NotFound):
        children.open_episode(reference=elsewhere, by=guarded.guardian, now=NOW)
