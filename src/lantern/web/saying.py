"""How an episode is said on a page: its tags, who has been told, what is owed, and how an absence ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _n
from django.utils.translation import ngettext

from lantern.policies.risk import Asked
from lantern.queries.chronology import RISK_WORDS
from lantern.queries.earlier import EarlierEpisode
from lantern.queries.values import EpisodeHead, OwedLine, TellingLine
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.entries import KIND_TITLES as KIND_TITLES
from lantern.vocabulary.missing import MissingKind, RiskLevel, Stage
from lantern.vocabulary.tellings import AttemptOutcome, Channel, TellingAbout, TellingState
from lantern.web import calls
from lantern.web.calls import number_of, to_whom
from lantern.web.stages import counted, stage_place, stage_title
from lantern.web.templatetags.lantern import clock, duration, lasting

VIEW_WORDS = {
    MissingKind.MISSING: "we do not know where",
    MissingKind.AWAY_WITHOUT_AUTHORISATION: "out, we know where",
}
ABOUT_WORDS = {
    TellingAbout.MISSING: "the child is missing",
    TellingAbout.LOCATED: "the child is found",
    TellingAbout.RETURNED: "the child is back",
    TellingAbout.NOT_YOURS: "it is another child than they were told of",
    TellingAbout.CHILD_SAID: "the child has left word, on the page they were given",
    TellingAbout.ARRIVED: "a child has arrived alone in their area",
    TellingAbout.HANDED: "a child who arrived alone is handed over to them",
    TellingAbout.ASKED: "they are asked to hold the return interview",
    TellingAbout.OWED: "something owed to the child is near its time, or past it",
    TellingAbout.UNASKED: "the return interview they were asked for no longer stands",
    TellingAbout.LET_IN: "they are let into this child's record for a time, and why",
}
# A correction is told as what is so now; that an entry was struck helps nobody who is looking for a child.
CORRECTED_WORDS = {
    Stage.MISSING: "an earlier message was wrong: the child is missing",
    Stage.LOCATED: "an earlier message was wrong: the child is found, but not back",
    Stage.RETURNED: "an earlier message was wrong: the child is back",
}
MOST_APART = 6  # days within which a weekday names one day
SETTLED_WORDS = {
    "met": "Done",
    "met_late": "Done late",
    "excused": "No longer owed",
    "excused_late": "No longer owed, and was late",
    "ended": "Over",
}


def about(line: TellingLine, head: EpisodeHead) -> str:
    """Say what a telling is about, to be read out as it stands."""
    if line.about is not TellingAbout.CORRECTED:
        return ABOUT_WORDS[line.about]
    return "the report was entered in error" if head.is_void else CORRECTED_WORDS[head.stage]


def named(head: EpisodeHead) -> str:
    """Give the child's name where the reader may see it, and say that it is a reference where not."""
    return head.name or _("Reference only: %(reference)s") % {"reference": head.reference}


def lives_at(head: EpisodeHead) -> str:
    """Name the home only to a reader who may know the child's name: a small home is as good as one."""
    if head.name is None:
        return _("Your role does not see where the child lives")
    return head.placement or _("Where the child lives is not recorded")


def is_out(head: EpisodeHead) -> bool:
    """Say whether the authority knows, and made sure, where the child is: the police are then not owed a call."""
    return head.is_away


def whereabouts(head: EpisodeHead) -> list[str]:
    """Say in whose view it is known where the child is; the police's view only where it differs."""
    said = (
        VIEW_WORDS[head.authority_kind] if head.authority_kind else "not decided yet whether missing or out"
    )
    lines = [_("Authority: %(view)s") % {"view": said}]
    if head.police_kind and head.police_kind is not head.authority_kind:
        lines.append(_("Police: %(view)s") % {"view": VIEW_WORDS[head.police_kind]})
    return lines


def police_tag(head: EpisodeHead, now: datetime) -> dict[str, str]:
    """Say whether a person has told the police. Not rung is late, unless it is known where the child is."""
    if head.police_reported is None:
        return {"text": _("Police not rung"), "state": "waiting" if is_out(head) else "late"}
    return {"text": _("Police told %(when)s") % {"when": short(head.police_reported, now)}, "state": "told"}


def risk_tag(head: EpisodeHead) -> dict[str, str]:
    """Say the police level; not assessed is the worst."""
    if head.risk_level is None:
        return {"text": _("Not assessed yet"), "state": "unknown"}
    loud = head.risk_level is RiskLevel.HIGH
    return {"text": RISK_WORDS[head.risk_level], "state": "high" if loud else "plain"}


def floor_words(floor: Asked) -> str:
    """Say the local floor, and why, where the police hold less. It sets no police level: it says what to ask for."""
    level = RISK_WORDS[floor.level]
    return _("Ask for at least %(level)s: %(why)s") % {"level": level, "why": "; ".join(floor.reasons)}


def review_tag(head: EpisodeHead, now: datetime) -> dict[str, str] | None:
    """Say when the police look at the level again; a review that is past is late."""
    if head.risk_level is None or head.next_review_at is None or head.stage is Stage.RETURNED:
        return None
    late = head.next_review_at < now
    words = _("Review late: was due %(at)s") if late else _("Next review %(at)s")
    return {
        "text": words % {"at": short(When.moment(head.next_review_at), now)},
        "state": "late" if late else "plain",
    }


def short(said: When, now: datetime) -> str:
    """Say a time in few words: the time alone today, the weekday within six days, else the whole date."""
    apart = abs((said.on - day_of(now)).days)
    if apart == 0 and said.at:
        return clock(said)
    if apart <= MOST_APART:
        return f"{said.on:%A} {clock(said)}" if said.at else f"{said.on:%A}, {clock(said)}"
    return f"{said.on.day} {said.on:%B %Y}, {clock(said)}"


# Who has been told ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ToldInShort:
    """The told-ladder in two lines: how many answered, and who did not."""

    answered: int
    asked: int
    silent: tuple[tuple[str, str, str], ...]  # the stage, the organisation, and what is so
    calls: tuple[dict[str, str], ...] = ()  # to be made now: nobody answered in time
    counts: tuple[str, ...] = ()  # how many of each are silent, the worst first

    @property
    def words(self) -> str:
        if not self.asked:
            return _("Nobody is written down to be told")
        return _("%(answered)d of %(asked)d have answered") % {"answered": self.answered, "asked": self.asked}


def last_turn(lines: Iterable[TellingLine]) -> list[TellingLine]:
    """Give each recipient's newest telling, withdrawn ones aside; what is still to do stands first.

    A call that follows a message nobody answered stands in that message's place.
    """
    newest: dict[tuple[str, str, Channel], TellingLine] = {}
    for line in lines:
        key = (line.organisation, line.team, Channel.EMAIL if line.follows_up else line.channel)
        if line.state is not TellingState.WITHDRAWN and (
            key not in newest or line.recorded_at > newest[key].recorded_at
        ):
            newest[key] = line
    return sorted(newest.values(), key=lambda line: line.is_done)


def told_in_short(lines: Iterable[TellingLine], head: EpisodeHead, *, now: datetime) -> ToldInShort:
    """Count who has answered of those who were to be told last; a desk that has two messages counts once."""
    newest = counted(last_turn(lines), now)
    silent = [line for line in newest if not line.is_done]
    silent.sort(key=stage_place)
    return ToldInShort(
        answered=len(newest) - len(silent),
        asked=len(newest),
        silent=tuple(
            (stage_title(line), to_whom(line), _silence(line, head)) for line in silent if not line.follows_up
        ),
        calls=tuple(calls.to_make(line, head.reference) for line in silent if line.follows_up),
        counts=_counts([line for line in silent if not line.follows_up]),
    )


def _counts(silent: Sequence[TellingLine]) -> tuple[str, ...]:
    """Count the silent: those nobody has rung yet, then those whom no message reached, then those who do not answer."""
    unrung = sum(line.channel is Channel.TELEPHONE for line in silent)
    failed = sum(
        line.channel is not Channel.TELEPHONE and line.state is TellingState.FAILED for line in silent
    )
    quiet = len(silent) - unrung - failed
    said = (
        (unrung, ngettext("%(n)d not rung", "%(n)d not rung", unrung)),
        (failed, ngettext("%(n)d message could not be sent", "%(n)d messages could not be sent", failed)),
        (quiet, ngettext("%(n)d has not answered", "%(n)d have not answered", quiet)),
    )
    return tuple(words % {"n": n} for n, words in said if n)


def _silence(line: TellingLine, head: EpisodeHead) -> str:
    if line.channel is Channel.TELEPHONE and line.about is TellingAbout.MISSING:
        return _("not rung")
    if line.channel is Channel.TELEPHONE:
        return _("not rung yet to say that %(about)s") % {"about": about(line, head)}
    if line.state is TellingState.FAILED:
        return _("message could not be sent")
    return calls.nobody_yet(line)


def rungs(
    lines: Iterable[TellingLine], *, head: EpisodeHead, ring_href: str, may_ring: bool = False, now: datetime
) -> list[dict[str, Any]]:
    """Give the rungs of the told-ladder, each with the number to ring while nobody has answered."""
    drawn = [(line, _rung(line, head=head, ring_href=ring_href, now=now)) for line in lines]
    return [
        {**rung, **calls.rung(line, head.reference, note=rung["note"], may_ring=may_ring)}
        for line, rung in drawn
    ]


def _rung(line: TellingLine, *, head: EpisodeHead, ring_href: str, now: datetime) -> dict[str, Any]:
    rings = calls.is_own_call(line) and line.state is TellingState.WAITING
    subject = _("About: %(about)s.") % {"about": about(line, head)}
    number = (
        _("Ring %(number)s.") % {"number": number_of(line.telephone)}
        if line.telephone
        else _("No number is stored.")
    )
    return {
        "organisation": _by_channel(line),
        "state": line.state.value,
        "words": _rung_words(line, now),
        "note": subject if line.is_done else f"{subject} {number}",
        "late": rings and head.stage is Stage.MISSING and head.police_reported is None and not is_out(head),
        "href": ring_href if rings else "",
        "action": _("Record the call"),
        **_tried(line, now),
    }


OUTCOME_WORDS = {
    AttemptOutcome.TAKEN: _n("was taken"),
    AttemptOutcome.REFUSED: _n("could not be sent"),
    AttemptOutcome.NO_ANSWER: _n("nobody answered"),
    AttemptOutcome.IN_DOUBT: _n("no clear answer, so it may not have arrived"),
    AttemptOutcome.SPOKEN_TO: _n("spoken to"),
    None: _n("going out now, or nobody knows yet how it ended"),
}


def _tried(line: TellingLine, now: datetime) -> dict[str, Any]:
    """Say how often a message was tried, and when, by what and how each try ended; no address is in it."""
    if not line.attempts:
        return {}
    number = len(line.attempts)
    by = calls.BY_CHANNEL.get(line.channel, _("e-mail"))
    tries = [
        _("%(at)s, %(channel)s: %(outcome)s")
        % {"at": short(When.moment(at), now), "channel": by, "outcome": OUTCOME_WORDS[outcome]}
        for at, outcome in line.attempts
    ]
    return {"tried": ngettext("Tried once", "Tried %(n)d times", number) % {"n": number}, "tries": tries}


def _by_channel(line: TellingLine) -> str:
    said = calls.BY_CHANNEL.get(line.channel)
    return f"{to_whom(line)} ({said})" if said else to_whom(line)


def _rung_words(line: TellingLine, now: datetime) -> str:
    if calls.waits(line, now):
        at = short(When.moment(line.send_at or now), now)
        return _("To be told %(at)s, if the child is not back") % {"at": at}
    at = short(When.moment(line.told_at or line.sent_at or line.recorded_at), now)
    if line.state is TellingState.TOLD:
        return calls.told_words(line, at)
    if line.channel is Channel.TELEPHONE:
        return _("Withdrawn") if line.state is TellingState.WITHDRAWN else _("Not rung yet")
    words = {
        TellingState.WAITING: _("Written %(at)s, not sent yet"),
        TellingState.FAILED: _("Could not be sent; it will be tried again"),
        TellingState.IN_DOUBT: _("May not have arrived; it will be sent again"),
        TellingState.SENT: _("Sent %(at)s; nobody has answered")
        if line.sent_at
        else _("Written %(at)s and sent; nobody has answered"),
        TellingState.WITHDRAWN: _("Withdrawn"),
    }
    return words[line.state] % {"at": at}


# What is owed --------------------------------------------------------------------------------------------


class Ower(Protocol):
    """What names who owes a duty: the heading of an episode, or a child's page."""

    @property
    def name(self) -> str | None: ...
    @property
    def responsible_authority(self) -> str: ...
    @property
    def host_authority(self) -> str: ...
    @property
    def placement(self) -> str: ...


def owed_by(line: OwedLine, head: Ower) -> str:
    """Name the organisation that owes a duty, where it is known, else what it is to the child."""
    names = {
        "responsible_authority": head.responsible_authority,
        "host_authority": head.host_authority or _("the authority the child lives in"),
        "placement": (head.name and head.placement) or _("the carer or home"),
        "police_force": getattr(head, "police_force", "") or _("the police"),
    }
    return names.get(line.owed_by) or relation_owing(line.owed_by)


def relation_owing(owed_by: str) -> str:
    """Say who owes a duty where no organisation of the record is meant."""
    words = {
        "home_office": _("the Home Office"),
        "reviewing_officer": _("the independent reviewing officer"),
        "first_responder": _("whoever made the referral"),
    }
    return words.get(owed_by, owed_by)


def owed_line(line: OwedLine, *, head: Ower, now: datetime) -> dict[str, Any]:
    """Say one duty: what, by whom, and by when, or (without a number) for how long it has been owed.

    An aim is expected, and no breach; a local standard is said beside the time that has passed, as what it is.
    """
    said: dict[str, Any] = {"title": line.title, "by": owed_by(line, head), "late": line.is_overdue}
    said |= {"source": line.source, "is_local": line.is_local, "more": more_words(line.more)}
    if line.settled_as:
        return {**said, "words": SETTLED_WORDS.get(line.settled_as, line.settled_as), "state": "done"}
    said["assumed"] = [
        _("Not known: %(fact)s. Taken so that this is owed") % {"fact": f} for f in line.assumed
    ]
    if line.standard_at is not None:
        by = short(When.moment(line.standard_at), now)
        said["standard"] = _("Local standard, not law: by %(at)s") % {"at": by}
    return {**said, **_open(line, now)}


def more_words(more: int) -> str:
    """Say how many more of the same duty are owed; nothing where this is the only one."""
    return (
        ngettext("%(more)s more of this is owed", "%(more)s more of this are owed", more) % {"more": more}
        if more
        else ""
    )


def _open(line: OwedLine, now: datetime) -> dict[str, Any]:
    so_far = lasting(line.arose, now)
    limit = line.limit or line.due_at
    if limit is None:
        words = _("No end yet") if line.is_period else _("At once")
        return {"words": words, "state": "waiting", "so_far": so_far}
    due = short(When.moment(limit), now)
    if line.is_period:
        return {"words": _("Until %(due)s") % {"due": due}, "state": "waiting"}
    if line.is_expected:
        return {"words": _("Expected by %(due)s") % {"due": due}, "state": "waiting", "so_far": so_far}
    words = _("Late: was due %(due)s") if line.is_overdue else _("Due %(due)s")
    return {"words": words % {"due": due}, "state": "late" if line.is_overdue else "waiting"}


# An absence that is over ---------------------------------------------------------------------------------


def kind_words(head: EpisodeHead) -> str:
    """Say how an absence was held at its end, in the authority's view."""
    if head.is_void:
        return _("Entered in error")
    if head.authority_kind is None:
        return _("Not decided")
    return _("Missing") if head.authority_kind is MissingKind.MISSING else _("Out, we know where")


def lasted(head: EpisodeHead | EarlierEpisode) -> str:
    """Say how long a past absence was; to the day where no times are known; nothing while it lasts."""
    seen, back = head.last_seen, head.returned
    if back is None:
        return ""
    if seen.at and back.at:
        return duration(back.at - seen.at)
    days = (back.on - seen.on).days
    return (
        ngettext("about %(n)d day", "about %(n)d days", days) % {"n": days} if days else _("within one day")
    )
