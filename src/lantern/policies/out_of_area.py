"""A placement outside the authority's own area: who must approve it, and what the notice to the host must say.

Regulations 11, 13 and 14 of the Care Planning, Placement and Case Review (England) Regulations 2010.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lantern.vocabulary.out_of_area import NEVER_LEFT_OUT, Approver, Distance, MustHear
from lantern.vocabulary.refusals import Refused

AFTER_AN_EMERGENCY = 5  # working days: regulations 11(3) and 13(3)


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """That one of those who must hear of a placement was told on a day, or was left out and why."""

    told_on: date | None = None
    left_out_because: str = ""


def needed(distance: Distance) -> Approver | None:
    """Say who must approve: nobody in the own area, the director at a distance, else the nominated officer."""
    if distance is Distance.OWN:
        return None
    return Approver.DIRECTOR if distance is Distance.AT_A_DISTANCE else Approver.NOMINATED_OFFICER


def check_approval(
    *,
    distance: Distance,
    approver: Approver,
    approved_by: str,
    missing_risk: str,
    is_emergency: bool,
    consulted_on: date | None,
    care_plan_given_on: date | None,
    today: date,
) -> None:
    """Refuse an approval by nobody, by the wrong post, or of a placement that needs none."""
    if distance is Distance.OWN:
        raise Refused(
            "This home stands in your own area, so nobody need approve this. Nothing was recorded.",
            field="provider",
        )
    if distance is Distance.AT_A_DISTANCE and approver is not Approver.DIRECTOR:
        raise Refused(
            "The area of this home does not adjoin yours, so the director of children’s services approves it. "
            "Nothing was recorded.",
            field="approver",
        )
    if not approved_by.strip():
        raise Refused("Enter who approved it, by name and post.", field="approved_by")
    if not missing_risk.strip():
        raise Refused(
            "Say how the risk of going missing was weighed in choosing this placement.", field="missing_risk"
        )
    for field, on in (("consulted_on", consulted_on), ("care_plan_given_on", care_plan_given_on)):
        if on is not None and on > today:
            raise Refused("This day is still to come. Record what has happened.", field=field)
        if on is None and distance is Distance.AT_A_DISTANCE and not is_emergency:
            raise Refused(
                "For a placement at a distance the host authority is consulted and given the care plan first. Enter "
                "the day, or say that it was an emergency.",
                field=field,
            )


def check_notice(*, needs: str, why_suitable: str) -> None:
    """Refuse a notice without the needs, or without why this placement is the most suitable."""
    if not needs.strip():
        raise Refused("Write what the assessment says of the child’s needs.", field="needs")
    if not why_suitable.strip():
        raise Refused("Write why this placement is the most suitable one.", field="why_suitable")


def check_follows(*, before: date, after: date, words: str) -> None:
    """Refuse, on the time it happened, what comes before that which it follows; both are London days."""
    if after < before:
        raise Refused(f"{words} Check the day. Nothing was recorded.", field="happened")


def check_hearers(hearers: Mapping[MustHear, Hearing], *, today: date) -> None:
    """Refuse nothing said at all, a day to come, and the child or the reviewing officer left out."""
    if not hearers:
        raise Refused("Say of at least one of them that they were told, or why they were left out.")
    for whom, said in hearers.items():
        if said.told_on is not None and said.told_on > today:
            raise Refused("This day is still to come. Record what has happened.", field=f"told_{whom.value}")
        if said.told_on is not None and said.left_out_because.strip():
            raise Refused(
                "You said that they were told, and why they were left out. Keep one of the two.",
                field=f"why_{whom.value}",
            )
        if said.told_on is None and whom in NEVER_LEFT_OUT:
            raise Refused(
                "The child and the reviewing officer are told in every case. Nothing was recorded.",
                field=f"why_{whom.value}",
            )


def check_received(*, begins_on: date, received_on: date, acknowledged_on: date | None, today: date) -> None:
    """Refuse an acknowledgement before the notice came, or of a day to come."""
    if acknowledged_on is not None and acknowledged_on < received_on:
        raise Refused(
            "The notice cannot be acknowledged before it was received. Check both days.",
            field="acknowledged_on",
        )
    if acknowledged_on is not None and acknowledged_on > today:
        raise Refused("This day is still to come. Record what has happened.", field="acknowledged_on")
    if begins_on > today:
        raise Refused(
            "The placement begins on a day to come: the home would see the record today. Record it on the day.",
            field="begins_on",
        )
