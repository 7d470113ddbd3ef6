"""No door without a row: every address, every verb and every job says who may open it, or why anybody may."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from lantern import commands
from lantern.jobs import notices as notice_jobs
from lantern.policies import access
from lantern.vocabulary.roles import Permission, Role


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


EVERY_ADDRESS = list(addresses(get_resolver().url_patterns))


@pytest.mark.parametrize("address", EVERY_ADDRESS, ids=lambda a: a.name or str(a.pattern))
def test_address_says_who_may_open_it(address: URLPattern) -> None:
    permission = getattr(address.callback, "permission", None)
    because = getattr(address.callback, "open_because", None)

    assert (permission is None) != (because is None), (
        "declare it with @door(Permission.X) or @open_door('why')"
    )
    if permission is not None:
        assert roles_that_hold(permission), f"nobody in the matrix holds {permission}"
    else:
        assert len(because) > 20, "say why anybody may open it"


@pytest.mark.parametrize("verb", commands.verbs())
def test_verb_says_what_the_operator_needs(verb: str) -> None:
    module = importlib.import_module(f"lantern.commands.{verb}")
    permission = getattr(module, "PERMISSION", None)
    reason = getattr(module, "TOUCHES_NO_CHILD", None)

    assert (permission is None) != (reason is None), (
        "give the verb PERMISSION, or say in TOUCHES_NO_CHILD why none"
    )
    if permission is not None:
        holders = {Role.OPERATOR, Role.IMPORTER, Role.SIMULATOR, Role.SYSTEM}
        assert roles_that_hold(permission) & holders, f"no machine's role in the matrix holds {permission}"


def test_jobs_deliver_as_the_system() -> None:
    assert notice_jobs.PERMISSION in access.WITHOUT_CHILD[Role.SYSTEM]


def roles_that_hold(permission: Permission) -> set[Role]:
    return {
        role
        for role in Role
        if permission in access.WITHOUT_CHILD[role] or access.relations_that(role, permission)
    }
