"""A home's tablets and shift PINs: for who keeps them, and for the tablet itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lantern.accounts.models import Organisation, ShiftPin, Tablet
from lantern.policies import access
from lantern.policies.tablets import MOST_WRONG_TRIES
from lantern.queries.seeing import reads
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission, Role


@dataclass(frozen=True, kw_only=True)
class TabletLine:
    """One tablet of a home: enrolled since when, or waiting for its code."""

    number: int
    name: str
    enrolled_at: datetime | None
    code_runs_out_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PinLine:
    """One worker's PIN for one shift: never the PIN itself."""

    number: int
    name: str
    from_at: datetime
    until_at: datetime
    is_locked: bool


@dataclass(frozen=True, kw_only=True)
class KeptHome:
    """A home with its tablets and the PINs that run or are to come."""

    reference: str
    name: str
    tablets: tuple[TabletLine, ...]
    pins: tuple[PinLine, ...]


@dataclass(frozen=True, kw_only=True)
class Device:
    """An enrolled tablet as it knows itself: whose it is, and who is on shift now."""

    tablet: str
    home: str
    workers: tuple[tuple[int, str], ...]  # the PIN's number, and the worker's name


def home_kept(*, reference: str, by: Actor) -> Organisation:
    """Give the home whose tablets this actor keeps: their own, or any where they are an administrator.

    A tablet keeps no tablets: whoever has borrowed a PIN must not be able to make another.
    """
    kinds = [kind.value for kind in access.ROLE_BELONGS_TO[Role.CARER]]
    home = Organisation.objects.filter(reference=reference, kind__in=kinds).first()
    is_own = home is not None and home.pk == by.organisation_id
    if home is None or not (is_own or by.role is Role.ADMINISTRATOR):
        raise NotFound("There is no home by that reference whose tablets you keep.")
    require_keeper(by=by)
    return home


def require_keeper(*, by: Actor) -> None:
    """Refuse whoever keeps no tablets, a tablet among them."""
    on_a_tablet = Tablet.objects.filter(account=by.account_id or 0).exists()
    if on_a_tablet or Permission.KEEP_TABLETS not in access.WITHOUT_CHILD[by.role]:
        raise NotPermitted(
            "Tablets and PINs are kept by the home's manager, who signs in with an e-mail address, or by an "
            "administrator. Nothing was changed. This refusal has been recorded."
        )


@reads
def homes_kept(*, by: Actor, now: datetime) -> tuple[tuple[str, str], ...]:
    """Give the homes whose tablets this actor keeps, by name: reference and name."""
    require_keeper(by=by)
    kinds = [kind.value for kind in access.ROLE_BELONGS_TO[Role.CARER]]
    homes = Organisation.objects.filter(kind__in=kinds).order_by("name", "pk")
    if by.role is not Role.ADMINISTRATOR:
        homes = homes.filter(pk=by.organisation_id or 0)
    return tuple(homes.values_list("reference", "name"))


@reads
def kept(*, reference: str, by: Actor, now: datetime) -> KeptHome:
    """Give a home's tablets, and the PINs that run or are to come."""
    home = home_kept(reference=reference, by=by)
    tablets = Tablet.objects.filter(organisation=home, withdrawn_at=None).order_by("name", "pk")
    pins = ShiftPin.objects.filter(organisation=home, withdrawn_at=None, until_at__gt=now)
    return KeptHome(
        reference=home.reference,
        name=home.name,
        tablets=tuple(
            TabletLine(
                number=row.pk,
                name=row.name,
                enrolled_at=row.enrolled_at,
                code_runs_out_at=row.enrolment_expires_at if row.enrolment_hash else None,
            )
            for row in tablets
        ),
        pins=tuple(
            PinLine(
                number=row.pk,
                name=row.name,
                from_at=row.from_at,
                until_at=row.until_at,
                is_locked=row.wrong_tries >= MOST_WRONG_TRIES,
            )
            for row in pins.order_by("from_at", "name", "pk")
        ),
    )


@reads
def device(*, token_hash: str, by: Actor, now: datetime) -> Device | None:
    """Give the tablet that carries this token, with who is on shift; None where it is none of ours any more."""
    row = _tablets().filter(token_hash=token_hash).first()
    if row is None:
        return None
    on_shift = _on_shift(now).filter(organisation=row.organisation_id).order_by("name", "pk")
    return Device(
        tablet=row.name, home=row.organisation.name, workers=tuple(on_shift.values_list("pk", "name"))
    )


@reads
def whose_turn(*, tablet: int, pin: int, token_hash: str, by: Actor, now: datetime) -> str:
    """Give the name of the worker whose turn it is; empty where the shift is over, or tablet or PIN was withdrawn."""
    row = _tablets().filter(pk=tablet, token_hash=token_hash).first()
    if row is None:
        return ""
    given = _on_shift(now).filter(pk=pin, organisation=row.organisation_id).first()
    return given.name if given else ""


def _tablets() -> QuerySet[Tablet]:
    return Tablet.objects.select_related("organisation", "account").filter(
        withdrawn_at=None, account__is_active=True
    )


def _on_shift(now: datetime) -> QuerySet[ShiftPin]:
    return ShiftPin.objects.filter(withdrawn_at=None, from_at__lte=now, until_at__gt=now)
