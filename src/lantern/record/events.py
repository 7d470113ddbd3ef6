"""What happened, and what was said: appended, never changed. A mistake is answered by an event that corrects it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.record.missing import MissingEpisode
from lantern.record.times import day_agrees, happened_before_recorded, nullable_one_of
from lantern.vocabulary.calls import NAMES, Answer
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import CountEnds
from lantern.vocabulary.missing import (
    CallerView,
    ClassifiedBy,
    LocatedState,
    MissingKind,
    RiskLevel,
    Worry,
)
from lantern.vocabulary.roles import Role


class Event(models.Model):
    """One thing that happened, with when it did, when it was recorded, and who typed it.

    It is of one missing episode, or of the child's case beside all of them: a plan, a concern, a discussion.
    """

    episode = models.ForeignKey(
        "record.MissingEpisode", null=True, on_delete=models.PROTECT, related_name="events"
    )
    child = models.ForeignKey("record.Child", null=True, on_delete=models.PROTECT, related_name="case_events")
    kind = models.CharField(max_length=40, choices=choices_of(EventKind))
    happened_on = models.DateField()
    happened_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )  # a wrong correction is itself corrected, and then what it struck stands again
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answered_by")
    words = models.TextField(max_length=20_000, blank=True)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_organisation = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            one_of("kind", EventKind),
            one_of("by_role", Role),
            day_agrees("happened"),
            happened_before_recorded(),
            models.CheckConstraint(
                condition=~Q(kind="entered_in_error") | Q(corrects__isnull=False),
                name="error_names_its_event",
            ),
            models.CheckConstraint(
                condition=Q(episode__isnull=True, child__isnull=False)
                | Q(episode__isnull=False, child__isnull=True),
                name="of_an_episode_or_of_a_child",
            ),
        ]
        indexes = [
            models.Index(fields=["episode", "recorded_at"], name="chronology"),
            models.Index(
                fields=["child", "recorded_at"], name="case_chronology", condition=Q(child__isnull=False)
            ),
        ]

    @property
    def of_episode(self) -> MissingEpisode:
        """The episode of an event that can be of nothing else."""
        assert self.episode is not None
        return self.episode

    @property
    def of_episode_id(self) -> int:
        """The key of that episode, without reading it."""
        assert self.episode_id is not None
        return self.episode_id


class EventSource(models.Model):
    """Who said so and how to reach them: a person's name and number, so protected."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="source")
    said_by = models.CharField(max_length=200, blank=True)
    said_by_role = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    obtained_at = models.DateTimeField(null=True)


class ReportDetail(models.Model):
    """What the caller knew: the facts a missing report carries.

    A second caller may not know when the child was last seen; what the first one said of it stands.
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="report")
    last_seen_on = models.DateField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    noticed_on = models.DateField(null=True)
    noticed_at = models.DateTimeField(null=True)
    last_seen_where = models.CharField(max_length=500, blank=True)
    wearing = models.CharField(max_length=500, blank=True)
    why_worried = models.TextField(max_length=5_000, blank=True)
    done_to_trace = models.TextField(max_length=5_000, blank=True)
    caller_view = models.CharField(
        max_length=1, choices=choices_of(CallerView), blank=True, default="", db_default=""
    )  # missing, out or late as the caller sees it; it decides nothing
    caller_worry = models.CharField(
        max_length=6, choices=choices_of(Worry), blank=True, default="", db_default=""
    )
    caller_reasons = models.TextField(max_length=2_000, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            day_agrees("last_seen"),
            day_agrees("noticed"),
            nullable_one_of("caller_view", CallerView),
            nullable_one_of("caller_worry", Worry),
        ]


class ClassificationDetail(models.Model):
    """Missing or away, as the authority or the police see it: the two are kept side by side."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="classification")
    kind = models.CharField(max_length=1, choices=choices_of(MissingKind))
    classified_by = models.CharField(max_length=10, choices=choices_of(ClassifiedBy))
    check_again_at = models.DateTimeField(null=True)  # away, and unverified from then on

    class Meta:
        constraints = [one_of("kind", MissingKind), one_of("classified_by", ClassifiedBy)]


class AwayDetail(models.Model):
    """How it is known where an away child is, and who made sure of the address and of the adults there."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="away")
    how_known = models.CharField(max_length=500)
    address_verified_by = models.CharField(max_length=200)
    adults_verified_by = models.CharField(max_length=200)


class AwayPlace(models.Model):
    """Where an away child is and with whom: protected."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="away_place")
    address = models.CharField(max_length=500)
    adults = models.CharField(max_length=500)


class LeadDetail(models.Model):
    """Which authority is asked to lead, or has answered: `accepted` is empty while it is only asked."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="lead")
    authority = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    accepted = models.BooleanField(null=True)


class CountDetail(models.Model):
    """The last day that is counted as missing from care, and why, though the child is not back."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="count")
    until_on = models.DateField()
    because = models.CharField(max_length=12, choices=choices_of(CountEnds))

    class Meta:
        constraints = [one_of("because", CountEnds)]


class RiskDetail(models.Model):
    """A police risk level: scheme, level, officer, and when it will be looked at again (College APP)."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="risk")
    scheme = models.CharField(max_length=30)
    level = models.CharField(max_length=10, choices=choices_of(RiskLevel))
    officer = models.CharField(max_length=200)
    next_review_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("level", RiskLevel)]


class CallAnswer(models.Model):
    """One answer on the call sheet. A question that has none was not answered: not known, never no."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="answers_given")
    sheet = models.CharField(max_length=30)
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=10, choices=choices_of(Answer))
    words = models.TextField(max_length=5_000, blank=True)

    class Meta:
        constraints = [
            one_of("answer", Answer),
            models.CheckConstraint(condition=Q(question__in=NAMES), name="call_question_known"),
            models.UniqueConstraint(fields=["event", "question"], name="question_answered_once"),
        ]


class LocatedDetail(models.Model):
    """How it stands with a child who is found: who sees to it now, and when somebody looks again."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="located")
    state = models.CharField(max_length=20, choices=choices_of(LocatedState))
    safe_and_well = models.CharField(max_length=10, choices=choices_of(Answer))
    owner = models.CharField(max_length=200, blank=True)
    check_again_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("state", LocatedState), one_of("safe_and_well", Answer)]


class LocatedPlace(models.Model):
    """Where a found child is, who fetches them, to which address, and who authorised it: protected."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="located_place")
    place = models.CharField(max_length=500, blank=True)
    collected_by = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=500, blank=True)
    authorised_by = models.CharField(max_length=200, blank=True)


class EnquiryDetail(models.Model):
    """Something to find out or do: of whom, who owns it, by when. Its result is an event that answers it."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="enquiry")
    asked_of = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=200)
    due_at = models.DateTimeField(null=True)


class PoliceCallDetail(models.Model):
    """One call to the police: what the handler gave, or how long nobody answered."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="police_call")
    police_force = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT)
    log_number = models.CharField(max_length=100, blank=True)
    handler = models.CharField(max_length=200, blank=True)
    waited_minutes = models.PositiveIntegerField(null=True)


class InterviewOfferDetail(models.Model):
    """That a child was offered somebody independent to talk to after coming back."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="interview_offer")
    offered_by = models.CharField(max_length=200)
    language = models.CharField(max_length=100, blank=True)
