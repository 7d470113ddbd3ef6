"""Record forty short absences of one child, each by the actions that record them, at the time that it happened.

Run beside a Lantern, in its own environment: `python -m tests.functional.forty REFERENCE`.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta

import django

TIMES = 40
GRAVE = 7  # the time at which the police set the gravest level; they set "low" ever after
WHY_GRAVE = "Seen to get into a car with two adults"


def record(reference: str) -> None:
    """Let the child be missing forty times in eighty days, for two to four hours each time."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantern.site.settings")
    django.setup()
    from lantern.accounts.models import Account  # noqa: PLC0415  (models are there once Django is set up)
    from lantern.vocabulary.roles import Role  # noqa: PLC0415

    desk = Account.objects.get(role=Role.DUTY_WORKER.value, organisation__name="Northmere Council").as_actor()
    for time in range(1, TIMES + 1):
        gone_at = datetime.now(UTC) - timedelta(days=2 * (TIMES - time) + 1, hours=4 + time % 3)
        _one(reference, time, gone_at=gone_at, by=desk)


def _one(child: str, time: int, *, gone_at: datetime, by: object) -> None:
    from lantern.actions import missing, police  # noqa: PLC0415
    from lantern.vocabulary.days import When  # noqa: PLC0415
    from lantern.vocabulary.missing import MissingKind, RiskLevel  # noqa: PLC0415

    told_at = gone_at + timedelta(minutes=20)
    report = missing.Report(
        last_seen=When.moment(gone_at), said_by="Keyworker", said_by_role="Carer", kind=MissingKind.MISSING
    )
    reference = missing.report_missing(child=child, report=report, by=by, now=told_at)
    level = RiskLevel.HIGH if time == GRAVE else RiskLevel.LOW
    police.record_risk(
        reference=reference,
        risk=police.Risk(
            level=level,
            officer="Sergeant Demoton",
            assessed=When.moment(told_at + timedelta(minutes=30)),
            next_review_at=told_at + timedelta(hours=12),
            reasons=WHY_GRAVE if time == GRAVE else "Comes back by herself each time",
        ),
        seen_version=None,
        by=by,
        now=told_at + timedelta(minutes=31),
    )
    back_at = gone_at + timedelta(hours=2 + time % 3)
    missing.record_return(
        reference=reference, returned=When.moment(back_at), words="", seen_version=None, by=by, now=back_at
    )


if __name__ == "__main__":
    record(sys.argv[1])
