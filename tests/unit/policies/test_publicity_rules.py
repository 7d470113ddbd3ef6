"""What the text of an appeal may not say, who must sign, and when each place is to be taken down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lantern.policies import publicity as policy
from lantern.policies.publicity import AppealFacts, Signed
from lantern.vocabulary.days import When
from lantern.vocabulary.publicity import (
    FORBIDDEN,
    AppealState,
    DownBecause,
    OrderAskedBy,
    OrderGround,
    Signer,
)
from lantern.vocabulary.refusals import Refused

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def signed(signer: Signer, **fields: Any) -> Signed:
    return Signed(**{"signer": signer, "name": f"Invented {signer}", "at": NOW, **fields})


BOTH = (signed(Signer.POLICE), signed(Signer.AUTHORITY))


def appeal(**fields: Any) -> AppealFacts:
    return AppealFacts(
        **{"proposed_at": NOW - HOUR, "expires_at": NOW + 48 * HOUR, "signatures": BOTH, **fields}
    )


def down(facts: AppealFacts, *, later: float = 10, is_unsigned: bool = False) -> Any:
    return policy.down_because(
        facts, published_at=NOW + HOUR, is_unsigned=is_unsigned, now=NOW + later * HOUR
    )


# The text ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Testa, 15, was last seen at the bus station. Ring 101.", ()),
        ("She is in care.", ("care",)),
        ("Missing from a children’s home", ("childrens home",)),
        ("She is LOOKED-AFTER by us", ("looked after",)),
        ("a Fóster  carer is worried", ("carer", "foster carer")),
        ("#asylumseeker", ("asylumseeker",)),
        ("#lookedafter #fosterhome", ("fosterhome", "lookedafter")),
        ("he was traf\u200bficked, a victim of exploitation", ("exploitation", "trafficked", "victim")),
        ("Testa Foster, a careful, scared boy", ()),
        ("the placement manager; the Home\nOffice", ("placement", "home office")),
    ],
)
def test_a_text_is_read_for_words_that_tell_strangers_too_much(text: str, found: tuple[str, ...]) -> None:
    assert tuple(sorted(policy.words_found(text))) == tuple(sorted(found))


@pytest.mark.parametrize("word", [each for words in FORBIDDEN.values() for each in words])
def test_every_word_of_the_list_is_found_in_any_case_and_with_hyphens(word: str) -> None:
    said = word.removesuffix("*").upper().replace(" ", "-")
    assert policy.words_found(f"Help us. {said}, please.") != ()


def test_a_refusal_says_which_words_and_that_the_text_is_to_be_changed() -> None:
    with pytest.raises(Refused) as refused:
        policy.check_text("A child in care, maybe trafficked.")
    assert refused.value.field == "text"
    assert refused.value.message == (
        "The text must not say: “care”, “trafficked”. Nothing was recorded. It tells strangers that the child is in "
        "care, sought asylum or may have been trafficked. Change the text."
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"channel": " "}, "channel"),
        ({"text": " "}, "text"),
        ({"expires_at": None}, "expires_at"),
        ({"expires_at": NOW}, "expires_at"),
        ({"child_view_words": ""}, "child_view_words"),
    ],
)
def test_a_proposal_needs_channel_text_expiry_to_come_and_the_childs_view(
    wrong: dict[str, Any], field: str
) -> None:
    given = {"channel": "Radio", "text": "Seen?", "expires_at": NOW + HOUR, "child_view_words": "Not asked"}
    policy.check_proposal(**given, now=NOW)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        policy.check_proposal(**{**given, **wrong}, now=NOW)  # type: ignore[arg-type]
    assert refused.value.field == field


# Signing -----------------------------------------------------------------------------------------------------------


def test_police_and_authority_must_sign_and_the_guardian_of_a_child_who_has_one() -> None:
    assert policy.still_to_sign(appeal(signatures=())) == (Signer.POLICE, Signer.AUTHORITY)
    assert policy.still_to_sign(appeal()) == ()
    assert policy.still_to_sign(appeal(has_guardian=True)) == (Signer.GUARDIAN,)


def test_an_appeal_is_allowed_once_all_have_signed_and_no_longer() -> None:
    withdrawn = (BOTH[0], signed(Signer.AUTHORITY, withdrawn_at=NOW + HOUR))
    found = When.moment(NOW + HOUR)
    assert [
        policy.state_of(each, now=NOW)
        for each in (
            appeal(signatures=BOTH[:1]),
            appeal(),
            appeal(has_guardian=True),
            appeal(signatures=withdrawn),
            appeal(expires_at=NOW),
            appeal(found=found),
        )
    ] == [
        AppealState.WAITING,
        AppealState.ALLOWED,
        AppealState.WAITING,
        AppealState.STOPPED,
        AppealState.EXPIRED,
        AppealState.FOUND,
    ]


@pytest.mark.parametrize(
    ("facts", "wrong", "field"),
    [
        ({}, {"name": ""}, "name"),
        ({}, {"post": ""}, "post"),
        ({}, {"signer": Signer.POLICE}, "signer"),
        ({}, {"name": "invented  POLICE"}, "name"),
        ({}, {"signer": Signer.GUARDIAN}, "signer"),
        ({}, {"at": NOW - 2 * HOUR}, "happened"),
        ({"expires_at": NOW}, {}, ""),
        ({"found": When.moment(NOW)}, {}, ""),
        ({"signatures": (signed(Signer.POLICE, withdrawn_at=NOW),)}, {}, ""),
    ],
)
def test_a_signature_is_refused(facts: dict[str, Any], wrong: dict[str, Any], field: str) -> None:
    given = {"signer": Signer.AUTHORITY, "name": "Dee Deskly", "post": "Lead", "at": NOW, "now": NOW}
    policy.check_signature(appeal(signatures=BOTH[:1]), **given)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        policy.check_signature(appeal(**{"signatures": BOTH[:1], **facts}), **{**given, **wrong})  # type: ignore[arg-type]
    assert (refused.value.field or "") == field


# Taking down -------------------------------------------------------------------------------------------------------


def test_a_place_may_stand_while_all_have_signed_and_nobody_found_the_child() -> None:
    assert down(appeal()) is None


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"found": When.moment(NOW + 3 * HOUR)}, (DownBecause.FOUND, NOW + 3 * HOUR)),
        ({"found": When.moment(NOW)}, (DownBecause.FOUND, NOW + HOUR)),
        ({"expires_at": NOW + 4 * HOUR}, (DownBecause.EXPIRED, NOW + 4 * HOUR)),
        (
            {"signatures": (BOTH[0], signed(Signer.AUTHORITY, withdrawn_at=NOW + 2 * HOUR))},
            (DownBecause.STOPPED, NOW + 2 * HOUR),
        ),
        ({"signatures": BOTH[:1]}, (DownBecause.NOT_SIGNED, NOW + HOUR)),
        ({"has_guardian": True}, (DownBecause.NOT_SIGNED, NOW + HOUR)),
        ({"is_struck": True}, (DownBecause.STRUCK, NOW + HOUR)),
        (
            {"found": When.moment(NOW + 3 * HOUR), "expires_at": NOW + 2 * HOUR},
            (DownBecause.EXPIRED, NOW + 2 * HOUR),
        ),
    ],
)
def test_a_place_is_to_be_taken_down_from_the_first_moment_on_which_it_might_not_stand(
    facts: dict[str, Any], said: tuple[DownBecause, datetime]
) -> None:
    assert down(appeal(**facts)) == said


def test_what_was_published_without_leave_is_to_come_down_though_all_signed_later() -> None:
    assert down(appeal(), is_unsigned=True) == (DownBecause.NOT_SIGNED, NOW + HOUR)


@pytest.mark.parametrize(
    ("facts", "at", "allowed"),
    [
        ({}, NOW, True),
        ({}, NOW - HOUR, False),
        ({"signatures": BOTH[:1]}, NOW, False),
        ({"expires_at": NOW}, NOW, False),
        ({"found": When.moment(NOW + HOUR)}, NOW, True),
        ({"found": When.moment(NOW)}, NOW, False),
        ({"is_struck": True}, NOW, False),
        ({"signatures": (BOTH[0], signed(Signer.AUTHORITY, withdrawn_at=NOW + HOUR))}, NOW, True),
        ({"signatures": (BOTH[0], signed(Signer.AUTHORITY, withdrawn_at=NOW))}, NOW, False),
    ],
)
def test_whether_it_might_be_published_is_asked_of_the_moment_it_was(
    facts: dict[str, Any], at: datetime, allowed: bool
) -> None:
    assert policy.was_allowed(appeal(**facts), at=at) is allowed


def test_what_was_published_without_leave_is_recorded_only_when_that_is_said() -> None:
    waiting = appeal(signatures=())
    given = {"place": "Its page", "by": "PC 1", "at": NOW}
    policy.check_published(waiting, is_unsigned=True, **given)  # type: ignore[arg-type]
    for wrong, field in (({}, "is_unsigned"), ({"place": ""}, "place"), ({"by": ""}, "published_by")):
        with pytest.raises(Refused) as refused:
            policy.check_published(waiting, is_unsigned=False, **{**given, **wrong})  # type: ignore[arg-type]
        assert refused.value.field == field


# A recovery order --------------------------------------------------------------------------------------------------


def test_who_may_apply_follows_from_what_the_child_is_under() -> None:
    may = {
        (OrderAskedBy.AUTHORITY, OrderGround.CARE_ORDER),
        (OrderAskedBy.AUTHORITY, OrderGround.EMERGENCY_PROTECTION),
        (OrderAskedBy.DESIGNATED_OFFICER, OrderGround.POLICE_PROTECTION),
    }
    for asked_by in OrderAskedBy:
        for ground in OrderGround:
            if (asked_by, ground) in may:
                policy.check_may_apply(asked_by=asked_by, ground=ground)
            else:
                with pytest.raises(Refused):
                    policy.check_may_apply(asked_by=asked_by, ground=ground)
