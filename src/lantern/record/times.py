"""Constraints that more than one table holds its times to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Cast

from lantern.accounts.organisations import one_of

__all__ = ["day_agrees", "happened_before_recorded", "nullable_one_of"]


class LondonDay(Func):
    """The day in London of a moment, as SQL that a constraint may hold."""

    template = "(timezone('Europe/London', %(expressions)s))"
    output_field = models.DateTimeField()


def day_agrees(name: str) -> models.CheckConstraint:
    """Hold that `<name>_at`, where known, falls on `<name>_on` in London, and never stands without it."""
    on, at = f"{name}_on", f"{name}_at"
    return models.CheckConstraint(
        condition=Q(**{f"{at}__isnull": True}) | Q(**{on: Cast(LondonDay(F(at)), models.DateField())}),
        name=f"%(class)s_{name}_day_agrees",
    )


def happened_before_recorded() -> models.CheckConstraint:
    """Refuse what happened after it was recorded, with two minutes' grace between clocks."""
    return models.CheckConstraint(
        condition=Q(happened_at__isnull=True)
        | Q(
            happened_at__lte=F("recorded_at") + models.Value("2 minutes", output_field=models.DurationField())
        ),
        name="%(class)s_happened_before_recorded",
    )


def nullable_one_of(field: str, words: type) -> models.CheckConstraint:
    """Hold a column to a closed list of the vocabulary, or to nothing said yet."""
    constraint = one_of(field, words)
    values = ["", *(w.value for w in words)]  # type: ignore[attr-defined]
    constraint.condition = Q(**{f"{field}__in": values})
    return constraint
