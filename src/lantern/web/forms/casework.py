"""The forms of what was done in a child's case, one a kind: a visit, a review, who asked for one, and other steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from lantern.actions import casework as acting
from lantern.actions.casework import Asking, Review, Step, View, Visit
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.casework import (
    ASKS_ON,
    CONSIDERED_WORDS,
    SEEN_WORDS,
    VISITED_AT_WORDS,
    WHICH_WORDS,
    Considered,
    PlanOf,
    Seen,
    VisitedAt,
    WhichReview,
)
from lantern.vocabulary.changed import GROUND_WORDS, ReviewGround
from lantern.vocabulary.events import EventKind
from lantern.web.forms.fields import DayField, LineField, RadiosField, WordsField
from lantern.web.forms.keyed import KeyedForm
from lantern.web.forms.wording import Words

_NO_WORDS_OF_THE_CHILD = _(
    "What the child said is not written here. Record it as information, or as a sign of exploitation, where it is read "
    "by those who may read it."
)
_NAME_AND_POST = _("Name and post")


class CaseworkForm(KeyedForm):
    """A step of the case on a day. What it is handed to is the action of its kind."""

    happened = "on"
    mark_optional = False

    def send(self, *, child: str, by: Actor, now: datetime) -> str:
        """Hand what was typed to the action."""
        raise NotImplementedError


class VisitForm(CaseworkForm):
    """A visit to the child."""

    on = DayField(label=_("On which day was the visit?"), subject=_("the day of the visit"))
    visitor = LineField(
        label=_("Who visited?"),
        help_text=_NAME_AND_POST,
        error_messages={"required": _("Enter who visited the child")},
    )
    visited_at = RadiosField(
        label=_("Where?"),
        choices=[(each.value, _(words)) for each, words in VISITED_AT_WORDS.items()],
        error_messages={"required": _("Choose where the child was visited")},
    )
    seen = RadiosField(
        label=_("Was the child seen?"),
        choices=[(each.value, _(words)) for each, words in SEEN_WORDS.items()],
        error_messages={"required": _("Choose whether the child was seen")},
    )
    not_alone_because = WordsField(
        label=_("If not seen, or not alone: why not?"), required=False, rows=3, max_length=2_000
    )
    is_settled = RadiosField(
        label=_("By when is the next visit due?"),
        help_text=_(
            "Three months hold only after the first year of a placement that is intended to last until the child is 18"
        ),
        choices=[("no", _("Within six weeks")), ("yes", _("Within three months: both hold"))],
        required=False,
        initial="no",
    )
    words = WordsField(
        label=_("What is to be said of the visit?"), help_text=_NO_WORDS_OF_THE_CHILD, required=False, rows=4
    )

    def send(self, *, child: str, by: Actor, now: datetime) -> str:
        """Record the visit."""
        said = self.cleaned_data
        visit = Visit(
            on=said["on"],
            visitor=said["visitor"],
            visited_at=VisitedAt(said["visited_at"]),
            seen=Seen(said["seen"]),
            not_alone_because=said["not_alone_because"],
            is_settled=said["is_settled"] == "yes",
            words=said["words"],
        )
        return str(acting.record_visit(child=child, visit=visit, key=self.pressed, by=by, now=now))


class ReviewForm(CaseworkForm):
    """A statutory review that was held."""

    on = DayField(label=_("On which day was it held?"), subject=_("the day of the review"))
    which = RadiosField(
        label=_("Which review was it?"),
        help_text=_("Counted from when the child last came into care."),
        choices=[(each.value, _(words)) for each, words in WHICH_WORDS.items()],
        error_messages={"required": _("Choose which review it was")},
    )
    chaired_by = LineField(
        label=_("Who chaired it?"),
        help_text=_NAME_AND_POST,
        error_messages={"required": _("Enter who chaired the review")},
    )
    status_needs = RadiosField(
        label=_(
            "Did it consider whether needs that arise from trafficking, or from being unaccompanied, are met?"
        ),
        help_text=_("Schedule 7, paragraph 14, of the regulations on care planning."),
        choices=[(each.value, _(words)) for each, words in CONSIDERED_WORDS.items()],
        error_messages={"required": _("Choose whether those needs were considered")},
    )
    safety_considered = RadiosField(
        label=_("Did it consider whether the placement keeps the child safe, and what concerns were raised?"),
        help_text=_("Schedule 7, paragraph 5A. Going missing from it is such a concern."),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        inline=True,
        error_messages={"required": _("Choose whether the placement was considered")},
    )
    words = WordsField(
        label=_("What was decided, and who does it?"),
        rows=5,
        error_messages={"required": _("Enter what was decided. If nothing was, say so")},
    )

    def send(self, *, child: str, by: Actor, now: datetime) -> str:
        """Record the review."""
        said = self.cleaned_data
        review = Review(
            on=said["on"],
            which=WhichReview(said["which"]),
            chaired_by=said["chaired_by"],
            status_needs=Considered(said["status_needs"]),
            safety_considered=said["safety_considered"] == "yes",
            decided=said["words"],
        )
        return str(acting.record_review(child=child, review=review, key=self.pressed, by=by, now=now))


class AskingForm(CaseworkForm):
    """That somebody asks for a review before it is due."""

    on = DayField(label=_("On which day was it asked for?"), subject=_("the day on which it was asked for"))
    ground = RadiosField(
        label=_("On which ground is it asked for?"),
        choices=[(each.value, _(GROUND_WORDS[each])) for each in ASKS_ON],
        error_messages={"required": _("Choose the ground on which the review is asked for")},
    )
    asked_by = LineField(
        label=_("Who asks for it?"),
        help_text=_("Name and post; for the child, “the child”"),
        error_messages={"required": _("Enter who asks for it")},
    )
    words = WordsField(label=_("Why?"), rows=4, error_messages={"required": _("Enter why it is asked for")})

    def send(self, *, child: str, by: Actor, now: datetime) -> str:
        """Record the asking."""
        said = self.cleaned_data
        asking = Asking(
            on=said["on"],
            ground=ReviewGround(said["ground"]),
            asked_by=said["asked_by"],
            why=said["words"],
        )
        return str(acting.record_asking(child=child, asking=asking, key=self.pressed, by=by, now=now))


class ViewForm(CaseworkForm):
    """What the reviewing officer considered."""

    on = DayField(
        label=_("On which day did the officer consider it?"), subject=_("the day it was considered")
    )
    officer = LineField(
        label=_("Who is the reviewing officer?"),
        error_messages={"required": _("Enter the reviewing officer’s name")},
    )
    asks = RadiosField(
        label=_("Does the officer ask for a review?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        inline=True,
        error_messages={"required": _("Choose whether the officer asks for a review")},
    )
    words = WordsField(
        label=_("What was considered, what does the child wish, and why was it decided so?"),
        rows=4,
        error_messages={"required": _("Enter what was considered, and why it was decided so")},
    )

    def view(self) -> View:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        return View(on=said["on"], officer=said["officer"], asks=said.get("asks") == "yes", why=said["words"])

    def send(self, *, child: str, by: Actor, now: datetime) -> str:
        """Record what the officer considered."""
        return str(acting.record_view(child=child, view=self.view(), key=self.pressed, by=by, now=now))


class NotJustifiedForm(ViewForm):
    """That the officer does not hold the review that the child asked for justified."""

    asks = None  # type: ignore[assignment]

    def send(self, *, child: str, by: Actor, now: datetime) -> str:
        """Record that it is not held justified."""
        return str(
            acting.record_not_justified(child=child, view=self.view(), key=self.pressed, by=by, now=now)
        )


class StepForm(CaseworkForm):
    """Another step of the case: on which day, who answers for it, and what is to be said of it."""

    kind: EventKind
    on = DayField(label=_("On which day?"), subject=_("the day"))
    who = LineField(max_length=500)
    words = WordsField(rows=4)

    def send(self, *, child: str, by: Actor, now: datetime) -> str:
        """Record the step."""
        said = self.cleaned_data
        of = PlanOf(said.get("of") or PlanOf.RUNNING)
        step = Step(kind=self.kind, on=said["on"], who=said["who"], words=said["words"], of=of)
        return str(acting.record_step(child=child, step=step, key=self.pressed, by=by, now=now))


class PlanForm(StepForm):
    """A plan: of the placement or the time in care that runs, of what is to begin, or of what is over."""

    of = RadiosField(
        label=_("Of what is it the plan?"),
        help_text=_("A plan of what is to begin holds for what begins within four weeks of its day"),
        error_messages={"required": _("Choose of what it is the plan")},
    )
    field_order = ("on", "of", "who", "words")
    of_words: Mapping[PlanOf, Words]

    def __init__(self, *args: Any, runs: bool, **kwargs: Any) -> None:
        """Offer what runs where something does."""
        super().__init__(*args, **kwargs)
        offered = [of for of in PlanOf if runs or of is not PlanOf.RUNNING]
        self.fields["of"].choices = [  # type: ignore[attr-defined]
            (each.value, self.of_words[each]) for each in offered
        ]


class PlacementPlanForm(PlanForm):
    """The plan of a placement."""

    of_words: Mapping[PlanOf, Words] = {
        PlanOf.RUNNING: _("The placement in which the child lives"),
        PlanOf.NEXT: _("A placement that is to begin"),
        PlanOf.OVER: _("A placement that is over"),
    }


class CarePlanForm(PlanForm):
    """The care plan."""

    of_words: Mapping[PlanOf, Words] = {
        PlanOf.RUNNING: _("The child’s time in care now"),
        PlanOf.NEXT: _("A time in care that is to begin"),
        PlanOf.OVER: _("A time in care that is over"),
    }


def _step(
    of: EventKind, *, who: Words, hint: Words, words: Words, form: type[StepForm] = StepForm
) -> type[StepForm]:
    """Make the form of one such step, from what it asks."""
    asked_who, asked_words = acting.STEPS[of]

    class OneStep(form):  # type: ignore[valid-type, misc]
        kind = of

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            for name, label, asked in (("who", who, asked_who), ("words", words, asked_words)):
                self.fields[name].label = str(label)
                self.fields[name].error_messages["required"] = _(asked.rstrip("."))
            self.fields["who"].help_text = str(hint)

    return OneStep


FORMS: Mapping[EventKind, Callable[..., CaseworkForm]] = {
    EventKind.CHILD_VISITED: VisitForm,
    EventKind.REVIEW_HELD: ReviewForm,
    EventKind.REVIEW_ASKED: AskingForm,
    EventKind.REVIEW_CONSIDERED: ViewForm,
    EventKind.REVIEW_NOT_JUSTIFIED: NotJustifiedForm,
    EventKind.CARE_PLAN_WRITTEN: _step(
        EventKind.CARE_PLAN_WRITTEN,
        who=_("With whom was it agreed?"),
        hint=_(
            "Whoever has parental responsibility; a child of 16 or 17 who is accommodated, with the child"
        ),
        words=_("What is planned, in short?"),
        form=CarePlanForm,
    ),
    EventKind.PLACEMENT_PLAN_SIGNED: _step(
        EventKind.PLACEMENT_PLAN_SIGNED,
        who=_("Who signed it?"),
        hint=_("The carer, or the person who answers for the home, by name and post"),
        words=_("What are the child’s wishes and feelings about it?"),
        form=PlacementPlanForm,
    ),
    EventKind.REFERRAL_ACCEPTED: _step(
        EventKind.REFERRAL_ACCEPTED,
        who=_("Who accepted it?"),
        hint=_("The social worker or manager, by name and post"),
        words=_("What was the referral about?"),
    ),
    EventKind.ASSESSMENT_COMPLETED: _step(
        EventKind.ASSESSMENT_COMPLETED,
        who=_("Who completed it?"),
        hint=_NAME_AND_POST,
        words=_("What did it find, in short?"),
    ),
    EventKind.CONFERENCE_HELD: _step(
        EventKind.CONFERENCE_HELD,
        who=_("Who chaired it?"),
        hint=_NAME_AND_POST,
        words=_("What was decided?"),
    ),
    EventKind.CONFERENCE_NOT_NEEDED: _step(
        EventKind.CONFERENCE_NOT_NEEDED,
        who=_("Who decided it?"),
        hint=_NAME_AND_POST,
        words=_("Why is no conference held?"),
    ),
}
