"""The page a worker may give a child: what can be said on it, in which languages, and its English words.

The words name no child, place, time or organisation, and neither *home* nor *return*: to a child these can mean being
sent away. Each is the key of its translation in `locale/`, so to change one is to make every language unconfirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class ChildSays(StrEnum):
    """What a child can say with one press."""

    HELP_NOW = "help_now"
    RING_BACK = "ring_back"
    SAFE = "safe"  # closes, lowers and delays nothing: the child is to be seen


SAYS_WORDS: Mapping[ChildSays, str] = {
    ChildSays.HELP_NOW: "“I need help now”",
    ChildSays.RING_BACK: "“Please ring me”",
    ChildSays.SAFE: "“I am safe”. It closes nothing: the child is still to be seen",
}


@dataclass(frozen=True, kw_only=True)
class PageLanguage:
    """A language the page can be in. `code` is BCP 47, and the folder of its catalogue."""

    code: str
    name: str
    own_name: str
    is_right_to_left: bool = False


ENGLISH = PageLanguage(code="en-gb", name="English", own_name="English")
LANGUAGES: Mapping[str, PageLanguage] = {
    each.code: each
    for each in (
        ENGLISH,
        PageLanguage(code="cy", name="Welsh", own_name="Cymraeg"),
        PageLanguage(code="sq", name="Albanian", own_name="Shqip"),
        PageLanguage(code="ar", name="Arabic", own_name="العربية", is_right_to_left=True),
        PageLanguage(code="ti", name="Tigrinya", own_name="ትግርኛ"),
        PageLanguage(code="vi", name="Vietnamese", own_name="Tiếng Việt"),
        PageLanguage(code="ckb", name="Kurdish (Sorani)", own_name="کوردیی ناوەندی", is_right_to_left=True),
        PageLanguage(code="prs", name="Dari", own_name="دری", is_right_to_left=True),
    )
}


# How long a link may open the page: short, and the worker chooses.
LASTS: Mapping[str, timedelta] = {
    "day": timedelta(days=1),
    "three_days": timedelta(days=3),
    "week": timedelta(days=7),
}


def _(words: str) -> str:
    """Mark words for the catalogues: what finds messages looks for this name."""
    return words


WORDS: Mapping[str, str] = {
    "title": _("Page"),
    "lead": _("You can ask us to ring you, or say that you need help."),
    "danger": _("If you are in danger now, ring 999. The call is free."),
    "help_now": _("I need help now"),
    "ring_back": _("Please ring me"),
    "number": _("Which number should we ring?"),
    "number_hint": _("You can leave this empty. Then we ring the number we have."),
    "safe": _("I am safe"),
    "safe_hint": _("We still want to see you and to hear from you."),
    "leave": _("Leave this page quickly"),
    "trace": _("Your phone may remember that you opened this page."),
    "sent_help": _("We have your message, and we are telling people who can help now."),
    "sent_ring": _("We have your message. We have asked someone to ring you."),
    "sent_safe": _("Thank you. We have your message. We still want to see you and to hear from you."),
    "again": _("Say something else"),
    "problem": _("There is a problem"),
    "number_wrong": _("Type the number in figures, or leave it empty."),
    "closed": _("This page does not work any more."),
}
