"""The page a worker gives a child: a link made and withdrawn, what the child says on it, and whose word its text has.

What the child says is told at once to those on duty. It closes, lowers and delays nothing: no word of it is read by
the fold or by a duty, and the episode's row is not written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from lantern.actions import events, notices
from lantern.actions.acting import acts, audit, written_by
from lantern.actions.missing import check_stands
from lantern.actions.notices import Recipient, hash_of
from lantern.gateways import catalogues
from lantern.policies import childs_page as policy
from lantern.queries.childs_page import is_on, opens, require_keeper, shown_in
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on, read_as
from lantern.record.models import ChildSaidDetail, ChildsLink, ChildsText, Event, EventSource, MissingEpisode
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.childs_page import ENGLISH, LANGUAGES, SAYS_WORDS, ChildSays
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission, Relation, Role
from lantern.vocabulary.tellings import Channel, TellingAbout, TellingStage

CHILD = Actor(role=Role.LINK_HOLDER, name="The child, on their page")
# Who is told of a child's word, by their stage in the local table: those on duty, and nobody else who was ever told.
_AUTHORITY = TellingStage.RESPONSIBLE.value
_ON_DUTY = {
    ChildSays.HELP_NOW: {_AUTHORITY, TellingStage.HOST.value, TellingStage.POLICE.value},
    ChildSays.RING_BACK: {_AUTHORITY},
    ChildSays.SAFE: {_AUTHORITY},
}


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """What a child pressed, and the number they typed, if any."""

    says: ChildSays
    number: str = ""


@acts
def make_link(*, reference: str, language: str, lasts: str, token: str, by: Actor, now: datetime) -> str:
    """Make a link to the child's page, for the worker to hand over; gives the link's own reference.

    The token is made by the door and shown once; its hash alone is kept. A language that no speaker has confirmed is
    refused.
    """
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INTERVIEW_OFFER, row=episode, by=by)
    check_stands(episode)
    if language not in LANGUAGES or not is_on(language):
        raise Refused(
            "No speaker has confirmed the text of this language as it stands, so it is off. Nothing was made. Choose "
            "another, or ask an administrator to have it read.",
            field="language",
        )
    row = ChildsLink.objects.create(
        episode=episode,
        token_hash=hash_of(token),
        language=language,
        made_at=now,
        ends_at=now + policy.lasting(lasts),
        by_name=by.name,
        by_account_id=by.account_id,
    )
    audit(action="childs_page.make_link", about=reference, by=by, now=now)
    return row.reference


@acts
def withdraw_link(*, reference: str, link: str, by: Actor, now: datetime) -> str:
    """Withdraw a link: from then on it opens nothing. Gives the episode's reference."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INTERVIEW_OFFER, row=episode, by=by)
    row = ChildsLink.objects.select_for_update(of=("self",)).filter(episode=episode, reference=link).first()
    if row is None:
        raise NotFound("There is no such link for this child. Open the page again.")
    if row.withdrawn_at is not None:
        raise Refused("This link was withdrawn already. It opens nothing.")
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    audit(action="childs_page.withdraw_link", about=reference, by=by, now=now)
    return reference


@acts
def say(*, token: str, pressed: Pressed, by: Actor, now: datetime) -> str:
    """Record what the child pressed, and tell those on duty at once; gives the code of the language it was said in.

    Raise NotFound where the link opens nothing, and NumberWrong where a number to ring is none.
    """
    with read_as(SYSTEM):  # whoever holds a child's link reads nothing at all
        link = ChildsLink.objects.select_related("episode").filter(token_hash=hash_of(token)).first()
        if link is None or not opens(link, now=now):
            raise NotFound("closed")
        number = policy.number_of(pressed.number, says=pressed.says)
        # Held while it is written, so that two presses at one moment are told once.
        episode = MissingEpisode.objects.select_for_update(of=("self",)).get(pk=link.episode_id)
        is_said = _is_said_already(link, pressed.says, number, now=now)
        language = shown_in(link.language).code
    if not is_said:
        with hand_on(episode_id=episode.pk, child_id=episode.child_id):
            event = _said(link, episode, pressed.says, number, language=language, by=by, now=now)
            _tell(event, pressed.says, episode, now=now)
    audit(action="childs_page.say", about=episode.reference, by=by, now=now)
    return language


def _is_said_already(link: ChildsLink, says: ChildSays, number: str, *, now: datetime) -> bool:
    since = now - policy.SAME_WORD
    with hand_on(episode_id=link.episode_id):
        last = Event.objects.filter(child_said__link=link, child_said__says=says.value, recorded_at__gt=since)
        rows = list(last.select_related("source"))
        return any((row.source.contact if hasattr(row, "source") else "") == number for row in rows)


def _said(
    link: ChildsLink,
    episode: MissingEpisode,
    says: ChildSays,
    number: str,
    *,
    language: str,
    by: Actor,
    now: datetime,
) -> Event:
    """Append what was pressed. The fold and the duties read nothing of it, so the episode is not settled anew."""
    name = LANGUAGES[language].name if language in LANGUAGES else ENGLISH.name
    return events.append(
        episode=episode,
        kind=EventKind.CHILD_SAID,
        happened=When.moment(now),
        words=f"{SAYS_WORDS[says]}. The page was in {name}.",
        detail=ChildSaidDetail(link=link, says=says.value, language=language),
        source=EventSource(said_by="The child", contact=number, obtained_at=now) if number else None,
        by=by,
        now=now,
    )


def _tell(event: Event, says: ChildSays, episode: MissingEpisode, *, now: datetime) -> None:
    """Tell those on duty at once; where nobody is stored, a call to the authority that looks after the child."""
    asked = notices.first_recipients(episode=episode, now=now)
    told = [replace(one, at=None) for one in asked if one.stage in _ON_DUTY[says]]
    if not any(one.stage == _AUTHORITY for one in told):
        told.append(
            Recipient(
                organisation=episode.responsible_authority_id,
                team=None,
                relation=Relation.RESPONSIBLE,
                channel=Channel.TELEPHONE,
                stage=_AUTHORITY,
            )
        )
    notices.tell(event=event, about=TellingAbout.CHILD_SAID, recipients=told, episode=episode, now=now)


@acts
def say_of_text(
    *,
    language: str,
    version: str,
    is_confirmed: bool,
    speaker: str,
    capacity: str,
    by: Actor,
    now: datetime,
) -> str:
    """Record that a speaker confirmed one version of a language's text, or said that it is not right.

    `version` is the one that was on the page: a text that changed meanwhile is refused, since nobody read it.
    """
    require_keeper(by=by)
    if language not in LANGUAGES or language == ENGLISH.code:
        raise NotFound("There is no such language to confirm. English is confirmed by the project.")
    policy.check_confirmation(speaker=speaker, capacity=capacity)
    now_is = catalogues.version_of(language)
    if not now_is or version != now_is:
        raise Refused(
            "This is not the text that is on the page now. Nothing was recorded. Open the page again, and have the "
            "text read that stands there."
        )
    row = ChildsText(
        language=language,
        version=version,
        is_confirmed=is_confirmed,
        speaker=speaker.strip(),
        capacity=capacity.strip(),
        **written_by(by=by, now=now),
    )
    check_fits(row)
    row.save(force_insert=True)
    audit(action="childs_page.say_of_text", about=language, by=by, now=now)
    return language
