from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Organisation, Proof, Team
from lantern.actions.readiness import Readiness, readiness
from lantern.gateways import duty_numbers, mail
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.vocabulary.tellings import AttemptOutcome
from tests.factories.organisations import make_organisation, make_team
from tests.integration.web.reading import errors, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.ADMINISTRATOR, organisation=make_organisation(name="Testmere Council"))


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[mail.Message]:
    """What the mail server was given; the gateway's own tests speak to a real one."""
    letters: list[mail.Message] = []

    def take(message: mail.Message) -> mail.Sent:
        letters.append(message)
        return mail.Sent(outcome=AttemptOutcome.TAKEN, answer="250", ended_at=datetime.now(UTC))

    monkeypatch.setattr("lantern.actions.proofs.mail.send", take)
    return letters


def reference(name: str = "Testmere Council") -> str:
    return Organisation.objects.get(name=name).reference


def test_only_an_administrator_opens_set_up(signed_in: Callable[..., Client]) -> None:
    statuses = {
        role: signed_in(role).get("/set-up").status_code for role in (Role.DUTY_WORKER, Role.MISSING_LEAD)
    }

    assert statuses == {Role.DUTY_WORKER: 403, Role.MISSING_LEAD: 403}


def test_code_that_arrived_proves_that_mail_arrives(admin: Client, sent: list[mail.Message]) -> None:
    admin.post("/set-up/mail", {"organisation": reference()})
    code = re.findall(r"\d{8}", sent[0].body)[0]
    wrong = errors(
        admin.post("/set-up/mail/code", {"code": "00000000" if code != "00000000" else "11111111"})
    )
    right = admin.post("/set-up/mail/code", {"code": f"{code[:4]} {code[4:]}"})
    again = errors(admin.post("/set-up/mail/code", {"code": code}))
    proof = Proof.objects.get()

    not_a_code = "That is not a code that was sent within the last hour. Nothing was changed. "
    not_a_code += "Check it, or send another."
    assert (wrong, right.status_code, again) == ([not_a_code], 302, [not_a_code])
    assert (proof.kind, proof.address, proof.proved_by_id) == ("mail", sent[0].recipient, _account(admin))
    assert readiness() == Readiness(mail_is_proved=True, number_is_proved=False)


def test_code_that_was_not_sent_says_why(admin: Client, settings: Any) -> None:
    settings.SMTP_URL = ""

    assert errors(admin.post("/set-up/mail", {"organisation": reference()})) == [
        "The code was not sent: no mail server is set: set SMTP_URL. Nothing is proved yet."
    ]


def test_number_that_was_answered_is_proved(admin: Client) -> None:
    response = admin.post(
        "/set-up/number", {"organisation": reference(), "answered_by": "Night desk", "rung_now": "on"}
    )
    page = words(admin.get("/set-up"))

    assert response.status_code == 302
    assert "Night desk answered 01632 960000, Testmere Council: recorded by Worker" in page
    assert readiness() == Readiness(mail_is_proved=False, number_is_proved=True)


def test_call_needs_who_answered_and_when(admin: Client) -> None:
    response = admin.post("/set-up/number", {"organisation": ""})

    assert (response.status_code, errors(response)) == (
        200,
        ["Choose which number you rang", "Enter who answered", "Enter the call"],
    )


def test_live_installation_says_that_no_child_can_be_recorded_yet(admin: Client, settings: Any) -> None:
    settings.IS_DEMO = False

    assert "No child can be recorded yet." in words(admin.get("/set-up"))


def test_organisation_is_added_and_its_number_is_in_the_file_of_duty_numbers(
    admin: Client, django_capture_on_commit_callbacks: Any
) -> None:
    typed = {"kind": "local_authority", "name": "Livemere Council", "out_of_hours_telephone": "01632 960777"}
    with django_capture_on_commit_callbacks(execute=True):
        response = admin.post("/set-up/organisations/new", typed)

    assert response.status_code == 302
    assert [(one.name, one.telephone) for one in duty_numbers.read()] == [
        ("Livemere Council", "01632 960777"),
        ("Testmere Council", "01632 960000"),
    ]


def test_organisation_is_changed_but_never_its_kind(admin: Client) -> None:
    path = f"/set-up/organisations/{reference()}"
    force = make_organisation(kind=OrganisationKind.POLICE_FORCE, name="Test Police")
    changed = admin.post(
        path, {"kind": "local_authority", "name": "Testmere Borough", "police_force": force.reference}
    )
    other_kind = errors(admin.post(path, {"kind": "charity", "name": "Testmere Borough"}))
    row = Organisation.objects.get(name="Testmere Borough")

    assert (changed.status_code, row.police_force, row.email) == (302, force, "")
    assert other_kind == ["An organisation's kind cannot be changed. Add another organisation instead."]


def test_second_organisation_of_one_name_is_refused(admin: Client) -> None:
    response = admin.post("/set-up/organisations/new", {"kind": "charity", "name": "TESTMERE council"})

    assert errors(response) == ["There is an organisation of that name already."]


def test_second_mailbox_must_be_another_one(admin: Client) -> None:
    typed = {"kind": "charity", "name": "A Charity", "email": "a@b.example", "second_email": "A@b.example"}

    assert errors(admin.post("/set-up/organisations/new", typed)) == [
        "The second mailbox must be another one, or leave it empty"
    ]


def test_team_is_added_and_changed(admin: Client) -> None:
    path = f"/set-up/organisations/{reference()}/teams"
    added = admin.post(f"{path}/new", {"name": "North", "email": "north@b.example"})
    number = Team.objects.get().pk
    changed = admin.post(f"{path}/{number}", {"name": "North", "out_of_hours_telephone": "01632 960001"})
    twice = errors(admin.post(f"{path}/new", {"name": "north"}))

    assert (added.status_code, changed.status_code, twice) == (
        302,
        302,
        ["There is a team of that name already."],
    )
    assert list(Team.objects.values_list("name", "email", "out_of_hours_telephone")) == [
        ("North", "", "01632 960001")
    ]


def test_what_is_not_there_is_said(admin: Client) -> None:
    other = make_team()
    paths = ["/set-up/organisations/NONE", f"/set-up/organisations/{reference()}/teams/{other.pk}"]

    assert [admin.get(path).status_code for path in paths] == [404, 404]


def test_same_form_pressed_twice_adds_one(admin: Client) -> None:
    for _ in range(2):
        admin.post("/set-up/organisations/new", {"kind": "charity", "name": "Once", "key": "one-key"})

    assert Organisation.objects.filter(name="Once").count() == 1


def test_code_sent_more_than_an_hour_ago_proves_nothing(admin: Client, sent: list[mail.Message]) -> None:
    admin.post("/set-up/mail", {"organisation": reference()})
    Proof.objects.update(asked_at=datetime.now(UTC) - timedelta(minutes=61))
    code = re.findall(r"\d{8}", sent[0].body)[0]
    admin.post("/set-up/mail/code", {"code": code})

    assert readiness() == Readiness(mail_is_proved=False, number_is_proved=False)


def _account(client: Client) -> int:
    return int(client.session["_auth_user_id"])


def test_a_folder_of_rules_that_was_refused_is_said_with_file_and_line(admin: Client, settings: Any) -> None:
    assert "is not in force" not in words(admin.get("/set-up"))
    settings.TABLES_REFUSED = "late.toml, line 3: youngest is 0."

    said = words(admin.get("/set-up"))
    assert (
        "is not in force as it is. late.toml, line 3: youngest is 0. What Lantern read from it before" in said
    )
