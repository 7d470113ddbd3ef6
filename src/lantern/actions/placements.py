"""Where a child lives: a placement begins, ends, or care ends. The child's access key follows; nobody is told by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lantern.accounts.models import Organisation
from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.children import home_of, host_of
from lantern.policies import placements as policy
from lantern.policies.ended_at_once import check_at_once
from lantern.queries.child_facts import was_looked_after
from lantern.queries.missing import lock_child
from lantern.queries.placements import current_of
from lantern.queries.seeing import require
from lantern.record.models import (
    Child,
    EndedAtOnce,
    Placement,
    PlacementAddress,
    PlacementDetail,
    ResponsibilityPeriod,
)
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of, spoken_day
from lantern.vocabulary.ended_at_once import AtOnceBecause
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.plans import LivesNow, PlacementTurn
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class NewPlacement:
    """A placement: the home or service by reference, since when, and why the one before it ended."""

    provider: str
    from_on: date
    reasons: str = ""  # needed where another placement runs: it ends that day
    address: str = ""
    carer_name: str = ""
    telephone: str = ""
    missing_risk: str = ""  # how the risk of going missing was weighed in choosing it
    begins_care: bool | None = (
        None  # whether the child came into care with it; None: as far as the record knows
    )
    found_so: bool | None = None  # of a feed's alone: whether the authority's first feed found it so


@dataclass(frozen=True, kw_only=True)
class Ending:
    """That a placement or care ended: which day, why, and where the child lives now."""

    ended_on: date
    reasons: str
    lives_now: LivesNow
    approved_by: str = ""  # who approved that a child of 16 or 17 is no longer looked after
    at_once: AtOnceBecause | None = None  # where the placement had to end at once
    arrangements: str = ""  # what was arranged instead


@acts
def record_placement(
    *, child: str, placement: NewPlacement, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Record that a child lives in a home or service from a day on; what runs now ends on that day."""
    row = _taken(child, seen_version=seen_version, by=by)
    provider = home_of(placement.provider)
    if provider is None:
        raise Refused("Choose the home or service. Nothing was recorded.", field="provider")
    current = current_of(row)
    if current is not None and current.provider_id == provider.pk:
        raise Refused(
            "The child lives there already on record. Nothing was recorded. If the child left and came back, "
            "record the end first.",
            field="provider",
        )
    policy.check_began(
        from_on=placement.from_on,
        today=day_of(now),
        running_since=current.from_on if current else None,
        last_ended=_last_ended(row),
    )
    if row.placement_provider_id is not None:
        policy.check_reasons(placement.reasons)
        moved = Ending(
            ended_on=placement.from_on, reasons=placement.reasons, lives_now=LivesNow.ANOTHER_PLACEMENT
        )
        _end(row, current, moved, turn=PlacementTurn.ENDED, by=by, now=now)
    _begin(row, provider, placement, by=by, now=now)
    audit(action="placements.record_placement", about=child, by=by, now=now)
    return child


@acts
def end_placement(*, child: str, ending: Ending, seen_version: int | None, by: Actor, now: datetime) -> str:
    """Record that the placement that runs now has ended: that home reads the child's name and plan no more."""
    row = _taken(child, seen_version=seen_version, by=by)
    if row.placement_provider_id is None:
        raise Refused("No placement runs now, so none can end. Nothing was recorded.")
    current = current_of(row)
    policy.check_ended(
        ended_on=ending.ended_on, began_on=current.from_on if current else None, today=day_of(now)
    )
    policy.check_reasons(ending.reasons)
    check_at_once(because=ending.at_once, arrangements=ending.arrangements)
    _end(row, current, ending, turn=PlacementTurn.ENDED, by=by, now=now)
    _keep(row, provider=None, from_on=ending.ended_on, now=now)
    audit(action="placements.end_placement", about=child, by=by, now=now)
    return child


@acts
def end_care(*, child: str, ending: Ending, seen_version: int | None, by: Actor, now: datetime) -> str:
    """Record that a child is no longer looked after, and that the placement ended with it. Searching goes on."""
    row = _taken(child, seen_version=seen_version, by=by)
    current = current_of(row)
    policy.check_ended(
        ended_on=ending.ended_on, began_on=current.from_on if current else None, today=day_of(now)
    )
    policy.check_reasons(ending.reasons)
    needed = policy.needs_approval(born=row.date_of_birth, ended_on=ending.ended_on)
    policy.check_approved(approved_by=ending.approved_by, is_needed=needed)
    _end(row, current, ending, turn=PlacementTurn.CARE_ENDED, by=by, now=now)
    _keep(row, provider=None, from_on=ending.ended_on, now=now)
    audit(action="placements.end_care", about=child, by=by, now=now)
    return child


def _taken(reference: str, *, seen_version: int | None, by: Actor) -> Child:
    row = lock_child(reference=reference, by=by)
    require(permission=Permission.DECIDE_CONCERN, row=row, by=by)
    check_version(held=row.version, seen=seen_version)
    if row.matched_to_id is not None:
        raise Refused("It is known now who this child is. Record it on the child they are.")
    return row


def _last_ended(child: Child) -> date | None:
    rows = Placement.objects.filter(child=child, until_on__isnull=False).order_by("-until_on")
    return rows.values_list("until_on", flat=True).first()


def _end(
    child: Child,
    current: Placement | None,
    ending: Ending,
    *,
    turn: PlacementTurn,
    by: Actor,
    now: datetime,
) -> None:
    """Close the dated row, and say in the child's case that it ended and why."""
    if current is not None:
        current.until_on = ending.ended_on
        current.save(update_fields=["until_on"])
    what = "Care ended" if turn is PlacementTurn.CARE_ENDED else "A placement ended"
    _say(
        child,
        PlacementDetail(
            turn=turn.value,
            placement=current,
            on_day=ending.ended_on,
            reasons=ending.reasons.strip(),
            lives_now=ending.lives_now.value,
            approved_by=ending.approved_by.strip(),
        ),
        words=f"{what} on {spoken_day(ending.ended_on)}. {ending.reasons.strip()}",
        more=[EndedAtOnce(because=ending.at_once.value, arrangements=ending.arrangements.strip())]
        if ending.at_once
        else [],
        by=by,
        now=now,
    )


def _begin(child: Child, provider: Organisation, said: NewPlacement, *, by: Actor, now: datetime) -> None:
    """Write the dated row with its address, move the child's access key, and say so in the child's case."""
    row = Placement.objects.create(child=child, provider=provider, from_on=said.from_on, recorded_at=now)
    if said.address or said.carer_name or said.telephone:
        kept = PlacementAddress(
            placement=row, address=said.address, carer_name=said.carer_name, telephone=said.telephone
        )
        check_fits(kept)
        kept.save(force_insert=True)
    _keep(child, provider=provider, from_on=said.from_on, now=now)
    began = _begins_care(child, said)
    detail = PlacementDetail(
        turn=PlacementTurn.BEGAN.value,
        placement=row,
        on_day=said.from_on,
        missing_risk=said.missing_risk.strip(),
        begins_care=began,
        found_so=said.found_so,
    )
    words = f"Lives at {provider.name} since {spoken_day(said.from_on)}."
    if began:
        words += " The child came into care with this placement."
    _say(child, detail, words=words, by=by, now=now)


def _begins_care(child: Child, said: NewPlacement) -> bool | None:
    """Say whether the child came into care with it: as somebody said, else as the record has the day before."""
    if said.begins_care is not None:
        return said.begins_care
    held = was_looked_after(child, on=said.from_on - timedelta(days=1))
    return None if held is None else not held


def _say(
    child: Child,
    detail: PlacementDetail,
    *,
    words: str,
    more: Sequence[EndedAtOnce] = (),
    by: Actor,
    now: datetime,
) -> None:
    events.append(
        child=child,
        kind=EventKind.CARE_PLAN_RECORDED,
        happened=When(on=detail.on_day),
        words=words,
        detail=detail,
        more=more,
        by=by,
        now=now,
    )


def _keep(child: Child, *, provider: Organisation | None, from_on: date, now: datetime) -> None:
    """Move the access key the child carries, and the dated row of the authority in whose area the child lives."""
    host = host_of(provider, authority=child.responsible_authority_id)
    if host != child.host_authority_id:
        running = ResponsibilityPeriod.objects.filter(
            child=child, relation=ResponsibilityPeriod.HOST, until_on=None
        ).first()
        if running is not None:
            running.until_on = max(from_on, running.from_on)
            running.save(update_fields=["until_on"])
        if host is not None:
            ResponsibilityPeriod.objects.create(
                child=child,
                relation=ResponsibilityPeriod.HOST,
                organisation_id=host,
                from_on=from_on,
                recorded_at=now,
            )
    child.placement_provider, child.host_authority_id = provider, host
    child.version += 1
    child.save(update_fields=["placement_provider", "host_authority", "version"])


# For a nightly feed: the same rows and the same entries, without a form's questions ---------------------------


def begin_as_fed(
    child: Child,
    provider: Organisation,
    said: NewPlacement,
    *,
    running: Placement | None,
    by: Actor,
    now: datetime,
) -> None:
    """Begin a placement that a feed brought; what runs ends that day. Called in the transaction of the feed."""
    if child.placement_provider_id is not None:
        moved = Ending(ended_on=said.from_on, reasons=said.reasons, lives_now=LivesNow.ANOTHER_PLACEMENT)
        _end(child, running, moved, turn=PlacementTurn.ENDED, by=by, now=now)
    _begin(child, provider, said, by=by, now=now)


def end_as_fed(child: Child, running: Placement, ending: Ending, *, by: Actor, now: datetime) -> None:
    """End the placement that runs, as a feed says. Called in the transaction of the feed."""
    _end(child, running, ending, turn=PlacementTurn.ENDED, by=by, now=now)
    _keep(child, provider=None, from_on=ending.ended_on, now=now)
