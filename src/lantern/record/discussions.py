"""Strategy discussions, what was decided in them, to whom the minutes were given, and what somebody is to do.

The discussion, the action and its answer are events of the child's case; these are their details. All are appended.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.record.times import day_agrees, nullable_one_of
from lantern.vocabulary.discussions import (
    ChallengeOutcome,
    HeldBy,
    Outcome,
    Route,
    Section47,
    SetIn,
    TookPartFor,
)
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.roles import Role


class DiscussionDetail(models.Model):
    """What was decided. What is known stands in the words of the event itself."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="discussion")
    held_by = models.CharField(max_length=10, choices=choices_of(HeldBy))
    could_not = models.TextField(
        max_length=2_000, blank=True
    )  # who could not take part, and how they are heard
    decided = models.TextField(max_length=20_000)
    first_responder = models.CharField(max_length=200, blank=True)  # who makes a referral, if one is made
    section_47 = models.CharField(max_length=10, choices=choices_of(Section47))
    section_47_because = models.TextField(max_length=5_000)
    next_review_on = models.DateField(null=True)
    no_review_because = models.CharField(max_length=500, blank=True)
    referral_accepted_on = models.DateField(null=True)  # of the assessment that runs, or is decided here

    class Meta:
        constraints = [
            one_of("held_by", HeldBy),
            one_of("section_47", Section47),
            models.CheckConstraint(
                condition=Q(next_review_on__isnull=False) | ~Q(no_review_because=""),
                name="reviewed_or_why_not",
            ),
        ]


class DiscussionPerson(models.Model):
    """Somebody who took part, in which post, and for whom."""

    event = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="took_part")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    took_part_for = models.CharField(max_length=12, choices=choices_of(TookPartFor))

    class Meta:
        constraints = [one_of("took_part_for", TookPartFor)]


class DiscussionEpisode(models.Model):
    """A missing episode that a discussion was about."""

    event = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="about_episodes")
    episode = models.ForeignKey(
        "record.MissingEpisode", on_delete=models.PROTECT, related_name="discussed_in"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "episode"], name="discussed_once_an_event")]


class ActionDetail(models.Model):
    """What somebody is to do: who owns it and by which day. It arises from a discussion, or from one passed on."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="action")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    owner = models.CharField(max_length=200)  # a post, or a person's name
    due_on = models.DateField()
    set_in = models.CharField(max_length=10, choices=choices_of(SetIn))
    arises_from = models.ForeignKey(
        "record.Event", null=True, on_delete=models.PROTECT, related_name="actions_arising"
    )

    class Meta:
        constraints = [
            one_of("set_in", SetIn),
            models.CheckConstraint(
                condition=Q(arises_from__isnull=False) | ~Q(set_in__in=["discussion", "passed"]),
                name="action_says_what_it_arises_from",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "due_on"], name="actions_of_an_organisation")]


class ActionAnswer(models.Model):
    """What came of an action; why stands in the words of the event."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="action_answer")
    outcome = models.CharField(max_length=10, choices=choices_of(Outcome))

    class Meta:
        constraints = [one_of("outcome", Outcome)]


class MinutesGiven(models.Model):
    """To whom the minutes of a discussion were given, by which route. A person gave them: nothing is sent."""

    event = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="minutes_given")
    to = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    route = models.CharField(max_length=12, choices=choices_of(Route))
    given_on = models.DateField()
    given_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("route", Route), one_of("by_role", Role), day_agrees("given")]


class MinutesReceipt(models.Model):
    """That somebody said they have the minutes, recorded by a person who heard it."""

    event = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="minutes_receipts")
    given = models.OneToOneField(MinutesGiven, on_delete=models.PROTECT, related_name="receipt")
    received_on = models.DateField()
    words = models.CharField(max_length=500)  # who said so, and how
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("by_role", Role)]


class RiskBasis(models.Model):
    """What information a police level relied on (College of Policing, APP). Who gave it is the event's source."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="risk_basis")
    relied_on = models.TextField(max_length=5_000)
    obtained_on = models.DateField(null=True)
    obtained_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [day_agrees("obtained")]


class RiskCited(models.Model):
    """An entry of the chronology that a police level relied on: it has its own source and time."""

    event = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="risk_cites")
    entry = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="cited_by_risk")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "entry"], name="cited_once_an_assessment")]


class ChallengeDetail(models.Model):
    """To whom at the police a challenge was put, and which level the authority asks for."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="challenge")
    put_to = models.CharField(max_length=200)
    level_asked = models.CharField(max_length=10, choices=choices_of(RiskLevel), blank=True)

    class Meta:
        constraints = [nullable_one_of("level_asked", RiskLevel)]


class ChallengeAnswer(models.Model):
    """What the police answered, and which officer. A changed level is an assessment of its own."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="challenge_answer")
    outcome = models.CharField(max_length=10, choices=choices_of(ChallengeOutcome))
    officer = models.CharField(max_length=200)

    class Meta:
        constraints = [one_of("outcome", ChallengeOutcome)]


class FloorDetail(models.Model):
    """That the missing lead lowered the local floor of one episode, and to which level."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="floor")
    level = models.CharField(max_length=10, choices=choices_of(RiskLevel))

    class Meta:
        constraints = [one_of("level", RiskLevel)]
