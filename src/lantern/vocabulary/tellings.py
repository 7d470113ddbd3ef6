"""How somebody is told, and how far that has come."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    TELEPHONE = "telephone"  # a task: only a person's call discharges it
    EMAIL = "email"
    SMS = "sms"  # to an organisation's duty mobile: a reference, and that there is mail
    WEBHOOK = "webhook"  # to an organisation's own system, signed


# What is handed over by the worker; a telephone task is a person's.
MESSAGES = (Channel.EMAIL, Channel.SMS, Channel.WEBHOOK)


class TellingStage(StrEnum):
    """The stages of telling, as a local table may order them. Two of them tell nobody: they are a person's to do."""

    SEARCH = "search"  # what the carer does first
    POLICE = "police"
    PLACEMENT = "placement"  # the placement's or the fostering agency's on call
    RESPONSIBLE = "responsible"  # the duty team of the authority that looks after the child
    PARENTS = "parents"  # that authority decides on them; a named worker rings
    HOST = "host"  # the host authority's duty team, and the senior on call
    IMMIGRATION = "immigration"  # Home Office and guardian, where they apply
    MORNING = "morning"


class Whom(StrEnum):
    """Who may be told: by their place in the episode, or in the capacity in which they were stored for the child."""

    POLICE_FORCE = "police_force"
    PLACEMENT = "placement"  # whoever is stored as on call for the child, else the placement itself
    RESPONSIBLE_AUTHORITY = "responsible_authority"
    HOST_AUTHORITY = "host_authority"
    SENIOR = "senior"
    SOCIAL_WORKER = "social_worker"
    PERSONAL_ADVISER = "personal_adviser"
    REVIEWING_OFFICER = "reviewing_officer"
    SCHOOL = "school"
    HEALTH = "health"
    GUARDIAN = "guardian"
    IMMIGRATION = "immigration"


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
    ARRIVED = "arrived"  # a child arrived alone in this authority's area; of no episode
    HANDED = (
        "handed"  # a child who arrived alone, and for whom nobody answered, is handed over to this authority
    )
    LET_IN = "let_in"  # this organisation was let into the episode, for a time
    CHILD_SAID = "child_said"  # the child pressed something on the page a worker gave them
    ASKED = "asked"  # a return interview is asked of this service, which has no account here
    OWED = "owed"  # something owed on the episode, or in the child's case, is near its time, or past it
    UNASKED = "unasked"  # what this service was asked no longer stands: the child is not back after all
    NOT_YOURS = "not_yours"  # it is another child than this organisation was told of; it is told no more


# Of a child who arrived alone, and of no episode.
ARRIVALS = (TellingAbout.ARRIVED, TellingAbout.HANDED)


class CodeStrength(StrEnum):
    """How the code for a link travelled."""

    SECOND_CHANNEL = "second_channel"
    SAME_MAILBOX = "same_mailbox"  # weaker, and recorded so
