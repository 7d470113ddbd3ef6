"""How the going-missing plan is said: on its page, in what changed between two versions, and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantern.documents.plan import late_words
from lantern.policies import plans as policy
from lantern.queries.earlier import EarlierEpisode, OnRecord
from lantern.queries.plan_briefs import FrozenPlan, PlanBrief
from lantern.queries.plan_versions import Withdrawn
from lantern.queries.plans import Holding, PlanPage, PlanRelative, Version
from lantern.vocabulary.involved import MayBeTold
from lantern.vocabulary.plans import PART_TITLES
from lantern.web import saying
from lantern.web.forms.involved import DECISION_WORDS
from lantern.web.templatetags.lantern import day, moment

TOLD_STATES = {MayBeTold.UNDECIDED: "unknown", MayBeTold.YES: "told", MayBeTold.NO: "high"}


def version_words(page: PlanPage) -> dict[str, Any]:
    """Say the version that is shown, and beside it what the record says now."""
    shown = page.shown
    return {
        "version": shown,
        "withdrawn": withdrawn_words(shown.withdrawn, page.newest) if shown else "",
        "parts": [
            {"title": _(PART_TITLES[part]), "words": words} for part, words in (shown.parts if shown else ())
        ],
        "late": late_words(page.being_late_now),
        "late_was": late_words(shown.being_late) if shown and shown.being_late != page.being_late_now else "",
        "people": [relative_words(each) for each in page.people_now],
        "earlier": earlier_words(page.earlier),
    }


def relative_words(each: PlanRelative) -> dict[str, Any]:
    """Say one relative or friend: whether they may be told, and what changed since the plan was written."""
    notes = []
    if each.has_parental_responsibility:
        notes.append(_("holds parental responsibility"))
    if each.is_new:
        notes.append(_("recorded since this version was written"))
    if each.decided_then is not None:
        then = str(DECISION_WORDS[each.decided_then])
        notes.append(_("when this version was written: %(then)s") % {"then": then})
    return {
        "who": each,
        "decision": DECISION_WORDS[each.decided],
        "state": TOLD_STATES[each.decided],
        "notes": "; ".join(notes),
    }


def earlier_words(earlier: OnRecord) -> list[str]:
    """Say the earlier times, from the record: how many, and the last of them."""
    if not earlier.count:
        return []
    count = ngettext("%(n)d time on record.", "%(n)d times on record.", earlier.count)
    return [count % {"n": earlier.count}, *map(_episode, earlier.last)]


def _episode(each: EarlierEpisode) -> str:
    place = each.found_at if each.found_at is not None else _("your role does not see where found")
    parts = [
        day(each.last_seen.on),
        saying.lasted(each) or _("not back yet"),
        _("out, the authority knew where") if each.is_out else "",
        (place or _("not recorded where found")) if each.returned else "",
    ]
    return ", ".join(part for part in parts if part)


def version_lines(page: PlanPage) -> list[dict[str, Any]]:
    """Say every version, the newest first, each with what it is compared with."""
    lines = []
    for line in page.versions:
        before = line.number - 1
        lines.append(
            {
                "line": line,
                "is_shown": page.shown is not None and page.shown.number == line.number,
                "href": reverse("plan-version", args=[page.child, line.number]),
                "compare": reverse("compare-plans", args=[page.child, before, line.number]) if before else "",
            }
        )
    return lines


# What changed ------------------------------------------------------------------------------------------------------


def changed(before: Version, after: Version) -> Sequence[policy.Change]:
    """Give what two versions say differently, part by part."""
    return policy.changes(_said(before), _said(after))


def _said(version: Version) -> dict[str, str]:
    picture = version.photograph
    return {
        _("Kept by"): version.owner,
        _("Next review"): day(version.review_on),
        **{_(PART_TITLES[part]): words for part, words in version.parts},
        _("Photograph"): _photograph(picture.reference, picture.taken_on) if picture else "",
        _("First actions"): "\n".join(
            f"{number}. {what} ({who})" for number, (what, who) in enumerate(version.steps, start=1)
        ),
        _("Being late"): late_words(version.being_late) if version.being_late else "",
        _("Relatives and friends"): "\n".join(
            f"{each.name}, {each.is_to_the_child}: {DECISION_WORDS[each.decided]}" for each in version.people
        ),
    }


def _photograph(reference: str, taken_on: Any) -> str:
    taken = _("taken %(day)s") % {"day": day(taken_on)} if taken_on else _("not known when taken")
    return f"{reference}, {taken}"


# Who holds it ------------------------------------------------------------------------------------------------------


def holding_words(holding: Holding) -> dict[str, Any]:
    """Say for each of the three things whether it is so. Nobody said is not held."""
    said = holding.said
    rows = [
        (_("Holds this version"), bool(said and said.holds_plan), ""),
        (_("Holds the guidance"), bool(said and said.holds_guidance), ""),
        (_("A carer was briefed"), bool(said and said.carer_briefed), said.carer_briefed if said else ""),
    ]
    by = ""
    if holding.recorded_at:
        who = holding.said_by or holding.recorded_by
        by = _("Said by %(who)s, %(at)s") % {"who": who, "at": moment(holding.recorded_at)}
    return {
        "of": holding,
        "rows": [
            {
                "what": what,
                "tag": _("Yes") if is_so else _("Not held") if number < 2 else _("Not briefed"),
                "state": "told" if is_so else "unknown",
                "who": who,
            }
            for number, (what, is_so, who) in enumerate(rows)
        ],
        "by": by or _("Nobody has said so yet, so it counts as not held."),
    }


def brief_words(brief: PlanBrief) -> dict[str, Any]:
    """Say on the child's page how it stands with the plan, and who does not hold it yet."""
    held = ""
    if brief.number and brief.holding is None:
        held = _("The child lives in no home or service on record, so nobody is asked to hold it.")
    elif brief.holding:
        words = (
            _("%(place)s holds it, and a carer was briefed.")
            if brief.holding.is_held
            else _("%(place)s does not hold it yet.")
        )
        held = words % {"place": brief.holding.provider}
    over = _("Version %(number)d was withdrawn.") % {"number": brief.withdrawn} if brief.withdrawn else ""
    return {
        "brief": brief,
        "over": over,
        "held": held,
        "is_held": bool(brief.holding and brief.holding.is_held),
    }


def frozen_words(plan: FrozenPlan) -> str:
    """Say which version was in force when an episode opened, and plainly where it was withdrawn since."""
    if plan.is_hidden:
        return _("A plan was in force. Your role does not see it.")
    if not plan.number or plan.recorded_at is None:
        return _("No plan was in force.")
    said = _("Version %(number)d, written %(at)s by %(by)s. Kept by %(owner)s.") % {
        "number": plan.number,
        "at": moment(plan.recorded_at),
        "by": plan.by_name,
        "owner": plan.owner,
    }
    return f"{said} {withdrawn_words(plan.withdrawn, plan.newest)}".strip()


def withdrawn_words(withdrawn: Withdrawn | None, newest: int) -> str:
    """Say that a version was withdrawn, and what is in force instead: nothing is the worst there is."""
    if withdrawn is None:
        return ""
    about = {"at": moment(withdrawn.at), "by": withdrawn.by_name, "newest": newest}
    said = _("This version was withdrawn %(at)s by %(by)s: do not act on it.") % about
    if withdrawn.reasons:
        said = f"{said} {withdrawn.reasons}"
    instead = _("Version %(newest)d is in force now.") if newest else _("No version is in force now.")
    return f"{said} {instead % about}"
