"""Children: invented people with invented names, numbers and addresses."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import Any

from lantern.accounts.models import Organisation
from lantern.record.models import (
    CareEpisode,
    CareEpisodeAddress,
    CareReview,
    Child,
    ChildIdentifier,
    ChildName,
    LegalStatusPeriod,
    Placement,
    PlacementAddress,
    ProtectedContact,
    ResponsibilityPeriod,
    UnaccompaniedPeriod,
)
from lantern.vocabulary.missing import NameKind
from lantern.vocabulary.names import name_key
from tests.factories.organisations import make_organisation
from tests.factories.sight import invented

RECORDED_AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
_numbers = itertools.count(1)


@invented
def make_child(
    *, responsible_authority: Organisation | None = None, name: str | None = None, **fields: Any
) -> Child:
    """Make a child with one name, in the care of an authority."""
    fields.setdefault("date_of_birth", date(2010, 6, 1))
    fields.setdefault("recorded_at", RECORDED_AT)
    child = Child.objects.create(responsible_authority=responsible_authority or make_organisation(), **fields)
    make_child_name(child=child, name=name or f"Invented Child {next(_numbers)}")
    return child


@invented
def make_child_name(
    *, child: Child | None = None, name: str = "Invented Name", kind: NameKind = NameKind.BIRTH, **fields: Any
) -> ChildName:
    fields.setdefault("recorded_at", RECORDED_AT)
    return ChildName.objects.create(
        child=child or make_child(), kind=kind.value, name=name, search_key=name_key(name), **fields
    )


@invented
def make_child_identifier(*, child: Child | None = None, **fields: Any) -> ChildIdentifier:
    child = child or make_child()
    fields.setdefault("kind", "903 CHILD")
    fields.setdefault("value", f"TEST{next(_numbers)}")
    fields.setdefault("issued_by", child.responsible_authority)
    return ChildIdentifier.objects.create(child=child, **fields)


@invented
def make_responsibility_period(*, child: Child | None = None, **fields: Any) -> ResponsibilityPeriod:
    child = child or make_child()
    fields.setdefault("relation", ResponsibilityPeriod.RESPONSIBLE)
    fields.setdefault("organisation", child.responsible_authority)
    fields.setdefault("from_on", date(2026, 1, 5))
    fields.setdefault("recorded_at", RECORDED_AT)
    return ResponsibilityPeriod.objects.create(child=child, **fields)


@invented
def make_unaccompanied_period(*, child: Child | None = None, **fields: Any) -> UnaccompaniedPeriod:
    fields.setdefault("recorded_at", RECORDED_AT)
    return UnaccompaniedPeriod.objects.create(child=child or make_child(), **fields)


@invented
def make_protected_contact(*, child: Child | None = None, **fields: Any) -> ProtectedContact:
    fields.setdefault("what", "carer")
    fields.setdefault("name", "Invented Carer")
    fields.setdefault("telephone", "01632 960111")
    fields.setdefault("address", "1 Invented Street")
    fields.setdefault("recorded_at", RECORDED_AT)
    return ProtectedContact.objects.create(child=child or make_child(), **fields)


@invented
def make_care_episode(*, child: Child | None = None, **fields: Any) -> CareEpisode:
    fields.setdefault("began_on", date(2026, 1, 5))
    fields.setdefault("reason_began", "S")
    fields.setdefault("legal_status", "V2")
    fields.setdefault("category_of_need", "N8")
    fields.setdefault("placement_code", "U4")
    fields.setdefault("recorded_at", RECORDED_AT)
    return CareEpisode.objects.create(child=child or make_child(), **fields)


@invented
def make_legal_status(*, child: Child | None = None, **fields: Any) -> LegalStatusPeriod:
    fields.setdefault("status", "C2")
    fields.setdefault("from_on", date(2026, 1, 5))
    fields.setdefault("recorded_at", RECORDED_AT)
    return LegalStatusPeriod.objects.create(child=child or make_child(), **fields)


@invented
def make_care_episode_address(
    *, care_episode: CareEpisode | None = None, **fields: Any
) -> CareEpisodeAddress:
    fields.setdefault("home_postcode", "ZZ99 1AA")
    return CareEpisodeAddress.objects.create(care_episode=care_episode or make_care_episode(), **fields)


@invented
def make_care_review(*, child: Child | None = None, **fields: Any) -> CareReview:
    fields.setdefault("held_on", date(2026, 2, 2))
    fields.setdefault("code", "PN1")
    fields.setdefault("recorded_at", RECORDED_AT)
    return CareReview.objects.create(child=child or make_child(), **fields)


@invented
def make_placement(*, child: Child | None = None, **fields: Any) -> Placement:
    if "provider" not in fields:
        fields["provider"] = make_organisation()
    fields.setdefault("from_on", date(2026, 1, 5))
    fields.setdefault("recorded_at", RECORDED_AT)
    return Placement.objects.create(child=child or make_child(), **fields)


@invented
def make_placement_address(*, placement: Placement | None = None, **fields: Any) -> PlacementAddress:
    fields.setdefault("address", "2 Invented Street")
    fields.setdefault("carer_name", "Invented Carer")
    fields.setdefault("telephone", "01632 960222")
    return PlacementAddress.objects.create(placement=placement or make_placement(), **fields)
