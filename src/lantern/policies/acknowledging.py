"""How long a notice's link and its code hold, and when they are spent."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.tellings import TellingAbout

# A notice of Friday evening is still opened on Monday afternoon. Nobody waits longer for an answer by link: whoever
# has not answered is rung within hours, and a mailbox that is read weeks later is to open nothing.
LINK_LASTS = timedelta(hours=72)
# An interview is not held and typed within three days of being asked. Local: no published text gives a number.
ASKED_LASTS = timedelta(days=14)
CODE_LASTS = timedelta(minutes=10)
SIGNED_FOR = CODE_LASTS * 3
# Long enough to type what a child said.
SIGNED_FOR_ASKED = timedelta(hours=2)
CODE_TRIES = 5
CODES_A_LINK = 10  # or a guesser could simply ask for code after code
# A link of 14 days, whose code holds for two hours of typing, needs more than ten: they are counted by the day.
CODES_COUNTED_ASKED = timedelta(hours=24)
BETWEEN_CODES = timedelta(minutes=1)

RING = "Ring the team that sent the notice."
# One answer for a link that ran out and one that was withdrawn: a stranger learns nothing from which it was.
SPENT = f"This link no longer opens anything. Nothing was recorded. {RING}"


class LinkSpent(Refused):
    """The link no longer opens anything."""


class CodeSpent(Refused):
    """The code can no longer be used; another may be asked for."""


class CodeWrong(Refused):
    """The code is not the one that was sent."""


class TooManyCodes(Refused):
    """Codes are being asked for too often."""


def link_lasts(about: TellingAbout) -> timedelta:
    """Give how long the link of a message holds from its sending: the link of an interview that is asked, longer."""
    return ASKED_LASTS if about is TellingAbout.ASKED else LINK_LASTS


def link_ends_at(made_at: datetime, *, expires_at: datetime | None = None) -> datetime:
    """Give the moment (UTC) from which a link opens nothing: the one written down with it, if there is one."""
    return expires_at or made_at + LINK_LASTS


def code_ends_at(made_at: datetime) -> datetime:
    """Give the moment (UTC) from which a code made at this moment can no longer be used."""
    return made_at + CODE_LASTS


def codes_counted_since(about: TellingAbout, *, made_at: datetime, now: datetime) -> datetime:
    """Give the moment (UTC) from which a link's codes are counted: from its making, or of the last 24 hours."""
    return now - CODES_COUNTED_ASKED if about is TellingAbout.ASKED else made_at


def check_link(*, ends_at: datetime, withdrawn: bool, now: datetime) -> None:
    """Refuse, with LinkSpent, a link that was withdrawn or has run out; the words are the same."""
    if withdrawn or now >= ends_at:
        raise LinkSpent(SPENT)


def check_may_send_code(
    *, codes_sent: int, last_sent_at: datetime | None, by_the_day: bool = False, now: datetime
) -> None:
    """Refuse, with TooManyCodes, an eleventh code for one link, or a second within a minute.

    `by_the_day` says that the codes of the last 24 hours were counted alone.
    """
    if codes_sent >= CODES_A_LINK and by_the_day:
        raise TooManyCodes(
            f"{CODES_A_LINK} codes were sent for this link within 24 hours. Nothing was recorded. Ask again later, or "
            "ring the team that sent it."
        )
    if codes_sent >= CODES_A_LINK:
        raise TooManyCodes(f"No more codes can be sent for this link. Nothing was recorded. {RING}")
    if last_sent_at is not None and now < last_sent_at + BETWEEN_CODES:
        raise TooManyCodes(
            "A code was sent less than a minute ago. Wait for it, then ask again if it does not come."
        )


def check_code_may_be_tried(*, made_at: datetime, tries: int, used: bool, now: datetime) -> None:
    """Refuse, with CodeSpent, a code that was used, is 10 minutes old or was tried 5 times.

    `tries` counts the wrong tries before this one. Check this first: a right code too late is no code.
    """
    if used:
        raise CodeSpent("This code was used already. Nothing was recorded. Ask for a new code.")
    if now >= code_ends_at(made_at):
        raise CodeSpent(
            "This code has run out: it held for 10 minutes. Nothing was recorded. Ask for a new code."
        )
    if tries >= CODE_TRIES:
        raise CodeSpent("This code was tried 5 times. Nothing was recorded. Ask for a new code.")


def check_code_is_right(*, is_right: bool, tries: int) -> None:
    """Refuse, with CodeWrong, a wrong code, and say how many tries are left. `tries` counts this one too."""
    if is_right:
        return
    left = CODE_TRIES - tries
    if left <= 0:
        raise CodeWrong(
            "That code is not right, and no tries are left. Nothing was recorded. Ask for a new code."
        )
    raise CodeWrong(f"That code is not right. Nothing was recorded. {_tries(left)} left.", field="code")


def check_named(*, name: str, post: str) -> None:
    """Refuse an acknowledgement, or a code that opens more than one, that does not say who gave it and in what role."""
    if not name.strip():
        raise Refused("Give your name. Only a named person can acknowledge.", field="name")
    if not post.strip():
        raise Refused("Give your role, such as duty sergeant. It shows who was told.", field="post")


def _tries(left: int) -> str:
    return "1 try is" if left == 1 else f"{left} tries are"
