"""The form of a return interview that was held. Its boxes are prompts: what the child said is in the child's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.held import Held
from lantern.policies.interviews import HandedOver
from lantern.procedures import themes
from lantern.queries.talks import ADVOCACY_WORDS, DANGER_WORDS
from lantern.vocabulary.interviews import Advocacy, Danger
from lantern.web.forms.fields import LineField, Option, RadiosField, WhenField, WordsField
from lantern.web.forms.interviews import YES_NO, OfferedForm

NOTHING_OF_IT = "none"
SAME_DAY = _(
    "Each of these goes to the police and the social worker the same day, as the local standard has it"
)


def themed(label: Any) -> forms.MultipleChoiceField:
    """Ask which themes of one part of the story a person finds in it; none may be found."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=_("Prompts for you. They add up to nothing."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class HeldForm(OfferedForm):
    """An interview that was held: that the limits were said first is asked first."""

    limits_said = WhenField(
        label=_("When were the limits of confidence said?"),
        help_text=_(
            "Said first: that harm, crime, and other people at risk cannot be kept between the two of you. Without it "
            "the interview does not count as held."
        ),
        subject=_("when the limits of confidence were said"),
        required=False,
        shortcut=False,
    )
    held = WhenField(label=_("When did the talk begin?"), subject=_("when the talk began"), shortcut=False)
    also = forms.MultipleChoiceField(
        label=_("Which other times missing does it answer too?"),
        help_text=_("Only those that the two of you spoke about"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    interviewer = LineField(label=_("Who held the interview?"), subject=_("who held the interview"))
    interviewer_role = LineField(
        label=_("What is their post?"),
        help_text=_("And for whom they work"),
        subject=_("the interviewer's post"),
    )
    independent_of_placement = RadiosField(
        label=_("Independent of the place where the child lives?"), choices=YES_NO, inline=True
    )
    independent_of_authority = RadiosField(
        label=_("Independent of the authority that looks after the child?"), choices=YES_NO, inline=True
    )
    language = LineField(
        label=_("In which language was it held?"), subject=_("the language"), max_length=100, width=20
    )
    interpreter = LineField(
        label=_("Interpreter"),
        help_text=_("Name and agency; nobody from the home, and no relative. Leave empty if there was none."),
        required=False,
    )
    place = LineField(
        label=_("Where was it held?"),
        help_text=_("A place that the child chose, and feels safe in"),
        subject=_("where it was held"),
        max_length=500,
    )
    before = WordsField(label=_("Before: what made them go?"), required=False, max_length=20_000)
    themes_before = themed(_("Themes of before"))
    during = WordsField(
        label=_("While away: where, with whom, what happened?"), required=False, max_length=20_000
    )
    themes_during = themed(_("Themes of while away"))
    after = WordsField(
        label=_("After: how did they come back, and how is it now?"), required=False, max_length=20_000
    )
    themes_after = themed(_("Themes of after"))
    would_help = WordsField(label=_("What would help?"), required=False, max_length=20_000)
    themes_support = themed(_("Themes of what would help"))
    tells_of = forms.MultipleChoiceField(
        label=_("Does what the child said tell of any of these?"),
        help_text=SAME_DAY,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            *((danger.value, words) for danger, words in DANGER_WORDS.items()),
            (NOTHING_OF_IT, _("None of these")),
        ],
        error_messages={"required": _("Say whether it tells of any of these, or that it tells of none")},
    )
    about_carer = RadiosField(
        label=_("Did the child say anything against a carer or the home?"),
        help_text=_("It goes to the designated officer, and never to the home"),
        choices=YES_NO,
        inline=True,
        error_messages={"required": _("Say whether it is about a carer or the home")},
    )
    disclosed = RadiosField(
        label=_("Did the child begin to tell you of harm?"),
        choices=[
            ("yes", Option(_("Yes"), _("The questions stopped there, and it was handed over"))),
            ("no", Option(_("No"))),
        ],
        error_messages={"required": _("Say whether the child told you of harm")},
    )
    handed_what = WordsField(
        label=_("If so, what was handed over?"), required=False, rows=3, max_length=20_000
    )
    handed_to = LineField(label=_("To whom?"), help_text=_("Name, and where they work"), required=False)
    handed_at = WhenField(
        label=_("When was it handed over?"),
        subject=_("when it was handed over"),
        required=False,
        shortcut=False,
    )
    advocacy = RadiosField(
        label=_("Was somebody offered to speak up for the child?"),
        choices=[(each.value, words) for each, words in ADVOCACY_WORDS.items()],
        error_messages={"required": _("Say whether an advocate was offered")},
    )
    mark_optional = False
    field_order = ("limits_said", "held", "also", "offered", "offered_by", "offer_language")

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = themes.in_force()
        for part in themes.PARTS:
            choices = [(theme.code, theme.title) for theme in listed.themes if theme.part == part]
            self.fields[f"themes_{part}"].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[f"themes_{part}"]
        self.fields["also"].choices = list(others)  # type: ignore[attr-defined]
        if not others:
            del self.fields["also"]

    def clean_tells_of(self) -> list[str]:
        told: list[str] = self.cleaned_data["tells_of"]
        if NOTHING_OF_IT in told and len(told) > 1:
            raise forms.ValidationError(_("Choose what it tells of, or “None of these”, not both"))
        return [each for each in told if each != NOTHING_OF_IT]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("disclosed") == "no" and (
            said.get("handed_to") or said.get("handed_what") or said.get("handed_at")
        ):
            self.add_error(
                "disclosed",
                _("Something was handed over: choose that the child told you of harm, or empty those boxes"),
            )
        return said

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("limits_said", "held", "interviewer", "interviewer_role", "language", "interpreter", "place")
        words = ("before", "during", "after", "would_help")
        held = Held(
            **{name: said[name] for name in (*names, *words)},
            independent_of_placement=said["independent_of_placement"] == "yes",
            independent_of_authority=said["independent_of_authority"] == "yes",
            tells_of=tuple(Danger(each) for each in said["tells_of"]),
            about_carer=said["about_carer"] == "yes",
            handed_over=self._handed_over(),
            themes=tuple(code for part in themes.PARTS for code in said.get(f"themes_{part}", ())),
            advocacy=Advocacy(said["advocacy"]),
            offer=self.offer(),
            also=tuple(said.get("also", ())),
        )
        return {"held": held}

    def _handed_over(self) -> HandedOver | None:
        said = self.cleaned_data
        if said["disclosed"] != "yes":
            return None
        return HandedOver(what=said["handed_what"], to=said["handed_to"], at=said["handed_at"])
