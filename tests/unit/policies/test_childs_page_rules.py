"""The child's page: when a link opens, what a number is, when a language is on, and the words themselves."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from lantern.commands import _catalogues
from lantern.gateways import catalogues
from lantern.policies import childs_page as policy
from lantern.policies.childs_page import Confirmation, NumberWrong
from lantern.procedures import answering
from lantern.vocabulary.childs_page import ENGLISH, LANGUAGES, WORDS, ChildSays
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.tellings import TellingAbout
from tests.factories.night import NOW, at

SOURCES = sorted(_catalogues.FOLDER.glob("*/LC_MESSAGES/childs_page.po"))
# What can mean being sent away, as far as we know the languages; a speaker's reading is what counts.
NEVER = {
    "cy": ("adref", "cartref", "dychwel", "gartref"),
    "sq": ("shtëpi", "kthe", "kthim"),
    "ar": ("بيت", "منزل", "عودة", "ترحيل", "رجوع"),
    "ti": ("ገዛ", "ቤት", "ምምላስ", "ተመለስ"),
    "vi": ("nhà", "trở về", "quay về", "trở lại", "quay lại"),
    "ckb": ("ماڵ", "گەڕان", "بگەڕ"),
    "prs": ("خانه", "برگشت", "بازگشت"),
}


@pytest.fixture(scope="module", autouse=True)
def made() -> None:
    _catalogues.make()
    catalogues.words_in.cache_clear()


@pytest.mark.parametrize("english", WORDS.values(), ids=WORDS.keys())
def test_words_say_neither_home_nor_return_and_name_nobody(english: str) -> None:
    assert re.findall(r"(?i)\b(home|return\w*|lantern|missing|police|council|care)\b", english) == []


def test_every_catalogue_holds_these_sentences_and_no_others() -> None:
    assert {source.parent.parent.name for source in SOURCES} == LANGUAGES.keys() - {ENGLISH.code}
    for source in SOURCES:
        text = source.read_text()
        found = set(re.findall(r'^msgid "(.+)"$', text, re.MULTILINE))
        assert found == set(WORDS.values()), source
        assert re.findall(r"(?i)\b(home|return\w*)\b", text) == [], source


@pytest.mark.parametrize("code", NEVER)
def test_no_catalogue_says_what_can_mean_being_sent_away(code: str) -> None:
    words = catalogues.words_in(code)
    assert words is not None
    said = " ".join(words.values()).casefold()
    assert [one for one in NEVER[code] if one in said] == []


def test_every_language_has_a_version_of_its_own() -> None:
    versions = {code: catalogues.version_of(code) for code in LANGUAGES}
    assert len(set(versions.values())) == len(LANGUAGES)
    assert "" not in versions.values()


def test_changed_or_missing_text_is_another_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = next(one for one in SOURCES if one.parent.parent.name == "cy").read_text()
    before = catalogues.version_of("cy")

    def version_with(text: str) -> str:
        (folder / "childs_page.po").write_text(text)
        monkeypatch.setattr(_catalogues, "FOLDER", tmp_path)
        monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
        _catalogues.make()
        catalogues.words_in.cache_clear()
        return catalogues.version_of("cy")

    assert version_with(source) == before
    assert version_with(source.replace("Tudalen", "Dalen")) not in (before, "")
    assert version_with(source.replace('msgstr "Tudalen"', 'msgstr ""')) == ""
    assert _catalogues.make() == ()
    (folder / "childs_page.mo").unlink()
    catalogues.words_in.cache_clear()
    assert catalogues.words_in("cy") is None
    catalogues.words_in.cache_clear()


def test_link_opens_until_its_end_and_never_once_withdrawn_or_void() -> None:
    facts = {"ends_at": at(hours=1), "withdrawn_at": None, "is_void": False}
    assert policy.is_open(**facts, now=NOW)  # type: ignore[arg-type]
    assert not policy.is_open(**facts, now=at(hours=1))  # type: ignore[arg-type]
    assert not policy.is_open(**{**facts, "withdrawn_at": NOW}, now=NOW)  # type: ignore[arg-type]
    assert not policy.is_open(**{**facts, "is_void": True}, now=NOW)  # type: ignore[arg-type]


def test_language_is_on_by_the_newest_line_about_this_very_text() -> None:
    yes, no = (Confirmation(version="v2", is_confirmed=each) for each in (True, False))
    old = Confirmation(version="v1", is_confirmed=True)
    cases = {
        (): False,
        (old,): False,
        (yes,): True,
        (yes, no): False,
        (no, yes): True,
        (yes, old): True,
    }
    found = {said: policy.is_on(language="ti", version="v2", said=said) for said in cases}
    assert found == cases
    assert not policy.is_on(language="ti", version="", said=[Confirmation(version="", is_confirmed=True)])
    assert policy.is_on(language="en-gb", version="", said=())


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("07700 900982", "07700 900982"),
        (" +44 (0)7700-900982 ", "+44 (0)7700-900982"),
        ("٠٧٧٠٠ ٩٠٠٩٨٢", "٠٧٧٠٠ ٩٠٠٩٨٢"),
        ("  ", ""),
    ],
)
def test_number_is_kept_as_it_was_typed(typed: str, number: str) -> None:
    assert policy.number_of(typed, says=ChildSays.RING_BACK) == number


@pytest.mark.parametrize("typed", ["999", "my sister's", "07700 900982 or Mum", "1" * 16])
def test_what_is_no_number_is_refused_to_ring_and_never_stops_help(typed: str) -> None:
    with pytest.raises(NumberWrong):
        policy.number_of(typed, says=ChildSays.RING_BACK)
    assert policy.number_of(typed, says=ChildSays.HELP_NOW) == typed
    assert policy.number_of(typed, says=ChildSays.SAFE) == ""


def test_link_lasts_a_week_at_most() -> None:
    assert [policy.lasting(one) for one in ("day", "three_days", "week")] == [
        timedelta(days=1),
        timedelta(days=3),
        timedelta(days=7),
    ]
    with pytest.raises(Refused):
        policy.lasting("for ever")


def test_confirmation_says_who_and_in_what_capacity() -> None:
    policy.check_confirmation(speaker="Invented Speaker", capacity="Interpreter")
    for speaker, capacity, field in (("", "Interpreter", "speaker"), ("Invented Speaker", " ", "capacity")):
        with pytest.raises(Refused) as refused:
            policy.check_confirmation(speaker=speaker, capacity=capacity)
        assert refused.value.field == field


def test_childs_word_waits_no_longer_than_the_highest_level_does() -> None:
    table = answering.in_force()
    waits = {table.wait(level, about=TellingAbout.CHILD_SAID) for level in (None, *RiskLevel)}
    assert waits == {table.wait(None, about=TellingAbout.MISSING)}
