"""How a search is said: what is being done and by when, how it stands with a found child, and two pictures of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantern.policies.missing import MAY_FOLLOW
from lantern.queries.board import BoardRow
from lantern.queries.chronology import LOCATED_WORDS
from lantern.queries.values import EnquiryLine, EpisodePage, FoundLine
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import LocatedState, Stage
from lantern.vocabulary.roles import Permission
from lantern.web import pictures, saying
from lantern.web.next_steps import NextStep
from lantern.web.templatetags.lantern import clock, duration

# What has its own name in the picture of an episode; all else is a dot that the chronology explains.
NAMED = {
    EventKind.MISSING_REPORTED: "Reported",
    EventKind.POLICE_REPORTED: "Police told",
    EventKind.CHILD_LOCATED: "Found",
    EventKind.CHILD_RETURNED: "Back",
}


def search_of(page: EpisodePage) -> dict[str, Any]:
    """Give what an episode's page says of the search."""
    reference, now = page.head.reference, page.as_of
    may = Permission.RECORD_INFORMATION in page.may and not page.head.is_void
    may_set = may and EventKind.ENQUIRY_SET in MAY_FOLLOW[page.head.stage]
    may_look = Permission.RECORD_LOCATED in page.may and page.head.stage is Stage.LOCATED
    return {
        "enquiries": [enquiry(line, reference, may_answer=may, now=now) for line in page.enquiries],
        "enquire_href": reverse("enquiry", args=[reference]) if may_set else "",
        "found_now": found_of(page),
        "look_again_href": reverse("look-again", args=[reference]) if may_look else "",
        "timeline": timeline(page),
    }


# Enquiries ---------------------------------------------------------------------------------------------------


def enquiry(line: EnquiryLine, reference: str, *, may_answer: bool, now: datetime) -> dict[str, Any]:
    """Say one enquiry: what, who does it, by when, and what came of it."""
    return {
        "line": line,
        "due": due(line, now),
        "is_late": line.is_overdue(now),
        "answered": saying.short(When.moment(line.answered_at), now) if line.answered_at else "",
        "answer_href": reverse("answer-enquiry", args=[reference, line.number])
        if may_answer and line.is_open
        else "",
    }


def due(line: EnquiryLine, now: datetime) -> str:
    """Say by when an enquiry is to be answered."""
    if line.due_at is None:
        return _("No time is set")
    at = saying.short(When.moment(line.due_at), now)
    return (_("Late: was due %(at)s") if line.is_overdue(now) else _("By %(at)s")) % {"at": at}


# Found, not yet back -----------------------------------------------------------------------------------------


def found_of(page: EpisodePage) -> dict[str, Any] | None:
    """Say how it stands with a found child; nothing to who may not read it, to whom all would look unsaid."""
    if page.head.stage is not Stage.LOCATED or page.chronology_is_hidden:
        return None
    return found_now(page.found, page.as_of)


def found_now(found: FoundLine | None, now: datetime) -> dict[str, Any]:
    """Say how it stands with a child who is found; whoever sees to it, and when, is missed where nobody said it."""
    found = found or nothing_said(now)
    is_bad = found.safe_and_well is not Answer.YES
    return {
        "look": look_again(found, now),
        "owner": found.owner,
        "stands": LOCATED_WORDS[found.state],
        "safe": _("Safe and well") if not is_bad else SAFE_WORDS[found.safe_and_well],
        "safe_state": {Answer.YES: "told", Answer.NO: "high", Answer.NOT_KNOWN: "unknown"}[
            found.safe_and_well
        ],
        "protected": found.protected,
    }


def nothing_said(now: datetime) -> FoundLine:
    """Give how it stands with a found child of whom nobody said anything more."""
    return FoundLine(
        state=LocatedState.NOT_KNOWN,
        safe_and_well=Answer.NOT_KNOWN,
        owner="",
        check_again_at=None,
        said_at=now,
    )


SAFE_WORDS = {Answer.NO: "Not safe and well", Answer.NOT_KNOWN: "Not known whether safe and well"}


def look_again(found: FoundLine, now: datetime) -> dict[str, str]:
    """Say by when somebody looks again; that no time is set is the worst, next to being late."""
    if found.check_again_at is None:
        return {"text": _("No time is set to look again"), "state": "unknown"}
    at = {"at": saying.short(When.moment(found.check_again_at), now)}
    if found.is_overdue(now):
        return {"text": _("Look again now: was due %(at)s") % at, "state": "late"}
    return {"text": _("Look again by %(at)s") % at, "state": "plain"}


def sees_to_it(found: FoundLine) -> str:
    """Name who sees to a found child."""
    return (
        _("%(who)s sees to it") % {"who": found.owner} if found.owner else _("nobody is named who sees to it")
    )


def first_steps(page: EpisodePage, steps: Sequence[NextStep]) -> list[NextStep]:
    """Put what the search asks for among what is to be done, the late before the rest."""
    now = page.as_of
    asked = [_look(page)] if page.head.stage is Stage.LOCATED and not page.chronology_is_hidden else []
    asked += [_chase(line, page) for line in page.enquiries if line.is_overdue(now)]
    first = [step for step in steps if step.late]
    return sorted(
        [*first, *asked, *(step for step in steps if not step.late)], key=lambda step: not step.late
    )


def _look(page: EpisodePage) -> NextStep:
    """Ask somebody to look again; where nobody said when, that is the first thing to say."""
    found, may = page.found or nothing_said(page.as_of), Permission.RECORD_LOCATED in page.may
    what = look_again(found, page.as_of)["text"]
    return NextStep(
        what=what if found.check_again_at else _("Say who sees to the child, and when somebody looks again"),
        how=_("%(who)s.") % {"who": sees_to_it(found)},
        href=reverse("look-again", args=[page.head.reference]) if may else "",
        button=_("Record how it stands now") if may else "",
        late=found.is_overdue(page.as_of),
    )


def _chase(line: EnquiryLine, page: EpisodePage) -> NextStep:
    may = Permission.RECORD_INFORMATION in page.may
    return NextStep(
        what=_("Ask %(who)s: %(what)s") % {"who": line.owner, "what": line.words},
        how=due(line, page.as_of) + ".",
        href=reverse("answer-enquiry", args=[page.head.reference, line.number]) if may else "",
        button=_("Record what came of it") if may else "",
        late=True,
    )


# The board ---------------------------------------------------------------------------------------------------


def on_the_board(row: BoardRow, now: datetime) -> dict[str, Any]:
    """Give what a child's row says of the search: the found child's clock, and the next enquiry."""
    is_found = row.head.stage is Stage.LOCATED
    open_now = [line for line in row.enquiries if line.is_open]
    return {
        "look": look_again(row.found, now) if is_found and row.found else None,
        "sees_to_it": sees_to_it(row.found) if is_found and row.found else "",
        "act": enquiry(open_now[0], row.head.reference, may_answer=False, now=now) if open_now else None,
        "more_acts": max(len(open_now) - 1, 0),
    }


def lateness(row: BoardRow, now: datetime) -> tuple[Any, ...]:
    """Give what of a row becomes late by the clock alone: a board that is asked again must say it."""
    return (
        row.found is not None and row.found.is_overdue(now),
        [line.number for line in row.enquiries if line.is_overdue(now)],
    )


def night(rows: Sequence[BoardRow], now: datetime) -> dict[str, Any]:
    """Give the picture of the night: a bar for each child, with the worst known loudest."""
    acts = [_next_act(row, now) for row in rows]
    drawn = pictures.night([_lasting(row, act, now) for row, act in zip(rows, acts, strict=True)], now=now)
    return {
        "children": [
            _child(row, bar, act, drawn.now, now)
            for row, bar, act in zip(rows, drawn.bars, acts, strict=True)
        ],
        "now": drawn.now,
        "ticks": drawn.ticks,
        "words": _night_words(rows, now),
    }


def _lasting(row: BoardRow, act: tuple[datetime, str] | None, now: datetime) -> pictures.Lasting:
    head = row.head
    return pictures.Lasting(
        since=head.last_seen.earliest,
        certain_since=min(head.last_seen.latest, now),
        police=head.police_reported.at or head.police_reported.latest if head.police_reported else None,
        police_owed=not saying.is_out(head),
        answered=_answered(row),
        risk=head.risk_set_at if head.risk_level else None,
        next_at=max(act[0], now) if act else None,
    )


def _answered(row: BoardRow) -> datetime | None:
    """Give when the authority that looks after the child first answered; of a missing child, what is so now."""
    lines = row.tellings if row.head.stage is Stage.LOCATED else saying.last_turn(row.tellings)
    own = [line.told_at for line in lines if line.organisation == row.head.responsible_authority]
    return min(filter(None, own), default=None)


def _next_act(row: BoardRow, now: datetime) -> tuple[datetime, str] | None:
    """Give what somebody does next, of all that has a time, with that time."""
    acts: list[tuple[datetime, str]] = []
    if row.found and row.found.check_again_at:
        acts.append((row.found.check_again_at, look_again(row.found, now)["text"]))
    acts += [
        (line.due_at, f"{due(line, now)}: {line.words}")
        for line in row.enquiries
        if line.is_open and line.due_at
    ]
    review = saying.review_tag(row.head, now)
    if review and row.head.next_review_at:
        acts.append((row.head.next_review_at, review["text"]))
    acts += [
        (line.answer_by, _("If nobody answers, ring at %(at)s") % {"at": clock(line.answer_by)})
        for line in row.tellings
        if line.answer_by and not line.is_done and not line.follows_up
    ]
    if row.next_owed and row.next_owed.limit:
        said = saying.owed_line(row.next_owed, head=row.head, now=now)
        acts.append((row.next_owed.limit, f"{said['words']}: {said['title']}"))
    return min(acts, default=None)


def _child(
    row: BoardRow, bar: pictures.Bar, act: tuple[datetime, str] | None, edge: float, now: datetime
) -> dict[str, Any]:
    head = row.head
    answered = _answered(row)
    team = _("Duty team answered %(at)s") % {"at": _brief(When.moment(answered), now)} if answered else ""
    risk = saying.risk_tag(head)
    police = saying.police_tag(head, now)
    if head.police_reported:
        police["text"] = _("Police told %(at)s") % {"at": _brief(head.police_reported, now)}
    lanes = [
        _lane(bar.police, police["text"], police["state"], edge),
        _lane(bar.answered, team or _("Duty team has not answered"), "told" if team else "waiting", edge),
        _lane(
            bar.risk,
            _("Risk: %(level)s") % {"level": risk["text"]} if bar.risk else _("Risk not assessed yet"),
            risk["state"],
            edge,
        ),
    ]
    next_lane = _lane(bar.next_act, act[1], "late" if act[0] < now else "plain", edge) if act else None
    return {
        "head": head,
        "name": saying.named(head),
        "bar": bar,
        "lanes": [{**lane, "y": 14 + 17 * place, "from": 4 + 17 * place} for place, lane in enumerate(lanes)],
        "next": next_lane,
        "label": ". ".join(lane["words"] for lane in [*lanes, next_lane] if lane),
        "seen": saying.short(head.last_seen, now),
    }


def _brief(when: When, now: datetime) -> str:
    """Say a time inside the picture by the clock alone: the line of time says the rest."""
    return clock(when) if when.at and now - when.at < pictures.LONGEST_SHOWN else saying.short(when, now)


def _lane(flag: pictures.Flag | None, words: str, state: str, edge: float) -> dict[str, Any]:
    """Give one line of a bar's words; what has not happened stands at now, with its words on the left."""
    at = flag or pictures.Flag(at=edge, to_the_left=True)
    return {"flag": at, "words": words, "state": state, "happened": flag is not None}


def _night_words(rows: Sequence[BoardRow], now: datetime) -> str:
    """Say in a sentence what the picture shows."""
    heads = [row.head for row in rows]
    silent = sum(head.police_reported is None and not saying.is_out(head) for head in heads)
    unknown = sum(head.risk_level is None for head in heads)
    first = min((head.last_seen.earliest for head in heads), default=now)
    parts = [
        ngettext("%(n)d child is not back.", "%(n)d children are not back.", len(rows)) % {"n": len(rows)},
        _("Longest since last seen: %(how)s.") % {"how": duration(now - first)},
        _("Police not rung: %(n)d.") % {"n": silent},
        _("Risk not assessed yet: %(n)d.") % {"n": unknown},
    ]
    return " ".join(parts)


# The two lanes of an episode ---------------------------------------------------------------------------------


def timeline(page: EpisodePage) -> dict[str, Any] | None:
    """Give the picture of what happened above what was recorded; none where the chronology is hidden, or empty."""
    entries = [
        entry
        for entry in page.chronology
        if not entry.is_struck and entry.kind is not EventKind.ENTERED_IN_ERROR
    ]
    if page.chronology_is_hidden or not entries:
        return None
    happenings = [_happening(entry.happened, entry.recorded_at) for entry in entries]
    seen = _happening(page.head.last_seen, page.head.recorded_at)
    drawn = pictures.lanes([seen, *happenings])
    names = [_("Last seen"), *(NAMED.get(entry.kind, "") for entry in entries)]
    titles = [_("Last seen"), *(saying.KIND_TITLES[entry.kind] for entry in entries)]
    lines = [
        {
            "line": line,
            "name": name,
            "from_at": round(line.happened + line.happened_width, 2),
            "to_the_left": line.happened > pictures.TO_THE_LEFT,
            **_places(name),
        }
        for line, name in zip(drawn.lines, names, strict=True)
        if line is not None
    ]
    late = [
        (title, happening)
        for title, happening in zip(titles, [seen, *happenings], strict=True)
        if pictures.is_late(happening)
    ]
    return {
        "lines": lines,
        "ticks": drawn.ticks,
        "words": _timeline_words(len(entries), late, drawn.left_out),
        "rows": [_late_row(title, happening, page.as_of) for title, happening in late],
        "columns": [_("What"), _("Happened"), _("Recorded"), _("Known only after")],
    }


_TIERS = {"Last seen": 0, "Reported": 1, "Police told": 2, "Found": 3, "Back": 0}


def _places(name: str) -> dict[str, int]:
    return {"y": 14 + 16 * _TIERS.get(name, 0), "from": 4 + 16 * _TIERS.get(name, 0)}


def _happening(happened: When, recorded: datetime) -> pictures.Happening:
    return pictures.Happening(earliest=happened.earliest, latest=happened.latest, recorded=recorded)


def _late_row(title: str, happening: pictures.Happening, now: datetime) -> list[str]:
    known = happening.earliest == happening.latest
    when = When.moment(happening.latest) if known else When(on=When.moment(happening.earliest).on)
    return [
        title,
        saying.short(when, now),
        saying.short(When.moment(happening.recorded), now),
        duration(pictures.lateness(happening)),
    ]


def _timeline_words(many: int, late: Sequence[tuple[str, pictures.Happening]], left_out: int) -> str:
    """Say in a sentence what the two lanes show."""
    worst = max(late, key=lambda each: pictures.lateness(each[1]), default=None)
    parts = [ngettext("%(n)d entry.", "%(n)d entries.", many) % {"n": many}]
    if worst is None:
        parts.append(_("None is known to have been recorded an hour or more after it happened."))
    else:
        gap = duration(pictures.lateness(worst[1]))
        parts.append(
            ngettext(
                "%(n)d thing became known an hour or more after it happened",
                "%(n)d things became known an hour or more after they happened",
                len(late),
            )
            % {"n": len(late)}
            + _("; the longest after %(gap)s: %(what)s.") % {"gap": gap, "what": worst[0].lower()}
        )
    if left_out:
        parts.append(_("%(n)d came later than the picture shows.") % {"n": left_out})
    return " ".join(parts)
