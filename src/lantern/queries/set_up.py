"""Organisations, their teams and what was proved of them, for whoever sets up an installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.accounts.models import Organisation, Proof, Team
from lantern.queries.seeing import reads
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import OrganisationKind


@dataclass(frozen=True, kw_only=True)
class TeamLine:
    """A team, with its number in the record."""

    number: int
    name: str
    out_of_hours_telephone: str
    email: str
    second_email: str


@dataclass(frozen=True, kw_only=True)
class OrganisationLine:
    """An organisation and its teams."""

    reference: str
    kind: OrganisationKind
    name: str
    switchboard: str
    out_of_hours_telephone: str
    email: str
    second_email: str
    duty_mobile: str
    webhook: str  # where its own system listens; the secret is never read back
    police_force: str
    police_force_name: str
    area_authority: str
    area_authority_name: str
    teams: tuple[TeamLine, ...]


@dataclass(frozen=True, kw_only=True)
class ProofLine:
    """What was proved, of whom, and by whom."""

    is_mail: bool
    organisation: str
    address: str
    proved_at: datetime
    proved_by: str
    answered_by: str


@reads
def organisations(*, by: Actor, now: datetime) -> tuple[OrganisationLine, ...]:
    """Give all organisations, by name."""
    rows = Organisation.objects.select_related("police_force", "area_authority").prefetch_related(
        "teams", "webhooks"
    )
    return tuple(_organisation(row) for row in rows.order_by("name"))


@reads
def organisation(*, reference: str, by: Actor, now: datetime) -> OrganisationLine:
    """Give one organisation; raise NotFound where there is none."""
    rows = Organisation.objects.select_related("police_force", "area_authority").prefetch_related(
        "teams", "webhooks"
    )
    row = rows.filter(reference=reference).first()
    if row is None:
        raise NotFound("There is no organisation by that reference.")
    return _organisation(row)


@reads
def proofs(*, by: Actor, now: datetime) -> tuple[ProofLine, ...]:
    """Give what was proved, newest first."""
    rows = Proof.objects.filter(proved_at__isnull=False).select_related("organisation", "proved_by")
    return tuple(_proof(row) for row in rows.order_by("-proved_at", "-pk")[:20])


def _organisation(row: Organisation) -> OrganisationLine:
    return OrganisationLine(
        reference=row.reference,
        kind=OrganisationKind(row.kind),
        name=row.name,
        switchboard=row.switchboard,
        out_of_hours_telephone=row.out_of_hours_telephone,
        email=row.email,
        second_email=row.second_email,
        duty_mobile=row.duty_mobile,
        webhook=next((hook.url for hook in row.webhooks.all() if hook.withdrawn_at is None), ""),
        police_force=row.police_force.reference if row.police_force else "",
        police_force_name=row.police_force.name if row.police_force else "",
        area_authority=row.area_authority.reference if row.area_authority else "",
        area_authority_name=row.area_authority.name if row.area_authority else "",
        teams=tuple(_team(team) for team in sorted(row.teams.all(), key=lambda team: team.name)),
    )


def _team(row: Team) -> TeamLine:
    return TeamLine(
        number=row.pk,
        name=row.name,
        out_of_hours_telephone=row.out_of_hours_telephone,
        email=row.email,
        second_email=row.second_email,
    )


def _proof(row: Proof) -> ProofLine:
    assert row.proved_at is not None
    return ProofLine(
        is_mail=row.kind == Proof.MAIL,
        organisation=row.organisation.name if row.organisation else "",
        address=row.address,
        proved_at=row.proved_at,
        proved_by=row.proved_by.name if row.proved_by else "the command line",
        answered_by=row.answered_by,
    )
