"""The child's page as its door reads it, and its links and languages as those who keep them see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.gateways import catalogues
from lantern.policies import access
from lantern.policies import childs_page as policy
from lantern.queries.missing import find_episode
from lantern.queries.seeing import reads, require
from lantern.record.models import ChildsLink, ChildsText
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.childs_page import ENGLISH, LANGUAGES, PageLanguage
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class OpenPage:
    """What a link leads to: a language that is on, and whether it opens. It tells nothing of a child."""

    language: PageLanguage
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class LinkLine:
    """One link as the workers of the episode see it. Its address was shown once, and is kept nowhere."""

    reference: str
    language: str
    made_at: datetime
    ends_at: datetime
    by_name: str
    withdrawn_at: datetime | None
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class LinksOfEpisode:
    """The links of one episode, the newest first, and the languages a link may be made in now."""

    lines: tuple[LinkLine, ...]
    on: tuple[PageLanguage, ...]
    off: tuple[PageLanguage, ...]
    is_void: bool


@dataclass(frozen=True, kw_only=True)
class SaidOfText:
    """One line about a language's text."""

    speaker: str
    capacity: str
    is_confirmed: bool
    recorded_at: datetime
    by_name: str
    is_of_this_version: bool


@dataclass(frozen=True, kw_only=True)
class TextLine:
    """One language of the page: its text beside the English, its version, and who has said what of it."""

    language: PageLanguage
    version: str  # empty where no whole text is there
    is_on: bool
    sentences: tuple[tuple[str, str], ...]
    said: tuple[SaidOfText, ...]


@reads
def open_page(*, token_hash: str, by: Actor, now: datetime) -> OpenPage | None:
    """Give what the link with this token's hash leads to; None where we made no such link. Changes nothing."""
    row = ChildsLink.objects.select_related("episode").filter(token_hash=token_hash).first()
    if row is None:
        return None
    return OpenPage(language=shown_in(row.language), is_open=opens(row, now=now))


def opens(link: ChildsLink, *, now: datetime) -> bool:
    """Say whether a link opens the page now."""
    return policy.is_open(
        ends_at=link.ends_at, withdrawn_at=link.withdrawn_at, is_void=link.episode.is_void, now=now
    )


def shown_in(code: str) -> PageLanguage:
    """Give the language a page is shown in: its own where that is on now, else English."""
    return LANGUAGES[code] if code in LANGUAGES and is_on(code) else ENGLISH


def is_on(code: str) -> bool:
    """Say whether a speaker confirmed the text of this language as it stands now."""
    rows = ChildsText.objects.filter(language=code).order_by("pk")
    said = [policy.Confirmation(version=row.version, is_confirmed=row.is_confirmed) for row in rows]
    return policy.is_on(language=code, version=catalogues.version_of(code), said=said)


@reads
def links_of(*, reference: str, by: Actor, now: datetime) -> LinksOfEpisode:
    """Give an episode's links to whoever may make one; raise NotFound or NotPermitted to others."""
    episode = find_episode(reference=reference, by=by)
    require(permission=Permission.RECORD_INTERVIEW_OFFER, row=episode, by=by)
    rows = ChildsLink.objects.filter(episode=episode).select_related("episode").order_by("-pk")
    on = tuple(language for code, language in LANGUAGES.items() if is_on(code))
    return LinksOfEpisode(
        lines=tuple(
            LinkLine(
                reference=row.reference,
                language=LANGUAGES[row.language].name if row.language in LANGUAGES else row.language,
                made_at=row.made_at,
                ends_at=row.ends_at,
                by_name=row.by_name,
                withdrawn_at=row.withdrawn_at,
                is_open=opens(row, now=now),
            )
            for row in rows
        ),
        on=on,
        off=tuple(language for language in LANGUAGES.values() if language not in on),
        is_void=episode.is_void,
    )


@reads
def texts(*, by: Actor, now: datetime) -> tuple[TextLine, ...]:
    """Give every language of the page with its text, to whoever sets the installation up."""
    require_keeper(by=by)
    return tuple(_text(language) for language in LANGUAGES.values())


def require_keeper(*, by: Actor) -> None:
    """Refuse all but those who set the installation up."""
    if not access.may(role=by.role, relation=None, permission=Permission.SET_UP):
        raise NotPermitted(
            "The languages of the child's page are kept by an administrator. Nothing was changed."
        )


def _text(language: PageLanguage) -> TextLine:
    version = catalogues.version_of(language.code)
    words = catalogues.words_in(language.code) or {}
    english = catalogues.words_in(ENGLISH.code) or {}
    rows = ChildsText.objects.filter(language=language.code).order_by("-pk")
    return TextLine(
        language=language,
        version=version,
        is_on=is_on(language.code),
        sentences=tuple((said, words[name]) for name, said in english.items() if name in words),
        said=tuple(
            SaidOfText(
                speaker=row.speaker,
                capacity=row.capacity,
                is_confirmed=row.is_confirmed,
                recorded_at=row.recorded_at,
                by_name=row.by_name,
                is_of_this_version=row.version == version,
            )
            for row in rows
        ),
    )
