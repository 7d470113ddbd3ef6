"""What every test of a page may ask for: a browser's place, and somebody to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account
from lantern.vocabulary.roles import Role
from tests.factories.organisations import make_account

SIGN_IN = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """Give a browser in which somebody in a role is signed in."""

    def sign_in(role: Role = Role.DUTY_WORKER, *, account: Account | None = None, **fields: Any) -> Client:
        client = Client()
        client.force_login(account or make_account(role=role, **fields), backend=SIGN_IN)
        return client

    return sign_in
