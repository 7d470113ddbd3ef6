"""What a child says on the page they were given: told at once, and never closing, lowering or delaying anything."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms.models import model_to_dict

from lantern.actions import childs_page, missing, notices, police
from lantern.actions.childs_page import CHILD, Pressed
from lantern.actions.notices import hash_of, message_for, token_for
from lantern.commands import _catalogues
from lantern.gateways import catalogues
from lantern.queries import childs_page as seen
from lantern.queries.chronology import entry_of
from lantern.record.context import seen_as
from lantern.record.models import (
    AuditEntry,
    ChildSaidDetail,
    ChildsLink,
    Event,
    MissingEpisode,
    OwedDuty,
    Telling,
)
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.childs_page import ChildSays
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
TOKEN = "0123456789abcdefghjkmnpqrs"


@pytest.fixture(scope="module", autouse=True)
def made() -> None:
    _catalogues.make()
    catalogues.words_in.cache_clear()


@pytest.fixture
def night() -> Night:
    return make_night(name="Testa Pageley")


@pytest.fixture
def episode(night: Night) -> str:
    return night.reported()


def link(episode: str, night: Night, **given: Any) -> str:
    given = {"language": "en-gb", "lasts": "day", "token": TOKEN, "by": night.desk, "now": NOW} | given
    return childs_page.make_link(reference=episode, **given)


def say(says: ChildSays, *, number: str = "", token: str = TOKEN, **given: Any) -> str:
    given.setdefault("now", at(minutes=5))
    return childs_page.say(token=token, pressed=Pressed(says=says, number=number), by=CHILD, **given)


def told(says: ChildSays) -> list[tuple[str, str, bool]]:
    """Give who was told of a word: how they stand to the child, by which channel, and whether an answer is awaited."""
    with seen_as(SYSTEM):
        rows = Telling.objects.filter(about="child_said", event__child_said__says=says.value).order_by("pk")
        return [(row.relation, row.channel, row.answer_by is not None) for row in rows]


def standing(episode: str) -> tuple[Any, ...]:
    """Give all that could be closed, lowered or delayed: the row, what is owed, and every telling before the word."""
    with seen_as(SIMULATOR):
        row = MissingEpisode.objects.get(reference=episode)
        owed = list(OwedDuty.objects.filter(episode=row).order_by("pk").values())
        tellings = list(
            Telling.objects.filter(episode=row).exclude(about="child_said").order_by("pk").values()
        )
    return model_to_dict(row), owed, tellings


def test_link_keeps_its_hash_alone_and_is_audited(night: Night, episode: str) -> None:
    reference = link(episode, night, lasts="three_days")
    with seen_as(SYSTEM):
        row = ChildsLink.objects.get(reference=reference)
    assert (row.token_hash, row.language, row.made_at, row.ends_at) == (
        hash_of(TOKEN),
        "en-gb",
        NOW,
        at(days=3),
    )
    last = AuditEntry.objects.order_by("-number").first()
    assert last is not None
    assert (last.action, last.about) == ("childs_page.make_link", episode)


def test_only_the_childs_own_authority_makes_and_withdraws_links(night: Night, episode: str) -> None:
    for by in (night.host_desk, night.police, night.carer):
        with pytest.raises(NotPermitted):
            link(episode, night, by=by)
    with pytest.raises(NotFound):
        link(episode, night, by=make_actor(role=Role.DUTY_WORKER, organisation=make_organisation()))
    reference = link(episode, night)
    with pytest.raises(NotPermitted):
        childs_page.withdraw_link(reference=episode, link=reference, by=night.police, now=at(minutes=1))
    with pytest.raises(NotFound):
        childs_page.withdraw_link(reference=episode, link="NOSUCHLINK", by=night.desk, now=at(minutes=1))


def test_link_opens_until_it_ends_or_is_withdrawn(night: Night, episode: str) -> None:
    def opens(**later: float) -> bool:
        found = seen.open_page(token_hash=hash_of(TOKEN), by=SYSTEM, now=at(**later))
        assert found is not None
        return found.is_open

    reference = link(episode, night)
    assert [opens(minutes=1), opens(hours=23), opens(hours=24)] == [True, True, False]
    with pytest.raises(NotFound):
        say(ChildSays.HELP_NOW, now=at(hours=24))
    childs_page.withdraw_link(reference=episode, link=reference, by=night.desk, now=at(minutes=2))
    assert not opens(minutes=3)
    with pytest.raises(NotFound):
        say(ChildSays.HELP_NOW)
    with pytest.raises(Refused, match="already"):
        childs_page.withdraw_link(reference=episode, link=reference, by=night.desk, now=at(minutes=4))
    assert seen.open_page(token_hash=hash_of("another"), by=SYSTEM, now=NOW) is None


@pytest.mark.parametrize("says", ChildSays)
def test_what_the_child_says_is_an_event_with_the_number_protected(
    says: ChildSays, night: Night, episode: str
) -> None:
    link(episode, night)
    assert say(says, number="07700 900982") == "en-gb"
    with seen_as(SIMULATOR):
        event = Event.objects.get(kind="child_said")
        detail = ChildSaidDetail.objects.get(event=event)
    assert (detail.says, detail.language, event.happened_at) == (says.value, "en-gb", at(minutes=5))
    assert "07700" not in event.words
    with seen_as(night.desk):
        entry = entry_of(event, by=night.desk)
    number = "" if says is ChildSays.SAFE else "The child, 07700 900982"
    assert (entry.by_name, entry.said_by) == ("The child, on their page", number)
    with seen_as(night.host_desk):
        assert entry_of(event, by=night.host_desk).said_by == ""


def test_ringing_back_tells_the_childs_authority_and_help_tells_police_and_host_too(
    night: Night, episode: str
) -> None:
    link(episode, night)
    say(ChildSays.RING_BACK)
    say(ChildSays.SAFE)
    say(ChildSays.HELP_NOW)
    assert told(ChildSays.RING_BACK) == [("responsible", "email", True)]
    assert told(ChildSays.SAFE) == [("responsible", "email", True)]
    assert told(ChildSays.HELP_NOW) == [
        ("police", "telephone", False),
        ("responsible", "email", True),
        ("host", "email", True),
    ]


def test_mail_says_nothing_of_what_the_child_said(night: Night, episode: str) -> None:
    link(episode, night)
    say(ChildSays.HELP_NOW, number="07700 900982")
    with seen_as(SYSTEM):
        letter = Telling.objects.select_related("organisation", "team", "episode").filter(
            about="child_said", channel="email"
        )[0]
        mail = message_for(letter)
    assert mail.subject == f"A child has left word: please acknowledge ({episode})"
    for word in ("help", "safe", "07700", "Pageley", TOKEN):
        assert word not in mail.subject + mail.body
    assert token_for(letter) in mail.body


def test_where_nobody_is_stored_the_childs_authority_is_to_be_rung(
    night: Night, episode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link(episode, night)
    monkeypatch.setattr(
        notices, "first_recipients", lambda **_: []
    )  # a local table that tells nobody at once
    say(ChildSays.RING_BACK)
    assert told(ChildSays.RING_BACK) == [("responsible", "telephone", False)]


@pytest.mark.parametrize("says", ChildSays)
@pytest.mark.parametrize("stage", ["missing", "assessed", "located", "returned"])
def test_no_word_of_the_child_closes_lowers_or_delays_anything(
    says: ChildSays, stage: str, night: Night, episode: str
) -> None:
    _bring_to(stage, episode, night)
    link(episode, night, now=at(hours=2))
    before = standing(episode)
    say(says, now=at(hours=2, minutes=1))
    say(says, now=at(hours=3), number="07700 900982")
    assert standing(episode) == before


def _bring_to(stage: str, episode: str, night: Night) -> None:
    if stage == "assessed":
        risk = police.Risk(
            level=RiskLevel.HIGH, assessed=When.moment(at(minutes=20)), officer="PC 1 Invented"
        )
        police.record_risk(
            reference=episode, risk=risk, seen_version=None, by=night.police, now=at(minutes=21)
        )
    if stage in ("located", "returned"):
        missing.record_located(
            reference=episode,
            located=When.moment(at(minutes=30)),
            words="",
            seen_version=None,
            by=night.desk,
            now=at(minutes=31),
        )
    if stage == "returned":
        missing.record_return(
            reference=episode,
            returned=When.moment(at(minutes=40)),
            words="",
            seen_version=None,
            by=night.desk,
            now=at(minutes=41),
        )


def test_same_word_within_ten_minutes_is_told_once_and_another_number_is_another(
    night: Night, episode: str
) -> None:
    link(episode, night)
    for minutes, number in ((1, ""), (5, ""), (6, "07700 900982"), (12, "")):
        say(ChildSays.RING_BACK, number=number, now=at(minutes=minutes))
    assert len(told(ChildSays.RING_BACK)) == 3
    say(ChildSays.HELP_NOW, now=at(minutes=12))
    assert len(told(ChildSays.HELP_NOW)) == 3


def test_pressed_twice_with_one_key_is_one_word(night: Night, episode: str) -> None:
    link(episode, night)
    for _ in range(2):
        say(ChildSays.HELP_NOW, key="a-key-of-the-page")
    assert len(told(ChildSays.HELP_NOW)) == 3


def test_whoever_corrects_the_record_may_withdraw_a_word_and_nobody_else(night: Night, episode: str) -> None:
    link(episode, night)
    say(ChildSays.SAFE)
    with seen_as(SIMULATOR):
        event = Event.objects.get(kind="child_said")
    with pytest.raises(NotPermitted):
        missing.correct(
            reference=episode,
            event=event.pk,
            reasons="Not hers",
            seen_version=None,
            by=night.police,
            now=at(hours=1),
        )
    missing.correct(
        reference=episode,
        event=event.pk,
        reasons="Not hers",
        seen_version=None,
        by=night.desk,
        now=at(hours=1),
    )


def text_said(is_confirmed: bool, **given: Any) -> str:
    given = {"version": catalogues.version_of("cy"), "by": _administrator(), "now": NOW} | given
    return childs_page.say_of_text(
        language="cy",
        is_confirmed=is_confirmed,
        speaker="Invented Speaker",
        capacity="Native speaker, qualified interpreter",
        **given,
    )


def _administrator() -> Any:
    return make_actor(role=Role.ADMINISTRATOR)


def test_language_is_off_until_somebody_confirmed_this_very_text(
    night: Night, episode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused) as refused:
        link(episode, night, language="cy")
    assert refused.value.field == "language"
    text_said(True)
    last = AuditEntry.objects.order_by("-number").first()
    assert last is not None
    assert (last.action, last.about) == ("childs_page.say_of_text", "cy")
    link(episode, night, language="cy")
    opened = seen.open_page(token_hash=hash_of(TOKEN), by=SYSTEM, now=NOW)
    assert opened is not None
    assert opened.language.code == "cy"
    assert say(ChildSays.RING_BACK) == "cy"

    monkeypatch.setattr(catalogues, "version_of", lambda _language: "f" * 64)  # the text was changed
    opened = seen.open_page(token_hash=hash_of(TOKEN), by=SYSTEM, now=NOW)
    assert opened is not None
    assert opened.language.code == "en-gb"


def test_speaker_who_says_that_it_is_not_right_turns_the_language_off(night: Night, episode: str) -> None:
    text_said(True)
    text_said(False, now=at(minutes=1))
    with pytest.raises(Refused):
        link(episode, night, language="cy")


def test_confirmation_of_another_text_or_by_anybody_else_is_refused(night: Night) -> None:
    with pytest.raises(Refused, match="not the text"):
        text_said(True, version="0" * 64)
    with pytest.raises(NotPermitted):
        text_said(True, by=night.desk)
    with pytest.raises(NotFound):
        childs_page.say_of_text(
            language="en-gb",
            version=catalogues.version_of("en-gb"),
            is_confirmed=False,
            speaker="Somebody",
            capacity="Anybody",
            by=_administrator(),
            now=NOW,
        )
