"""Who must be told what, and how far that has come: one row a recipient, written with the event itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.record.missing import MissingEpisode
from lantern.vocabulary.tellings import (
    ARRIVALS,
    AttemptOutcome,
    Channel,
    CodeStrength,
    TellingAbout,
    TellingState,
)

_ARRIVALS = [about.value for about in ARRIVALS]
_OF_A_CHILD = [*_ARRIVALS, TellingAbout.OWED.value]


class Telling(models.Model):
    """One recipient to be told one turn of one episode, of a child's arrival or of what is owed, by one channel.

    A telephone telling is a task that only a person's call discharges. An e-mail telling goes to an
    organisation's or team's mailbox, never to a private person, and is told only when somebody acknowledges.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    episode = models.ForeignKey(
        "record.MissingEpisode", null=True, on_delete=models.PROTECT, related_name="tellings"
    )
    child = models.ForeignKey(
        "record.Child", null=True, on_delete=models.PROTECT, related_name="tellings"
    )  # of whom it tells, where it is of no episode: a child who arrived alone, or to whom something is owed
    event = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="tellings")
    about = models.CharField(max_length=10, choices=choices_of(TellingAbout))
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    team = models.ForeignKey("accounts.Team", null=True, on_delete=models.PROTECT)
    relation = models.CharField(max_length=20)  # how the recipient stands to the child, as the matrix has it
    channel = models.CharField(max_length=10, choices=choices_of(Channel))
    stage = models.CharField(
        max_length=20, blank=True, default="", db_default=""
    )  # of the local table of who is told when
    state = models.CharField(
        max_length=10, choices=choices_of(TellingState), default=TellingState.WAITING.value
    )
    recorded_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)  # null: nothing more to send
    told_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)  # unanswered by then, the next person on duty is rung
    follows_up = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followed_up_by")
    on_duty = models.ForeignKey("accounts.DutyShift", null=True, on_delete=models.PROTECT)
    asked = models.ForeignKey(
        "record.InterviewAsked", null=True, on_delete=models.PROTECT, related_name="tellings"
    )  # which asking of a service its link answers
    owed_step = models.ForeignKey(
        "record.OwedStep", null=True, on_delete=models.PROTECT, related_name="tellings"
    )  # which step of an owed duty's clock it tells of
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    link_expires_at = models.DateTimeField(null=True)
    link_withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("channel", Channel),
            one_of("state", TellingState),
            one_of("about", TellingAbout),
            models.CheckConstraint(
                condition=(Q(state="told") & Q(told_at__isnull=False))
                | (~Q(state="told") & Q(told_at__isnull=True)),
                name="told_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(episode__isnull=True, child__isnull=False, about__in=_OF_A_CHILD)
                | (Q(episode__isnull=False, child__isnull=True) & ~Q(about__in=_ARRIVALS)),
                name="tells_of_an_episode_or_of_a_child",
            ),
            models.CheckConstraint(
                condition=Q(about="owed", owed_step__isnull=False)
                | (~Q(about="owed") & Q(owed_step__isnull=True)),
                name="tells_of_a_step_or_of_none",
            ),
            models.UniqueConstraint(
                fields=["event", "organisation", "team", "channel", "about", "on_duty", "owed_step"],
                name="told_once_an_event",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(next_attempt_at__isnull=False), name="tellings_due"
            ),
            models.Index(
                fields=["answer_by"], condition=Q(answer_by__isnull=False), name="tellings_unanswered"
            ),
        ]

    @property
    def of_episode(self) -> MissingEpisode:
        """The episode of a telling that can be of nothing else."""
        assert self.episode is not None
        return self.episode

    @property
    def of_episode_id(self) -> int:
        """The key of that episode, without reading it."""
        assert self.episode_id is not None
        return self.episode_id

    @property
    def about_reference(self) -> str:
        """What a message calls it by: the episode; of a child its own reference, since a child's is not sent."""
        return self.episode.reference if self.episode is not None else self.reference


class TellingAttempt(models.Model):
    """One try: claimed before anything is sent, recorded after. A claim without an end is in doubt."""

    telling = models.ForeignKey(Telling, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    message_id = models.CharField(max_length=200)
    claimed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=choices_of(AttemptOutcome), blank=True)
    answer = models.CharField(max_length=200, blank=True)  # the mail server's code, never an address

    class Meta:
        constraints = [models.UniqueConstraint(fields=["telling", "number"], name="attempt_numbered_once")]


class NoticeCode(models.Model):
    """A code that was asked for with a link; only its hash is kept."""

    telling = models.ForeignKey(Telling, on_delete=models.PROTECT, related_name="codes")
    code_hash = models.CharField(max_length=64)
    strength = models.CharField(max_length=20, choices=choices_of(CodeStrength))
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    # Who gave it, where more than an answer is given by the link: what they record is recorded in their name.
    name = models.CharField(max_length=200, blank=True, default="", db_default="")
    job_title = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        constraints = [one_of("strength", CodeStrength)]


class Acknowledgement(models.Model):
    """A named person saying: we have it."""

    telling = models.OneToOneField(Telling, on_delete=models.PROTECT, related_name="acknowledgement")
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200)
    strength = models.CharField(max_length=20, choices=choices_of(CodeStrength), blank=True)
    acknowledged_at = models.DateTimeField()


class DemoMessage(models.Model):
    """In a demonstration no mail leaves: it is shown on the outbox page instead."""

    message_id = models.CharField(max_length=200)
    recipient = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    sent_at = models.DateTimeField()
