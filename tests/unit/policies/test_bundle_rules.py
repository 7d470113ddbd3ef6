from __future__ import annotations

import pytest

from lantern.policies.access import MATRIX, may
from lantern.policies.bundles import check_asked, check_decides, check_reasons_for_refusal
from lantern.vocabulary.bundles import BundleState
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission, Relation, Role

SAID = {"recipient": "A Person", "recipient_post": "Reviewer", "route": "In person", "reasons": "A review"}


def test_a_bundle_says_for_whom_how_and_why() -> None:
    check_asked(**SAID)
    for field in SAID:
        with pytest.raises(Refused) as refused:
            check_asked(**{**SAID, field: "  "})
        assert refused.value.field == field


def test_another_person_decides() -> None:
    check_decides(state=BundleState.ASKED, asked_by=1, decides=2, asked_person=None, person=None)
    check_decides(state=BundleState.ASKED, asked_by=1, decides=2, asked_person=7, person=8)


@pytest.mark.parametrize(
    ("decides", "asked_person", "person"), [(1, None, None), (None, None, None), (2, 7, 7)]
)
def test_whoever_asked_does_not_decide_with_whichever_account(
    decides: int | None, asked_person: int | None, person: int | None
) -> None:
    with pytest.raises(Refused, match="somebody other"):
        check_decides(
            state=BundleState.ASKED, asked_by=1, decides=decides, asked_person=asked_person, person=person
        )


@pytest.mark.parametrize("state", [BundleState.RELEASED, BundleState.REFUSED])
def test_it_is_decided_once(state: BundleState) -> None:
    with pytest.raises(Refused, match="decided"):
        check_decides(state=state, asked_by=1, decides=2, asked_person=None, person=None)


def test_refusing_needs_a_reason() -> None:
    with pytest.raises(Refused):
        check_reasons_for_refusal(" ")


def test_only_the_authority_that_looks_after_the_child_asks_and_its_two_posts_release() -> None:
    def who(permission: Permission) -> set[tuple[Role, Relation]]:
        return {
            (role, relation)
            for role in MATRIX
            for relation in Relation
            if may(role=role, relation=relation, permission=permission) and role is not Role.SIMULATOR
        }

    releases = {
        (Role.MISSING_LEAD, Relation.RESPONSIBLE),
        (Role.INFORMATION_OWNER, Relation.RESPONSIBLE),
    }
    assert who(Permission.RELEASE_BUNDLE) == releases
    assert who(Permission.ASK_BUNDLE) == releases | {(Role.SOCIAL_WORKER, Relation.RESPONSIBLE)}
