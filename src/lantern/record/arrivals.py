"""A child who arrived alone: what was seen and said on the first day, and how old the child is taken to be."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.record.times import nullable_one_of
from lantern.vocabulary.arrivals import AgeBasis, AgeStanding
from lantern.vocabulary.calls import Answer


class ArrivalDetail(models.Model):
    """Where the child arrived, the age the child stated, and how they were talked with."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="arrival")
    place = models.CharField(max_length=200)
    stated_age = models.PositiveSmallIntegerField(null=True)
    stated_born_on = models.DateField(null=True)
    language = models.CharField(max_length=100, blank=True)
    interpreter = models.CharField(max_length=10, choices=choices_of(Answer))
    interpreter_independent = models.CharField(max_length=10, choices=choices_of(Answer), blank=True)

    class Meta:
        constraints = [
            one_of("interpreter", Answer),
            nullable_one_of("interpreter_independent", Answer),
            models.CheckConstraint(
                condition=Q(interpreter="yes") | Q(interpreter_independent=""),
                name="independence_is_of_an_interpreter",
            ),
        ]


class ArrivalPeople(models.Model):
    """Who met the child, by which way the child came, and where the child is now: other people and places."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="arrival_people")
    route = models.TextField(max_length=5_000, blank=True)
    met_by = models.TextField(max_length=2_000, blank=True)
    documents = models.TextField(max_length=2_000, blank=True)
    interpreter_name = models.CharField(max_length=200, blank=True)
    is_now_at = models.CharField(max_length=500, blank=True)


class AgeDetail(models.Model):
    """How old the child is taken to be: presumed under 18, or assessed or determined, and who says so."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="age_said")
    standing = models.CharField(max_length=10, choices=choices_of(AgeStanding))
    basis = models.CharField(max_length=12, choices=choices_of(AgeBasis))
    is_under_18 = models.BooleanField()
    born_on = models.DateField(null=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            one_of("standing", AgeStanding),
            one_of("basis", AgeBasis),
            models.CheckConstraint(
                condition=Q(standing="presumed", basis="presumption", is_under_18=True)
                | (Q(standing="determined") & ~Q(basis="presumption")),
                name="presumed_is_under_18",
            ),
        ]
