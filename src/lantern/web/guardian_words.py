"""How a child's guardian is said on a page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lantern.queries.concerns import ConcernPage
from lantern.queries.guardians import NoteLine
from lantern.vocabulary.concerns import GuardianSays
from lantern.web.forms.concerns import VIEW_WORDS
from lantern.web.forms.guardians import ABOUT_WORDS, ROLE_WORDS
from lantern.web.forms.referrals import GROUND_WORDS, OUTCOME_WORDS
from lantern.web.templatetags.lantern import day


def decisions_of(page: ConcernPage) -> list[tuple[int, str]]:
    """Give every decision of this page on which a guardian may have a view, the newest first."""
    found = [(line.said, str(VIEW_WORDS[line.view])) for line in page.views]
    found += [(line.said, _("No referral")) for line in page.not_referred]
    found += [(one.said, _("Referral to the National Referral Mechanism")) for one in page.series]
    found += [
        (line.said, f"{GROUND_WORDS[line.ground]}: {OUTCOME_WORDS[line.outcome]}".capitalize())
        for one in page.series
        for line in one.decisions
    ]
    found.sort(key=lambda pair: (pair[0].happened.on, pair[0].number), reverse=True)
    return [(said.number, f"{words}, {day(said.happened.on)}") for said, words in found]


def guardian_lines(page: ConcernPage) -> dict[str, Any]:
    """Say who the guardian is, what they said, and what is still to be answered."""
    held = page.guardian
    named = dict(decisions_of(page))
    return {
        "now": held.now,
        "role": ROLE_WORDS[held.now.role] if held.now else "",
        "asked": held.asked,
        "before": [one for one in held.allocations if one.left is not None],
        "notes": [{"line": line, "title": _title(line, named)} for line in held.notes],
        "challenges": [{"line": line, "about": ABOUT_WORDS[line.about]} for line in held.challenges],
    }


def _title(line: NoteLine, named: dict[int, str]) -> str:
    if line.says is GuardianSays.CONTACT:
        return _("Contact")
    about = named.get(line.about or 0) or line.about_words
    return _("The guardian’s view on: %(about)s") % {"about": about}
