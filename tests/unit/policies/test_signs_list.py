"""The list of signs: prompts in words that blame no child, and nothing that adds them up."""

from __future__ import annotations

from dataclasses import fields

from lantern.vocabulary import referrals, signs
from lantern.vocabulary.signs import SIGNS, Sign

# Words that lay at a child's door what was done to them: they stand in `printed` alone.
BLAMING = (
    "promiscu",
    "sexually active",
    "prostitut",
    "lifestyle",
    "streetwise",
    "risky",
    "aggressive",
    "unsociable",
)
BLAMING += (
    "manipulat",
    "attention",
    "boyfriend",
    "coaching",
    "involved in crim",
    "consent",
    "choice",
    "absconded",
)


def test_no_sign_is_in_words_that_blame() -> None:
    allowed = {"older_partner"}  # says that the person is *said to be* a boyfriend or girlfriend
    found = {sign.code: word for sign in SIGNS for word in BLAMING if word in sign.words.casefold()}

    assert {code: word for code, word in found.items() if code not in allowed} == {}


def test_what_a_source_prints_never_stands_without_what_it_means() -> None:
    assert [sign.code for sign in SIGNS if bool(sign.printed) != bool(sign.means)] == []
    assert "promiscuity" in signs.BY_CODE["sexual_harm"].printed


def test_debt_threats_to_the_family_and_a_number_to_ring_are_asked() -> None:
    assert {"debt", "family_threatened", "number_to_ring"} <= set(signs.CODES)


def test_a_sign_has_no_weight() -> None:
    assert [field.name for field in fields(Sign)] == ["code", "group", "words", "source", "printed", "means"]
    assert len(signs.CODES) == len(SIGNS)


def test_a_referral_asks_no_child_for_consent() -> None:
    asked = " ".join(f"{each.name} {each.words}" for each in referrals.QUESTIONS).casefold()

    assert [word for word in ("consent", "agree", "permission") if word in asked] == []
    assert len(referrals.NAMES) == len(referrals.QUESTIONS)


def test_a_referral_asks_all_that_the_schedules_ask() -> None:
    by_basis = {
        basis: [each.name for each in referrals.QUESTIONS if each.basis is basis] for basis in referrals.Basis
    }

    assert by_basis[referrals.Basis.SCHEDULE_2] == ["name", "date_of_birth", "perpetrators", "other_victims"]
    assert sorted(by_basis[referrals.Basis.SCHEDULE_1]) == sorted(
        [
            "authority",
            "gender",
            "nationality",
            "under_18_when_first",
            "slavery",
            "trafficking",
            "country",
            "police_told",
            "police_area_told",
            "police_area_identified",
            "slavery_residential",
            "slavery_forced",
            "slavery_sexual",
            "slavery_offence",
            "trafficking_residential",
            "trafficking_forced",
            "trafficking_sexual",
            "trafficking_organs",
            "trafficking_offence",
        ]
    )
