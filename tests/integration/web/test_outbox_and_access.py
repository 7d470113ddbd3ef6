from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from lantern.actions import notices
from lantern.policies import access, access_words
from lantern.record.context import seen_as
from lantern.record.models import Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Permission, Role
from tests.factories.night import make_night
from tests.factories.notices import make_demo_message
from tests.integration.web.reading import words

pytestmark = pytest.mark.django_db


def test_outbox_shows_what_would_be_sent_with_a_link_that_opens_here(
    signed_in: Callable[..., Client],
) -> None:
    night = make_night()
    night.reported()
    with seen_as(SYSTEM):
        telling = Telling.objects.get(organisation=night.host)
    notices.deliver(telling_id=telling.pk, by=SYSTEM, now=datetime.now(UTC))
    page = signed_in().get("/outbox")

    assert f'href="/told/{notices.token_for(telling)}"' in page.content.decode()
    assert f"A child is missing: please acknowledge ({episode_of(telling)})" in words(
        page
    )


def episode_of(telling: Telling) -> str:
    with seen_as(SYSTEM):
        return Telling.objects.select_related("episode").get(pk=telling.pk).episode.reference


def test_words_of_a_message_are_never_markup(signed_in: Callable[..., Client]) -> None:
    make_demo_message(body="<script>alert(1)</script> http://x/told/ab<b>")
    page = signed_in().get("/outbox").content.decode()

    assert ("<script>alert" in page, "<b>" in page, 'href="/told/ab"' in page) == (False, False, True)


def test_empty_outbox_says_what_its_emptiness_may_mean(signed_in: Callable[..., Client]) -> None:
    assert "If none comes, the worker may not be running." in words(signed_in().get("/outbox"))


def test_live_installation_has_no_outbox(signed_in: Callable[..., Client], settings: Any) -> None:
    settings.IS_DEMO = False

    assert signed_in().get("/outbox").status_code == 404


def test_only_who_holds_it_opens_the_outbox(signed_in: Callable[..., Client]) -> None:
    opened = {role for role in _people() if signed_in(role).get("/outbox").status_code == 200}

    assert opened == {role for role in _people() if Permission.SEE_OUTBOX in access.WITHOUT_CHILD[role]}


def test_matrix_is_shown_to_everybody_who_signs_in_with_their_own_role_first(
    signed_in: Callable[..., Client],
) -> None:
    for role in _people():
        page = signed_in(role).get("/access")
        assert page.status_code == 200
        first = page.content.decode().split("<details")[1]
        assert (" open>" in first, f"{access.ROLE_TITLES[role]} (your role)" in first) == (True, True)


def test_every_role_and_every_permission_of_the_matrix_is_on_the_page(
    signed_in: Callable[..., Client],
) -> None:
    page = words(signed_in().get("/access"))
    used = set().union(
        *access.WITHOUT_CHILD.values(), *(c for cells in access.MATRIX.values() for c in cells.values())
    )
    missing = [access.ROLE_TITLES[role] for role in Role if access.ROLE_TITLES[role] not in page]
    missing += [access.PERMISSION_TITLES[p] for p in used if access.PERMISSION_TITLES[p] not in page]

    assert missing == []


def test_matrix_in_words_says_the_same_as_the_matrix() -> None:
    for words_of in access_words.roles():
        said = {one.relation: set(one.may) for one in words_of.standings}
        meant = {
            access.RELATION_TITLES[relation]: {access.PERMISSION_TITLES[p] for p in cell}
            for relation, cell in access.MATRIX[words_of.role].items()
            if access.RELATION_TITLES[relation] in said or cell
        }
        assert said == meant


def _people() -> list[Role]:
    return [
        role
        for role in Role
        if access.ROLE_BELONGS_TO[role] and role not in (Role.LINK_HOLDER, Role.IMPORTER)
    ]
