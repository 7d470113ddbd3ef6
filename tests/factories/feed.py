"""What a nightly feed brings, as bare rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from lantern.record.models import Child, FedThing, LegalStatusPeriod
from tests.factories.children import RECORDED_AT, make_child
from tests.factories.sight import invented


@invented
def make_legal_status_period(*, child: Child | None = None, **fields: Any) -> LegalStatusPeriod:
    fields.setdefault("status", "C2")
    fields.setdefault("from_on", date(2024, 1, 5))
    fields.setdefault("recorded_at", RECORDED_AT)
    return LegalStatusPeriod.objects.create(child=child or make_child(), **fields)


@invented
def make_fed_thing(*, child: Child | None = None, **fields: Any) -> FedThing:
    fields.setdefault("table", "children")
    fields.setdefault("key", f"{0:064d}")
    fields.setdefault("recorded_at", RECORDED_AT)
    return FedThing.objects.create(child=child or make_child(), **fields)
