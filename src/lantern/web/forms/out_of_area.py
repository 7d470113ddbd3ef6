"""The forms of a placement outside the area: approval, notice, to whom it was given, and who must hear."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.out_of_area import Approval, Notice
from lantern.actions.received_notices import Received
from lantern.policies.out_of_area import Hearing
from lantern.queries.organisations import PlacementChoice
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.missing import Sex
from lantern.vocabulary.out_of_area import HEARER_TITLES, NEVER_LEFT_OUT, Approver, CarePlanCopy, MustHear
from lantern.web.forms.case import CaseForm
from lantern.web.forms.discussions import ROUTE_WORDS
from lantern.web.forms.fields import DayField, LineField, RadiosField, SelectField, WhenField, WordsField
from lantern.web.forms.keyed import KeyedForm
from lantern.web.forms.unknown import SEXES

APPROVER_WORDS = {
    Approver.NOMINATED_OFFICER: _("The nominated officer"),
    Approver.DIRECTOR: _("The director of children’s services"),
}
COPY_WORDS = {
    CarePlanCopy.WITH_NOTICE: _("A copy goes with this notice"),
    CarePlanCopy.GIVEN_BEFORE: _("It was given to them before"),
}
_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def _emergency() -> RadiosField:
    return RadiosField(
        label=_("Is it an emergency placement?"),
        choices=_YES_NO,
        inline=True,
        error_messages={"required": _("Choose whether it is an emergency placement")},
    )


class _AtAHome(CaseForm):
    """A form that says which home."""

    provider = SelectField(
        label=_("Which home or service?"),
        subject=_("the home or service"),
        error_messages={"required": _("Choose the home or service")},
    )
    mark_optional = False

    def __init__(self, *args: Any, placements: Iterable[PlacementChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["provider"]
        field.choices = [*field.choices, *((each.reference, each.words) for each in placements)]


class ApprovalForm(_AtAHome):
    """Who approved, when, and how the risk of going missing was weighed."""

    approver = RadiosField(
        label=_("Who approved it?"),
        choices=[(each.value, words) for each, words in APPROVER_WORDS.items()],
        error_messages={"required": _("Choose who approved it")},
    )
    approved_by = LineField(
        label=_("Name and post"), error_messages={"required": _("Enter who approved it, by name and post")}
    )
    when = WhenField(label=_("When was it approved?"), subject=_("when it was approved"))
    is_emergency = _emergency()
    consulted_on = DayField(
        label=_("On which day was the host authority consulted?"),
        subject=_("the day the host authority was consulted"),
        required=False,
    )
    care_plan_given_on = DayField(
        label=_("On which day was it given the care plan?"),
        subject=_("the day it was given the care plan"),
        required=False,
    )
    missing_risk = WordsField(
        label=_("How was the risk of going missing weighed in choosing this placement?"),
        help_text=_(
            "Who knows the child there, who could find them there, and what is different from before."
        ),
        rows=4,
        error_messages={"required": _("Enter how the risk of going missing was weighed")},
    )

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        names = ("provider", "approved_by", "missing_risk", "consulted_on", "care_plan_given_on")
        approval = Approval(
            approved=said["when"],
            approver=Approver(said["approver"]),
            is_emergency=said["is_emergency"] == "yes",
            **{name: said[name] for name in names},
        )
        return {"approval": approval}


class NoticeForm(_AtAHome):
    """The contents of the notice to the host authority."""

    begins_on = DayField(
        label=_("On which day does the placement begin, or did it?"),
        subject=_("the day the placement begins"),
        past=False,
    )
    is_emergency = _emergency()
    needs = WordsField(
        label=_("What does the assessment say of the child’s needs?"),
        max_length=10_000,
        rows=6,
        error_messages={"required": _("Enter the child’s needs")},
    )
    why_suitable = WordsField(
        label=_("Why is this placement the most suitable?"),
        max_length=10_000,
        rows=5,
        error_messages={"required": _("Enter why this placement is the most suitable")},
    )
    care_plan = RadiosField(
        label=_("Has the host authority the care plan?"),
        choices=[(each.value, words) for each, words in COPY_WORDS.items()],
        error_messages={"required": _("Choose whether the host authority has the care plan")},
    )

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        names = ("provider", "begins_on", "needs", "why_suitable")
        notice = Notice(
            care_plan=CarePlanCopy(said["care_plan"]),
            is_emergency=said["is_emergency"] == "yes",
            **{name: said[name] for name in names},
        )
        return {"notice": notice}


class GivenForm(CaseForm):
    """To whom the notice was given."""

    who = LineField(
        label=_("To whom at the host authority?"),
        help_text=_("Name and post"),
        error_messages={"required": _("Enter to whom it was given")},
    )
    route = RadiosField(
        label=_("By which route?"),
        choices=[(each.value, words) for each, words in ROUTE_WORDS.items()],
        error_messages={"required": _("Choose by which route")},
    )
    when = WhenField(label=_("When?"), subject=_("when it was given"))

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        return {"who": said["who"], "route": Route(said["route"]), "happened": said["when"]}


class AcknowledgedForm(CaseForm):
    """Who at the host authority said that they have it."""

    who = LineField(
        label=_("Who said that they have it?"),
        help_text=_("Name and post"),
        error_messages={"required": _("Enter who said that they have it")},
    )
    when = WhenField(label=_("When?"), subject=_("when it was acknowledged"))

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        return {"who": self.cleaned_data["who"], "happened": self.cleaned_data["when"]}


class HearersForm(_AtAHome):
    """Each of those who must hear: told on a day, or left out and why. What is empty is not said yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for whom in MustHear:
            self.fields[f"told_{whom.value}"] = DayField(
                label=_("Told in writing on"), subject=_("the day they were told"), required=False
            )
            self.fields[f"told_{whom.value}"].now = self.now  # type: ignore[attr-defined]
            if whom not in NEVER_LEFT_OUT:
                self.fields[f"why_{whom.value}"] = LineField(
                    label=_("Or left out, because"), required=False, max_length=1000
                )

    def rows(self) -> list[dict[str, Any]]:
        """Give each of them with their fields, as the page draws them."""
        return [
            {
                "title": _(HEARER_TITLES[whom]),
                "told": self[f"told_{whom.value}"],
                "why": self[f"why_{whom.value}"] if whom not in NEVER_LEFT_OUT else None,
            }
            for whom in MustHear
        ]

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        hearers = {
            whom: Hearing(
                told_on=said[f"told_{whom.value}"], left_out_because=said.get(f"why_{whom.value}", "")
            )
            for whom in MustHear
        }
        return {
            "provider": said["provider"],
            "hearers": {
                whom: each for whom, each in hearers.items() if each.told_on or each.left_out_because.strip()
            },
        }


class ReceivedForm(KeyedForm):
    """A notice that came on paper: which child, from whom, living where, and what came with it."""

    happened = "received"
    name = LineField(label=_("The child’s name"), error_messages={"required": _("Enter the child’s name")})
    date_of_birth = DayField(label=_("Date of birth"), subject=_("the date of birth"), required=False)
    sex = RadiosField(label=_("Sex"), choices=SEXES, initial=Sex.UNKNOWN.value, required=False, inline=True)
    from_authority = SelectField(
        label=_("Which authority placed the child?"),
        help_text=_(
            "Only authorities where nobody uses Lantern. One that does records the placement itself."
        ),
        subject=_("the authority that placed the child"),
    )
    provider = SelectField(
        label=_("In which home or service?"),
        help_text=_("Those of your own area"),
        subject=_("the home or service"),
    )
    begins_on = DayField(label=_("Since which day?"), subject=_("the day the placement began"))
    received = WhenField(label=_("When was the notice received?"), subject=_("when it was received"))
    sent_by = LineField(
        label=_("Who sent it?"),
        help_text=_("Name and post"),
        error_messages={"required": _("Enter who sent it")},
    )
    reach = LineField(
        label=_("How is that authority reached, at night too?"),
        error_messages={"required": _("Enter how that authority is reached")},
    )
    came_with = forms.MultipleChoiceField(
        label=_("What came with it?"),
        choices=[
            ("needs", _("The assessment of the child’s needs")),
            ("why", _("Why the placement is the most suitable")),
            ("care_plan", _("A copy of the care plan")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    acknowledged_on = DayField(
        label=_("On which day did you acknowledge it?"),
        subject=_("the day it was acknowledged"),
        required=False,
    )
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        authorities: Iterable[tuple[str, str]],
        placements: Iterable[PlacementChoice],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        placing: Any = self.fields["from_authority"]
        placing.choices = [*placing.choices, *authorities]
        homes: Any = self.fields["provider"]
        homes.choices = [*homes.choices, *((each.reference, each.name) for each in placements)]

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        names = ("name", "date_of_birth", "from_authority", "provider", "begins_on", "received")
        more = ("sent_by", "reach", "acknowledged_on")
        came = said["came_with"]
        notice = Received(
            sex=Sex(said["sex"] or Sex.UNKNOWN),
            has_needs="needs" in came,
            has_why="why" in came,
            has_care_plan="care_plan" in came,
            **{name: said[name] for name in (*names, *more)},
        )
        return {"notice": notice}
