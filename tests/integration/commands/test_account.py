from __future__ import annotations

import io
from typing import Any

import pytest

from lantern.accounts.models import Account, Organisation
from lantern.commands import account
from lantern.vocabulary.refusals import NotFound, Refused
from tests.factories.organisations import make_account, make_organisation

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-invented-phrase"


def open_account(monkeypatch: pytest.MonkeyPatch, *more: str, password: str = PASSWORD, **said: str) -> int:
    facts = {"email": "Boss@live.example", "name": "Invented Boss", "role": "administrator"}
    facts |= {"organisation": "Livemere Council", **said}
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    words = [word for name, value in facts.items() for word in (f"--{name}", value)]
    return account.run(["open", *words, "--password-stdin", *more])


def test_first_administrator_comes_with_the_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    open_account(monkeypatch, "--new-organisation", "local_authority")
    opened = Account.objects.get()

    assert (opened.email, opened.role, opened.is_demo, opened.check_password(PASSWORD)) == (
        "boss@live.example",
        "administrator",
        False,
        True,
    )
    assert (opened.organisation.name, opened.organisation.kind) == ("Livemere Council", "local_authority")


def test_organisation_that_is_there_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    make_organisation(name="Livemere Council")
    open_account(monkeypatch, "--new-organisation", "local_authority", organisation="livemere council")

    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "password", "says"),
    [
        ({"role": "carer"}, PASSWORD, "Carer is no role for a local authority. Nothing was opened."),
        ({}, "short", "It must contain at least 14 characters. Nothing was opened."),
        ({"email": "TAKEN@live.example"}, PASSWORD, "There is an account with that e-mail address already."),
    ],
)
def test_account_that_cannot_be_is_refused_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, Any], password: str, says: str
) -> None:
    make_account(email="taken@live.example", organisation=make_organisation(name="Another Council"))

    with pytest.raises(Refused) as refused:
        open_account(monkeypatch, "--new-organisation", "local_authority", password=password, **said)

    assert says in refused.value.message
    assert (Account.objects.count(), Organisation.objects.count()) == (1, 1)


def test_unknown_organisation_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotFound):
        open_account(monkeypatch)


def test_password_typed_differently_the_second_time_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([PASSWORD, PASSWORD + "x"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))

    with pytest.raises(Refused):
        account.run(
            ["open", "--email", "b@live.example", "--name", "B", "--role", "administrator"]
            + ["--organisation", "Livemere Council"]
        )
    assert Account.objects.count() == 0
