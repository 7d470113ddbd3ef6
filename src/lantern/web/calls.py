"""How a call to somebody who has not answered is said: before it is due, when it is due, and where it is recorded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _n

from lantern.queries.values import TellingLine
from lantern.vocabulary.tellings import Channel, CodeStrength, TellingState
from lantern.web.templatetags.lantern import clock


def to_whom(line: TellingLine) -> str:
    """Name the organisation, with its team where the telling is for one."""
    return f"{line.organisation}, {line.team}" if line.team else line.organisation


def number_of(telephone: str) -> str:
    """Keep a telephone number on one line, so that it is read and dialled whole."""
    return telephone.replace(" ", "\N{NO-BREAK SPACE}")


def to_make(line: TellingLine, reference: str) -> dict[str, str]:
    """Say a call that is to be made now: whom to ask for, the number, and the page that records it."""
    whom = {"who": line.on_duty or to_whom(line), "number": number_of(line.telephone)}
    words = (
        _("Ring now: %(who)s, %(number)s") if line.telephone else _("Ring now: %(who)s, no number is stored")
    )
    return {
        "organisation": to_whom(line),
        "words": words % whom,
        "href": reverse("ring", args=[reference, line.reference]),
    }


def is_to_make(line: TellingLine) -> bool:
    """Say whether a call is to be made now: nobody answered, or a force was let in and is told by telephone."""
    by_call = line.is_let_in and line.channel is Channel.TELEPHONE
    return not line.is_done and bool(line.follows_up or by_call)


def why_to_ring(line: TellingLine, about: str) -> str:
    """Say why somebody is rung now."""
    if line.follows_up:
        return _("%(who)s: nobody has answered the message.") % {"who": to_whom(line)}
    return _("%(who)s is let in. Tell them that %(about)s.") % {"who": to_whom(line), "about": about}


CLAIMED_FOR = timedelta(minutes=2)  # a message that is going out now is put off for less than this
BY_CHANNEL = {Channel.SMS: _n("text message"), Channel.WEBHOOK: _n("their own system")}


def waits(line: TellingLine, now: datetime) -> bool:
    """Say whether a message is put off until a time of the day, as the morning's are."""
    return line.send_at is not None and line.send_at > now and line.send_at - line.recorded_at > CLAIMED_FOR


def is_own_call(line: TellingLine) -> bool:
    """Say whether a call is one to the police: it has a page of its own, which asks for the log number."""
    return line.channel is Channel.TELEPHONE and line.is_police and not line.follows_up


def is_other_call(line: TellingLine) -> bool:
    """Say whether this is a call that the table asks for, to somebody other than the police."""
    return line.channel is Channel.TELEPHONE and not line.is_police and not line.follows_up


def nobody_yet(line: TellingLine) -> str:
    """Say that nobody has answered a message, and when somebody is rung for it."""
    if line.answer_by is None:
        return _("nobody has answered")
    return _("nobody has answered; to be rung at %(at)s") % {"at": clock(line.answer_by)}


def rung(line: TellingLine, reference: str, *, note: str, may_ring: bool) -> dict[str, Any]:
    """Give what the told-ladder says otherwise of a message nobody answered, and of the call that follows it."""
    if line.is_done or is_own_call(line):
        return {}
    href = reverse("ring", args=[reference, line.reference]) if may_ring else ""
    if line.is_let_in and is_other_call(line):
        words = to_make(line, reference)["words"]
        return {"words": words, "late": False, "href": href, "action": _("Record the call")}
    if is_other_call(line):
        return {"href": href, "action": _("Ring them, and record the call")}
    if not line.follows_up:
        return {"href": href, "action": _("Ring them, and record the call"), **_due(line, note)}
    return {
        "words": to_make(line, reference)["words"],
        "note": f"{note} {_('Nobody has answered the message.')}",
        "late": True,
        "href": href,
        "action": _("Record the call"),
    }


def _due(line: TellingLine, note: str) -> dict[str, str]:
    """Say on a message's rung when somebody is to be rung; a message that failed, or lost its link, says that first."""
    said = {}
    if line.link_withdrawn_at:
        at = {"at": clock(line.link_withdrawn_at)}
        said["words"] = _("Its link was withdrawn %(at)s; nobody has answered") % at
    if line.answer_by is None or line.state is TellingState.FAILED:
        return said
    due = _("To be rung at %(at)s if nobody answers.") % {"at": clock(line.answer_by)}
    return {**said, "note": f"{note} {due}"}


def told_words(line: TellingLine, at: str) -> str:
    """Say how and by whom a telling was answered."""
    if line.channel is Channel.TELEPHONE:
        return _("Told by telephone %(at)s") % {"at": at}
    who = line.acknowledged_by or _("somebody there")
    words = _("Answered %(at)s by %(who)s") % {"at": at, "who": who}
    weak = line.strength is CodeStrength.SAME_MAILBOX
    return f"{words} ({_('code to the same mailbox: weaker')})" if weak else words


def recorded_words(*, was_answered: bool, asks_next: bool) -> str:
    """Say that a call, or a try, is recorded, and what follows: the next is asked for, or somebody rings again."""
    if was_answered:
        return _("The call is recorded. They are told.")
    if asks_next:
        return _("The try is recorded. They are still not told: the next person on duty is asked for now.")
    return _("The try is recorded. They are still not told: ring again.")
