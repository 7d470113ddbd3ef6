from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account, Organisation
from lantern.commands import _invented as invented
from lantern.commands import demo
from lantern.gateways import duty_numbers
from lantern.policies import access
from lantern.queries import missing
from lantern.record.context import seen_as
from lantern.record.models import Child, ChildName, Telling
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Role
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
MACHINES = {Role.LINK_HOLDER, Role.IMPORTER, Role.SYSTEM, Role.OPERATOR, Role.SIMULATOR}
# Ofcom keeps these ranges free for drama: nobody has such a number.
FOR_DRAMA = re.compile(r"(01632 960|07700 900|020 7946 0)\d{3}")


def test_demo_fills_an_empty_installation_and_then_leaves_it_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    demo.run([])
    after = [Organisation.objects.count(), Account.objects.count(), _children()]
    demo.run(["--if-empty"])

    assert after == [len(invented.PLACES), len(invented.PEOPLE), len(invented.CHILDREN)]
    assert [Organisation.objects.count(), Account.objects.count(), _children()] == after
    assert capsys.readouterr().out.splitlines() == [
        "Invented 9 organisations and 12 children.",
        "There are organisations already. Nothing was added.",
    ]


def _children() -> int:
    with seen_as(SIMULATOR):
        return Child.objects.count()


def test_tonight_two_are_missing_of_whom_one_is_not_told_to_the_police() -> None:
    demo.run([])
    by = Account.objects.get(email="dana@northmere.example").as_actor()
    rows = missing.board(by=by, now=datetime.now(UTC)).rows

    assert [(row.head.name, row.police_rung, row.head.risk_level) for row in rows] == [
        ("June Samplewick", False, None),
        ("Amal Mithali", True, "high"),
    ]


def test_third_child_is_back_and_everybody_who_was_told_is_told_so() -> None:
    demo.run([])
    with seen_as(SIMULATOR):
        back = Telling.objects.filter(about="returned").values_list("channel", "state")
        assert sorted(back) == [
            ("email", "waiting"),
            ("telephone", "waiting"),
            ("telephone", "waiting"),
        ]


def test_there_is_somebody_in_every_role_that_a_person_may_hold() -> None:
    assert {role for _, role, _ in invented.PEOPLE} == set(Role) - MACHINES
    kinds = {place.name: place.kind for place in invented.PLACES}
    assert all(kinds[place] in access.ROLE_BELONGS_TO[role] for _, role, place in invented.PEOPLE)


def test_numbers_and_mailboxes_are_nobodys() -> None:
    demo.run([])
    numbers = {n for o in Organisation.objects.all() for n in (o.out_of_hours_telephone, o.switchboard) if n}
    mailboxes = {m for o in Organisation.objects.all() for m in (o.email, o.second_email) if m}

    assert [n for n in numbers if not FOR_DRAMA.fullmatch(n)] == []
    assert [m for m in mailboxes if not m.endswith(".example")] == []


def test_names_come_in_several_scripts() -> None:
    demo.run([])
    with seen_as(SIMULATOR):
        names = set(ChildName.objects.values_list("name", flat=True))

    assert {"أمل مثالي", "Łucja Przykładowa", "نمونه آزمایشی", "Mẫu Thị Thử"} <= names


def test_printed_sign_ins_let_each_one_in(capsys: pytest.CaptureFixture[str]) -> None:
    demo.run([])
    capsys.readouterr()
    demo.run(["--print-sign-ins"])
    head, *lines = [re.split(r"\s{2,}", line.strip()) for line in capsys.readouterr().out.splitlines()]
    answers = [
        Client().post("/sign-in", {"username": email, "password": password}).status_code
        for *_, email, password in lines
    ]

    assert head == ["Role", "Name", "Organisation", "E-mail", "Password"]
    assert answers == [302] * len(invented.PEOPLE)


def test_printing_for_nobody_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    demo.run(["--print-sign-ins"])

    assert capsys.readouterr().out == ""


def test_duty_numbers_are_in_their_file_afterwards() -> None:
    demo.run([])

    assert [(one.name, one.telephone) for one in duty_numbers.read()] == [
        ("Northmere Council", "01632 960101"),
        ("Westhaven Council", "01632 960201"),
        ("Ness and Wold Police", "01632 960999"),
    ]


@pytest.mark.parametrize("words", [[], ["--print-sign-ins"]])
def test_live_installation_refuses(settings: Any, words: list[str]) -> None:
    settings.IS_DEMO = False

    with pytest.raises(Refused):
        demo.run(words)
    assert Organisation.objects.count() == 0
