"""How somebody is told, and how far that has come."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    TELEPHONE = "telephone"  # a task: only a person's call discharges it
    EMAIL = "email"
    SMS = "sms"  # to an organisation's duty mobile: a reference, and that there is mail
    WEBHOOK = "webhook"  # to an organisation's own system, signed


class TellingState(StrEnum):
    """Ordered from worst to best. A mail server's acceptance proves only that the mailbox took it."""

    WAITING = "waiting"  # to be rung, or not handed over yet
    FAILED = "failed"  # tried and refused; will be tried again
    IN_DOUBT = "in_doubt"  # handed over, no answer recorded; repeated with the same Message-ID
    SENT = "sent"  # the mailbox took it; nobody has acknowledged
    TOLD = "told"  # spoken to, or acknowledged by a named person
    WITHDRAWN = "withdrawn"


class AttemptOutcome(StrEnum):
    TAKEN = "taken"  # the mail server took it
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    IN_DOUBT = "in_doubt"
    SPOKEN_TO = "spoken_to"


class TellingAbout(StrEnum):
    """Which turn of the episode a telling is about; whoever was told is told again."""

    MISSING = "missing"
    LOCATED = "located"
    RETURNED = "returned"
    CORRECTED = "corrected"
    LET_IN = "let_in"  # this organisation was let into the episode, for a time


class CodeStrength(StrEnum):
    """How the code for a link travelled."""

    SECOND_CHANNEL = "second_channel"
    SAME_MAILBOX = "same_mailbox"  # weaker, and recorded so
