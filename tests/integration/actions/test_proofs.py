from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lantern.accounts.models import Proof
from lantern.actions import children, proofs, readiness
from lantern.actions.children import NewChild
from lantern.record.models import AuditEntry
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound, NotPermitted, NotReady, Refused
from lantern.vocabulary.roles import Role
from tests.factories.organisations import make_actor, make_organisation, make_proof

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 14, 23, 40, tzinfo=UTC)


def rung(organisation: Any, by: Actor, **said: Any) -> Proof:
    facts = {
        "number": organisation.out_of_hours_telephone,
        "answered_by": "Night desk",
        "rung": When.moment(NOW),
    }
    return proofs.prove_number(organisation=organisation.reference, **{**facts, **said}, by=by, now=NOW)


@pytest.fixture
def admin() -> Actor:
    return make_actor(role=Role.ADMINISTRATOR)


def test_live_installation_records_a_child_only_when_both_are_proved(settings: Any, admin: Actor) -> None:
    settings.IS_DEMO = False
    settings.PUBLIC_ADDRESS = "https://lantern.example"
    desk = make_actor()

    def register() -> str:
        return children.register_child(child=NewChild(name="Testa Firstborn"), by=desk, now=NOW)

    with pytest.raises(NotReady):
        register()
    make_proof(kind=Proof.MAIL, proved_at=NOW)
    with pytest.raises(NotReady):
        register()
    rung(make_organisation(), admin)

    assert register()
    assert readiness.readiness().is_ready


def test_proof_says_who_answered_and_who_recorded_it(admin: Actor) -> None:
    organisation = make_organisation()
    proof = rung(organisation, admin, answered_by="  Night desk ")

    assert (proof.kind, proof.organisation, proof.address, proof.answered_by) == (
        "number",
        organisation,
        "01632 960000",
        "Night desk",
    )
    assert (proof.asked_at, proof.proved_at, proof.proved_by_id) == (NOW, NOW, admin.account_id)
    assert list(AuditEntry.objects.values_list("action", "outcome", "about")) == [
        ("proofs.prove_number", "done", organisation.reference)
    ]


def test_number_typed_with_other_spaces_is_the_same_number(admin: Actor) -> None:
    assert rung(make_organisation(), admin, number="01632960000").address == "01632 960000"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"number": "01632 960999"}, "number"),
        ({"rung": When.moment(NOW - timedelta(days=31))}, "rung"),
    ],
)
def test_another_number_or_an_old_call_proves_nothing(admin: Actor, said: Any, field: str) -> None:
    with pytest.raises(Refused) as refused:
        rung(make_organisation(), admin, **said)

    assert (refused.value.field, Proof.objects.count()) == (field, 0)


def test_organisation_without_number_or_mailbox_cannot_be_proved(admin: Actor) -> None:
    bare = make_organisation(out_of_hours_telephone="", email="")

    with pytest.raises(Refused):
        rung(bare, admin)
    with pytest.raises(Refused):
        proofs.send_proof_code(organisation=bare.reference, by=admin, now=NOW)
    with pytest.raises(NotFound):
        proofs.send_proof_code(organisation="NONE", by=admin, now=NOW)
    assert Proof.objects.count() == 0


@pytest.mark.parametrize("role", [Role.DUTY_WORKER, Role.MISSING_LEAD, Role.SYSTEM])
def test_only_who_sets_up_may_prove_and_the_refusal_is_audited(role: Role) -> None:
    by = Actor(role=role, name="Somebody")

    with pytest.raises(NotPermitted):
        rung(make_organisation(), by)
    assert list(AuditEntry.objects.values_list("action", "outcome")) == [("proofs.prove_number", "refused")]


def test_only_a_hash_of_the_code_is_kept_and_none_once_it_proved(admin: Actor, monkeypatch: Any) -> None:
    sent = []
    monkeypatch.setattr("lantern.actions.proofs.mail.send", sent.append)
    proofs.send_proof_code(organisation=make_organisation().reference, by=admin, now=NOW)
    code = sent[0].body.split()[3]
    kept = Proof.objects.get().code_hash
    proofs.prove_mail(code=code, by=admin, now=NOW)

    assert (len(kept), code in kept, Proof.objects.get().code_hash) == (64, False, "")
