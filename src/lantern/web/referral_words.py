"""How a referral, its decisions and its recovery period are said on a page, each with its source."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lantern.policies.referrals import RECOVERY_DAYS, RecoveryPeriod
from lantern.queries.referrals import Referral
from lantern.vocabulary.referrals import OTHER_FIRST_RESPONDERS, Decider
from lantern.web.forms.referrals import DECIDER_WORDS, GROUND_WORDS, OUTCOME_WORDS, PURPOSE_WORDS
from lantern.web.templatetags.lantern import day


def must_refer() -> str:
    """Say when a referral must be made, with its source."""
    return _(
        "A child who may be a victim of slavery or trafficking must be referred, and is not asked for consent "
        "(gov.uk, guidance for first responders). You need not be certain."
    )


def first_responders() -> dict[str, Any]:
    """Say which organisations may refer."""
    return {
        "kinds": [
            _("police forces"),
            _("local authorities"),
            _("parts of the Home Office: UK Visas and Immigration, Border Force, Immigration Enforcement"),
        ],
        "named": OTHER_FIRST_RESPONDERS,
    }


def referral_line(one: Referral) -> dict[str, Any]:
    """Say one referral of the series."""
    return {
        "one": one,
        "decider": DECIDER_WORDS[one.decider],
        "expected": expected(one.decider),
        "decisions": [
            {
                "line": line,
                "ground": GROUND_WORDS[line.ground],
                "outcome": OUTCOME_WORDS[line.outcome],
                "decider": DECIDER_WORDS[line.decider],
            }
            for line in one.decisions
        ],
        "letters": [
            {
                "line": line,
                "purpose": PURPOSE_WORDS[line.purpose],
                "ground": GROUND_WORDS[line.ground] if line.ground else "",
            }
            for line in one.letters
        ],
        "recovery": recovery(one.recovery) if one.recovery else "",
        "no_second": bool(one.wholly_before_first) and one.recovery is None,
    }


def expected(decider: Decider) -> str:
    """Say within what time a reasonable grounds decision is expected, with its source."""
    if decider is Decider.DEVOLVED_PANEL:
        return _(
            "within 45 days of the referral (guidance for the pilot, as restated by the Youth Justice Legal Centre)"
        )
    return _(
        "within 5 working days of the referral, where possible (Home Office guidance for the pilot, version 6.0, "
        "November 2023). It is the competent authority’s time, not the child’s."
    )


def recovery(period: RecoveryPeriod) -> str:
    """Say from when until when the child is not removed from the United Kingdom, and by which rule."""
    words = {
        "from": day(period.from_on),
        "least": day(period.at_least_until_on),
        "until": day(period.until_on),
        "days": RECOVERY_DAYS,
    }
    if period.until_on is None:
        return (
            _(
                "From %(from)s, at least until the end of %(least)s (%(days)s days, of which the day of the decision "
                "is the first), and until the conclusive grounds decision if that is later."
            )
            % words
        )
    return (
        _(
            "From %(from)s until the end of %(until)s: the later of the conclusive grounds decision and the %(days)s "
            "days that end on %(least)s."
        )
        % words
    )
