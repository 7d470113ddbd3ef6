"""The told-ladder by stages: what a person does, who was told, who is not there to be told, and the parents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _n
from django.utils.translation import ngettext

from lantern.procedures import telling as tables
from lantern.procedures.telling import Gap, Step
from lantern.queries.values import Decided, EpisodePage, LadderLine, TellingLine
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import Whom

WHOM_WORDS = {
    Whom.POLICE_FORCE: _n("police force"),
    Whom.PLACEMENT: _n("placement"),
    Whom.RESPONSIBLE_AUTHORITY: _n("authority that looks after the child"),
    Whom.HOST_AUTHORITY: _n("authority the child lives in"),
    Whom.SENIOR: _n("senior on call"),
    Whom.SOCIAL_WORKER: _n("social worker"),
    Whom.PERSONAL_ADVISER: _n("personal adviser"),
    Whom.REVIEWING_OFFICER: _n("reviewing officer"),
    Whom.SCHOOL: _n("school"),
    Whom.HEALTH: _n("health"),
    Whom.GUARDIAN: _n("guardian"),
    Whom.IMMIGRATION: _n("Home Office"),
}


def stages(
    page: EpisodePage, lines: Sequence[TellingLine], rungs: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Give the ladder stage by stage, with the rung of each telling; what no stage holds stands last."""
    of_stage: dict[str, list[dict[str, Any]]] = {}
    for line, rung in zip(lines, rungs, strict=True):
        of_stage.setdefault(line.stage, []).append(rung)
    drawn = [_stage(step, page, of_stage.pop(step.stage.value, [])) for step in tables.in_force().steps]
    rest = [rung for left in of_stage.values() for rung in left]
    others = [{"title": _("Others"), "rungs": rest}] if rest else []
    return [stage for stage in drawn if stage] + others


def _stage(step: Step, page: EpisodePage, rungs: list[dict[str, Any]]) -> dict[str, Any]:
    """Give one stage; nothing of it where the reader may not know whether anybody is missing in it."""
    ladder = page.ladder
    if step.decides:
        return _parents(step, page) if ladder.decided is not None else {}
    if ladder.gaps is None:
        return {"title": step.title, "rungs": rungs} if rungs else {}
    gaps = [gap for gap in ladder.gaps if gap.stage is step.stage]
    drawn = rungs + ([_gap(gaps, page)] if gaps else [])
    quiet = step.shows or ("" if drawn else _("Nobody has to be told here, as far as is recorded."))
    return {"title": step.title, "words": quiet, "rungs": drawn}


def _gap(gaps: Sequence[Gap], page: EpisodePage) -> dict[str, Any]:
    child = page.head.child_reference
    may_keep = Permission.KEEP_INVOLVED in page.may and child is not None
    return {
        "organisation": missing_words(gaps),
        "state": "waiting",
        "words": _("Not told. Ring whoever you know there, and store them."),
        "href": reverse("involved", args=[child]) if may_keep else "",
        "action": _("Store who has to do with the child"),
    }


def missing_words(gaps: Sequence[Gap]) -> str:
    """Say for whom nobody is stored."""
    whom = ", ".join(str(WHOM_WORDS[gap.whom]) for gap in gaps)
    return _("Nobody stored for: %(whom)s") % {"whom": whom}


def _parents(step: Step, page: EpisodePage) -> dict[str, Any]:
    assert page.ladder.decided is not None
    may_tell = Permission.TELL_PRIVATE_PERSON in page.may
    href = reverse("private-people", args=[page.head.reference]) if may_tell else ""
    return {
        "title": step.title,
        "words": step.decides,
        "parents": parents(page.ladder.decided),
        "counts": counts(page.ladder.decided),
        "href": href,
    }


def parents(decided: Decided) -> dict[str, str]:
    """Say in one tag how it stands with the parents; not decided is the worst there is."""
    if not decided.is_met:
        return {"text": _("Parents: not decided yet"), "state": "unknown"}
    if decided.may_be_told == 0:
        return {"text": _("Parents: nobody is to be told"), "state": "plain"}
    return {"text": _("Parents: decided"), "state": "told"}


def counts(decided: Decided) -> str:
    """Say of how many it is decided, and what; nobody is named."""
    said = [
        ngettext("%(n)d may be told", "%(n)d may be told", decided.may_be_told) % {"n": decided.may_be_told},
        _("%(n)d must not be told") % {"n": decided.must_not},
        _("%(n)d not decided") % {"n": decided.undecided},
    ]
    if not (decided.may_be_told or decided.must_not or decided.undecided):
        return _("No relative or friend is recorded.")
    return ", ".join(said) + "."


def in_short(ladder: LadderLine) -> dict[str, Any]:
    """Give what the board says beside who has answered."""
    return {
        "parents": parents(ladder.decided) if ladder.decided is not None else None,
        "gaps": missing_words(ladder.gaps) if ladder.gaps else "",
        "gap_count": ngettext("nobody stored for %(n)d", "nobody stored for %(n)d", n) % {"n": n}
        if (n := len(ladder.gaps or ()))
        else "",
    }
