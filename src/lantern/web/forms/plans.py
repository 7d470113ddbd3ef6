"""The forms of the going-missing plan: a whole version, and that the placement holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from lantern.actions.plans import Held, Step, WrittenPlan
from lantern.queries.plans import Version
from lantern.queries.values import PhotographLine
from lantern.vocabulary.days import day_of
from lantern.vocabulary.plans import PART_TITLES, PlanPart
from lantern.vocabulary.refusals import Refused
from lantern.web.forms.fields import DayField, LineField, SelectField, WordsField
from lantern.web.forms.keyed import KeyedForm
from lantern.web.forms.sheet import typed_again

STEPS = 8
LONGEST = 4_000
# What is asked for under each part's title.
_HINTS: Mapping[PlanPart, Any] = {
    PlanPart.DESCRIPTION: _("Height, build, hair, eyes, how they usually dress"),
    PlanPart.MARKS: _("Scars, tattoos, piercings, glasses, a way of walking"),
    PlanPart.TELEPHONE: _("Every number, the network, and whether the telephone can be located and by whom"),
    PlanPart.SOCIAL_MEDIA: _("Which, and under which names"),
    PlanPart.FRIENDS: _(
        "Names, how to reach them, and anyone the child must be kept from. Relatives stand below."
    ),
    PlanPart.PLACES: _("Addresses and places the child goes to or was found at, and any danger there"),
    PlanPart.VULNERABILITIES: _(
        "What others do to this child, or make them do. Never as the child’s own choice or fault."
    ),
    PlanPart.HEALTH: _("Conditions, what happens without the medication and how soon, allergies, doctor"),
    PlanPart.MONEY: _("What the child usually has, cards, who gives them money"),
    PlanPart.TRANSPORT: _("How the child travels: lines, passes, bicycles, cars"),
    PlanPart.LANGUAGES: _("Spoken and read, an interpreter the child accepts, other needs"),
    PlanPart.WHAT_WORKS: _("Who should go, what to say first, what calms, what to avoid"),
    PlanPart.AGREED_WITH: _("Name and post: the child, the carer, the police, the social worker"),
    PlanPart.CHILD_SAID: _("In the child’s own words"),
}


def _part_fields() -> dict[str, forms.Field]:
    return {
        part.value: WordsField(
            label=_(PART_TITLES[part]), help_text=_HINTS[part], required=False, max_length=LONGEST, rows=3
        )
        for part in PlanPart
    }


def _step_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for number in range(1, STEPS + 1):
        fields[f"what_{number}"] = LineField(label=_("What is done"), required=False, max_length=500)
        fields[f"who_{number}"] = LineField(label=_("Who does it"), required=False)
    return fields


class _Parts:
    """The parts and the first actions, made from their lists."""

    declared_fields = _part_fields() | _step_fields()


class PlanForm(_Parts, KeyedForm):
    """A whole version of the plan. Only who keeps it and when it is looked at again must be said."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    photograph = SelectField(
        label=_("Which photograph?"), subject=_("the photograph"), empty=_("None"), required=False
    )
    photograph_taken_on = DayField(
        label=_("When was it taken?"), subject=_("when the photograph was taken"), required=False
    )
    owner = LineField(
        label=_("Who keeps this plan true?"),
        help_text=_("One person, by name"),
        error_messages={"required": _("Give the name of the person who keeps this plan true")},
    )
    review_on = DayField(
        label=_("When is it reviewed next?"),
        subject=_("the day of the next review"),
        help_text=_("A day to come. Sooner where the child was missing lately or has just moved."),
        past=False,
    )
    mark_optional = False

    def __init__(self, *args: Any, photographs: Iterable[PhotographLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photograph"].choices = [  # type: ignore[attr-defined]
            ("", _("None")),
            *((line.reference, _photograph_words(line)) for line in photographs),
        ]

    def parts(self) -> list[BoundField]:
        """Give the boxes of the parts, in their order."""
        return [self[part.value] for part in PlanPart]

    def steps(self) -> list[dict[str, Any]]:
        """Give the boxes of the first actions, in their order."""
        return [
            {"number": number, "what": self[f"what_{number}"], "who": self[f"who_{number}"]}
            for number in range(1, STEPS + 1)
        ]

    def plan(self) -> WrittenPlan:
        """Give what was typed as the action takes it; a first action left empty is none."""
        said = self.cleaned_data
        steps = [(said[f"what_{n}"], said[f"who_{n}"]) for n in range(1, STEPS + 1)]
        return WrittenPlan(
            owner=said["owner"],
            review_on=said["review_on"],
            parts=tuple((part, said[part.value]) for part in PlanPart),
            steps=tuple(Step(what=what, who=who) for what, who in steps if what or who),
            photograph=said["photograph"],
            photograph_taken_on=said["photograph_taken_on"],
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for number in range(1, STEPS + 1):
            what, who = said.get(f"what_{number}"), said.get(f"who_{number}")
            if what and not who:
                self.add_error(f"who_{number}", _("Enter who does this"))
            if who and not what:
                self.add_error(f"what_{number}", _("Enter what is done"))
        return said

    def see(self, version: int) -> None:
        """Put the number of the version that stands now into the form, keeping all that was typed."""
        self.data = {**self.data.dict(), "seen_version": str(version)}  # type: ignore[attr-defined]

    def refuse(self, refused: Refused) -> None:
        """Show a refusal by the box it is about; one about the first actions by the first of them."""
        if refused.field == "steps":
            self.add_error("what_1", refused.message)
            return
        super().refuse(refused)


def _photograph_words(line: PhotographLine) -> str:
    on = day_of(line.recorded_at)
    added = _("added %(day)s by %(by)s") % {"day": f"{on.day} {on:%B %Y}", "by": line.by_name}
    return f"{line.words}, {added}" if line.words else str(added)


def begun_from(version: Version | None, photographs: Iterable[PhotographLine]) -> dict[str, Any]:
    """Give a new version's first values: what the last one says, but a day of review, which is always chosen anew."""
    if version is None:
        return {}
    picture = version.photograph
    there = {line.reference for line in photographs}
    kept = picture if picture and picture.reference in there else None
    steps = {
        f"{name}_{number}": words
        for number, step in enumerate(version.steps, start=1)
        for name, words in zip(("what", "who"), step, strict=True)
    }
    return {
        **{part.value: words for part, words in version.parts},
        **steps,
        "photograph": kept.reference if kept else "",
        "photograph_taken_on": kept.taken_on if kept else None,
        "owner": version.owner,
    }


def begun_again(content: Mapping[str, str]) -> dict[str, Any]:
    """Give what a draft holds as the form's first values."""
    return typed_again(PlanForm, content)


class HoldForm(KeyedForm):
    """What the placement holds. What is not ticked is not held."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    holds_plan = forms.BooleanField(label=_("It holds this version of the plan"), required=False)
    holds_guidance = forms.BooleanField(
        label=_("It holds the guidance on children who go missing"), required=False
    )
    carer_briefed = LineField(
        label=_("Which carer was briefed?"),
        help_text=_("By name. Leave it empty if nobody was: it then says so."),
        required=False,
    )
    said_by = LineField(
        label=_("Who at the placement said so?"),
        help_text=_("Name and post of the person you spoke to"),
        required=False,
    )
    mark_optional = False

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["said_by"]

    def held(self) -> Held:
        """Give what was ticked as the action takes it."""
        said = self.cleaned_data
        return Held(
            holds_plan=said["holds_plan"],
            holds_guidance=said["holds_guidance"],
            carer_briefed=said["carer_briefed"],
            said_by=said.get("said_by", ""),
        )

    def see(self, version: int) -> None:
        """Put the number of the version that stands now into the form."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]
