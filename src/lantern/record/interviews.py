"""What is said after a child is back: the talk with the police, the social worker's visit, the return interview.

Facts (when, by whom, in which language) are read with the record. What the child said in a return interview is read
by the authority that looks after the child, and by nobody else: not by its host, a force or a home.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.record.events import Event
from lantern.record.times import day_agrees, nullable_one_of
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.interviews import Advocacy, Audience, NotPossible

LONG = 20_000


class ReturnInterview(models.Model):
    """One return interview that was held. Its event answers one return; others of the child may be answered with it."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="return_interview")
    limits_said_on = (
        models.DateField()
    )  # that not everything can be kept in confidence: said first, or not held
    limits_said_at = models.DateTimeField(null=True)
    interviewer = models.CharField(max_length=200)
    interviewer_role = models.CharField(max_length=200)
    independent_of_placement = models.BooleanField()
    independent_of_authority = models.BooleanField()
    language = models.CharField(max_length=100)
    interpreter = models.CharField(max_length=200, blank=True)
    advocacy = models.CharField(max_length=20, choices=choices_of(Advocacy))

    class Meta:
        constraints = [day_agrees("limits_said"), one_of("advocacy", Advocacy)]


class InterviewedReturn(models.Model):
    """That a return is answered by an interview. Every return an interview answers has an event of its own."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="interviewed_return")
    interview = models.ForeignKey(ReturnInterview, on_delete=models.PROTECT, related_name="returns")


class InterviewSaid(models.Model):
    """What the child said, in the child's words, and where: read by the authority alone."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="interview_said")
    place = models.CharField(max_length=500)  # the child chose it
    before = models.TextField(max_length=LONG, blank=True)
    during = models.TextField(max_length=LONG, blank=True)
    after = models.TextField(max_length=LONG, blank=True)
    would_help = models.TextField(max_length=LONG, blank=True)
    tells_of_harm = models.BooleanField()
    tells_of_crime = models.BooleanField()
    tells_of_adults = models.BooleanField()  # who are a danger to children
    tells_of_other_children = models.BooleanField()  # who are at risk
    about_carer = models.BooleanField()  # goes to the designated officer, and never to the placement
    disclosed = models.BooleanField()  # the child told of harm, so the questions stopped
    handed_what = models.TextField(max_length=LONG, blank=True)
    handed_to = models.CharField(max_length=200, blank=True)
    handed_on = models.DateField(null=True)
    handed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            day_agrees("handed"),
            models.CheckConstraint(
                condition=Q(disclosed=False, handed_on__isnull=True)
                | (Q(disclosed=True, handed_on__isnull=False) & ~Q(handed_to="") & ~Q(handed_what="")),
                name="a_disclosure_is_handed_over",
            ),
        ]


class InterviewTheme(models.Model):
    """One theme a person found in an interview, by the version of the list it was coded with. A prompt, no score."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="interview_themes")
    themes_list = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=200)  # as it read in that version

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="theme_found_once")]


class NotHeldDetail(models.Model):
    """Why an interview is not possible, or, where the child did not want to yet, when it is offered again."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="not_held")
    reason = models.CharField(max_length=20, choices=choices_of(NotPossible), blank=True)
    offer_again_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [nullable_one_of("reason", NotPossible)]


class InterviewShare(models.Model):
    """What was shared of an interview, with whom, whether against the child's wish, and if the child was told."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="interview_share")
    interview = models.ForeignKey(ReturnInterview, on_delete=models.PROTECT, related_name="shares")
    audience = models.CharField(max_length=20, choices=choices_of(Audience))
    organisation = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT)
    told = models.CharField(max_length=200)
    what = models.TextField(max_length=LONG)
    against_wish = models.BooleanField()
    why_against = models.TextField(max_length=5_000, blank=True)
    child_told = models.BooleanField()
    why_not_told = models.TextField(max_length=5_000, blank=True)

    class Meta:
        constraints = [
            one_of("audience", Audience),
            models.CheckConstraint(
                condition=Q(against_wish=False) | ~Q(why_against=""), name="against_a_wish_only_with_reasons"
            ),
            models.CheckConstraint(
                condition=Q(child_told=True) | ~Q(why_not_told=""), name="not_told_only_with_reasons"
            ),
        ]


class PreventionDetail(models.Model):
    """The police prevention interview: which officer, seen or not, and what is said of safety, harm and crime."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="prevention")
    officer = models.CharField(max_length=200)
    face_to_face = models.CharField(max_length=10, choices=choices_of(Answer))
    safe = models.CharField(max_length=10, choices=choices_of(Answer))
    harmed = models.CharField(max_length=10, choices=choices_of(Answer))
    crime = models.CharField(max_length=10, choices=choices_of(Answer))

    class Meta:
        constraints = [one_of(name, Answer) for name in ("face_to_face", "safe", "harmed", "crime")]


class PreventionSaid(models.Model):
    """What the child said to the police: protected."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="prevention_said")
    words = models.TextField(max_length=LONG)


class VisitDetail(models.Model):
    """The social worker's own visit after a return: who came, and whether the child was seen, and seen alone."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="visit")
    visitor = models.CharField(max_length=200)
    seen = models.CharField(max_length=10, choices=choices_of(Answer))
    seen_alone = models.CharField(max_length=10, choices=choices_of(Answer))

    class Meta:
        constraints = [one_of("seen", Answer), one_of("seen_alone", Answer)]


class ChildAnsweredDetail(models.Model):
    """Who told the child what was done with what they said, and of which interview."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="child_answered")
    interview = models.ForeignKey(ReturnInterview, on_delete=models.PROTECT, related_name="answers_to_child")
    told_by = models.CharField(max_length=200)
    language = models.CharField(max_length=100, blank=True, default="", db_default="")


class SaidInConfidence(models.Model):
    """What was said on a visit, by a carer instead of the child, or to the child: read by the authority alone."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="said_in_confidence")
    who = models.CharField(max_length=200, blank=True)  # the carer or parent who said what they know
    words = models.TextField(max_length=LONG)
