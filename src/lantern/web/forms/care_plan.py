"""The forms of the care plan's facts: regulation 5(1)(f), the child's wishes, and where a placement begins or ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lantern.actions.care_plan import CareStatus, Wish
from lantern.actions.placements import Ending, NewPlacement
from lantern.queries.organisations import PlacementChoice
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.ended_at_once import AT_ONCE_WORDS, END_HEARD_TITLES, AtOnceBecause, EndHeard
from lantern.vocabulary.plans import LivesNow
from lantern.web.forms.fields import (
    DayField,
    LineField,
    Option,
    RadiosField,
    SelectField,
    TelephoneField,
    WordsField,
)
from lantern.web.forms.keyed import KeyedForm, SeenAnewForm

LIVES_NOW_WORDS = {
    LivesNow.ANOTHER_PLACEMENT: _("In another placement"),
    LivesNow.FAMILY: _("With family"),
    LivesNow.OWN_PLACE: _("In a place of their own"),
    LivesNow.NOT_KNOWN: _("Not known"),
}
_PLANNED = "no"  # it did not have to end at once
_ANSWERS = [
    (Answer.YES.value, _("Yes")),
    (Answer.NO.value, _("No")),
    (Answer.NOT_KNOWN.value, _("Not known")),
]


class StatusForm(KeyedForm):
    """The record under regulation 5(1)(f). Not known is an answer, and is never taken for no."""

    trafficking = RadiosField(
        label=_("Is the child a victim of trafficking, or is there reason to believe that they may be?"),
        choices=_ANSWERS,
        inline=True,
        error_messages={"required": _("Choose what the care plan says of trafficking")},
    )
    unaccompanied = RadiosField(
        label=_("Is the child an unaccompanied asylum-seeking child?"),
        choices=_ANSWERS,
        inline=True,
        error_messages={"required": _("Choose what the care plan says of being unaccompanied")},
    )
    basis = WordsField(
        label=_("On what basis?"),
        help_text=_("Who saw or said what, and when. The competent authority’s decision is recorded apart."),
        rows=4,
        error_messages={"required": _("Enter the basis")},
    )
    in_care_plan_on = DayField(
        label=_("Since which day does the care plan say so?"), subject=_("the day of the care plan")
    )
    mark_optional = False

    def status(self) -> CareStatus:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        return CareStatus(
            trafficking=Answer(said["trafficking"]),
            unaccompanied=Answer(said["unaccompanied"]),
            basis=said["basis"],
            in_care_plan_on=said["in_care_plan_on"],
        )


class WishForm(KeyedForm):
    """Whom the child trusts, and what they want from us. One of the two is enough."""

    trusts = LineField(label=_("Whom does the child trust?"), required=False)
    is_to_the_child = LineField(
        label=_("What are they to the child?"),
        help_text=_("For example, foster carer, teacher, guardian or friend"),
        required=False,
        max_length=100,
    )
    reach = LineField(label=_("How are they reached?"), required=False, max_length=500)
    wants = WordsField(
        label=_("What does the child want from us?"),
        help_text=_("In the child’s own words. When things are well, and if they are ever missing."),
        required=False,
        rows=4,
    )
    said_to = LineField(
        label=_("Who did the child say it to?"),
        help_text=_("Name and post"),
        error_messages={"required": _("Enter who the child said it to")},
    )
    said_on = DayField(label=_("On which day?"), subject=_("the day the child said it"))
    mark_optional = False

    def wish(self) -> Wish:
        """Give what was typed as the action takes it."""
        names = ("trusts", "is_to_the_child", "reach", "wants", "said_to", "said_on")
        return Wish(**{name: self.cleaned_data[name] for name in names})


class PlacementForm(SeenAnewForm):
    """A new placement, and why the one before it ended where one runs now."""

    provider = SelectField(
        label=_("Which home or service?"),
        subject=_("the home or service"),
        error_messages={"required": _("Choose the home or service")},
    )
    from_on = DayField(label=_("Since which day?"), subject=_("the day the placement began"))
    was_looked_after = RadiosField(
        label=_("Was the child looked after already on the day before?"),
        help_text=_(
            "If not, the child comes into care with this placement, and the first review is counted from it."
        ),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        inline=True,
        error_messages={"required": _("Choose whether the child was looked after already")},
    )
    reasons = WordsField(label=_("Why did the placement before it end?"), required=False, rows=3)
    missing_risk = WordsField(
        label=_("How was the risk of going missing weighed in choosing this placement?"),
        help_text=_("Left empty, the record says that nobody wrote it."),
        required=False,
        rows=3,
    )
    carer_name = LineField(label=_("Carer’s name"), required=False)
    address = WordsField(label=_("Address"), required=False, max_length=500, rows=2)
    telephone = TelephoneField(label=_("Telephone number"), required=False)
    mark_optional = False

    def __init__(
        self, *args: Any, placements: Iterable[PlacementChoice], is_move: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            *((choice.reference, choice.words) for choice in placements),
        ]
        del self.fields["was_looked_after" if is_move else "reasons"]

    def placement(self) -> NewPlacement:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        names = ("provider", "from_on", "carer_name", "address", "telephone", "missing_risk")
        already = said.get("was_looked_after", "yes") == "yes"
        return NewPlacement(
            reasons=said.get("reasons", ""), begins_care=not already, **{name: said[name] for name in names}
        )


class EndingForm(SeenAnewForm):
    """That the placement, or care, has ended: which day, why, and where the child lives now."""

    ended_on = DayField(label=_("On which day did it end?"), subject=_("the day it ended"))
    reasons = WordsField(label=_("Why?"), rows=4, error_messages={"required": _("Enter why it ended")})
    lives_now = RadiosField(
        label=_("Where does the child live now?"),
        choices=[
            (
                LivesNow.ANOTHER_PLACEMENT.value,
                Option(LIVES_NOW_WORDS[LivesNow.ANOTHER_PLACEMENT], _("Record it next.")),
            ),
            *(
                (each.value, LIVES_NOW_WORDS[each])
                for each in (LivesNow.FAMILY, LivesNow.OWN_PLACE, LivesNow.NOT_KNOWN)
            ),
        ],
        error_messages={"required": _("Choose where the child lives now")},
    )
    at_once = RadiosField(
        label=_("Did the placement have to end at once?"),
        help_text=_(
            "Then the reviewing officer is told as soon as is reasonably practicable, and those who were not told "
            "beforehand in writing within 10 working days (regulation 14(3) and (4))."
        ),
        choices=[
            (_PLANNED, _("No")),
            *((each.value, words) for each, words in AT_ONCE_WORDS.items()),
        ],
        required=False,
    )
    arrangements = WordsField(
        label=_("What other arrangements were made for the child?"),
        help_text=_("Only where it had to end at once"),
        required=False,
        rows=3,
    )
    approved_by = LineField(
        label=_("Who approved that the child is no longer looked after?"),
        help_text=_(
            "For a child of 16 or 17: the nominated officer or the director of children’s services, by name and "
            "post (regulation 39ZA). For a child under a care order, say so."
        ),
        required=False,
    )
    mark_optional = False

    def __init__(self, *args: Any, of_care: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("at_once", "arrangements") if of_care else ("approved_by",):
            del self.fields[name]

    def ending(self) -> Ending:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        return Ending(
            ended_on=said["ended_on"],
            reasons=said["reasons"],
            lives_now=LivesNow(said["lives_now"]),
            approved_by=said.get("approved_by", ""),
            at_once=None if said.get("at_once", "") in ("", _PLANNED) else AtOnceBecause(said["at_once"]),
            arrangements=said.get("arrangements", ""),
        )


class EndNoticesForm(KeyedForm):
    """On which day each of those was told who must hear that a placement had to end at once. Empty is not said yet."""

    mark_optional = False

    def __init__(self, *args: Any, told: Mapping[EndHeard, date | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for whom in EndHeard:
            name = f"told_{whom.value}"
            self.fields[name] = DayField(
                label=_(END_HEARD_TITLES[whom]), subject=_("the day they were told"), required=False
            )
            self.fields[name].now = self.now  # type: ignore[attr-defined]
            self.initial.setdefault(name, told[whom])

    def told(self) -> dict[EndHeard, date]:
        """Give the days that were typed."""
        said = {whom: self.cleaned_data[f"told_{whom.value}"] for whom in EndHeard}
        return {whom: on for whom, on in said.items() if on}
