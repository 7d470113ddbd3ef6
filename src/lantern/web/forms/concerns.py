"""The forms about trafficking: signs, the authority's own view, no referral and why, and a withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from lantern.actions.concerns import Signs
from lantern.vocabulary.concerns import AuthorityView
from lantern.vocabulary.signs import SIGNS, Certainty, HeardFrom, SignGroup, SignSource
from lantern.web.forms.case import CaseForm
from lantern.web.forms.fields import (
    DayField,
    LineField,
    Option,
    RadiosField,
    SelectField,
    WhenField,
    WordsField,
)

GROUP_WORDS = {
    SignGroup.TOLD: _("What the child says, or is afraid to say"),
    SignGroup.DEBT_AND_THREATS: _("Debt, threats and orders"),
    SignGroup.EXPLOITATION: _("Exploitation"),
    SignGroup.MOVEMENT: _("Journey, papers and moves"),
    SignGroup.ADULTS: _("Adults around the child"),
    SignGroup.HEALTH_AND_FEELINGS: _("Health and how the child feels"),
    SignGroup.DAILY_LIFE: _("Daily life"),
}
CERTAINTY_WORDS = {Certainty.OBSERVED: _("Observed"), Certainty.SUSPECTED: _("Suspected")}
SOURCE_WORDS = {
    SignSource.MATRIX: _("Home Office and DCSF matrix"),
    SignSource.PARTNERSHIP: _("Sefton safeguarding partnership"),
    SignSource.STOP_THE_TRAFFIK: _("STOP THE TRAFFIK"),
    SignSource.PRACTICE: _("asked for by practitioners; in no published list that was read"),
}
HEARD_WORDS = {
    HeardFrom.OWN: _("I saw or heard it myself"),
    HeardFrom.CHILD: _("The child said so"),
    HeardFrom.CARER: _("A carer or the home"),
    HeardFrom.POLICE: _("The police"),
    HeardFrom.SOCIAL_WORKER: _("The social worker"),
    HeardFrom.SCHOOL: _("School"),
    HeardFrom.HEALTH: _("Health"),
    HeardFrom.INTERVIEW: _("A return interview"),
    HeardFrom.GUARDIAN: _("The guardian"),
    HeardFrom.OTHER: _("Somebody else"),
}
VIEW_WORDS = {
    AuthorityView.FACTOR_RECORDED: _("Our view: a factor is recorded"),
    AuthorityView.AT_RISK_AVERTED: _("Our view: at risk, averted"),
    AuthorityView.POTENTIAL_VICTIM: _("Our view: potential victim"),
}


class SignsForm(CaseForm):
    """The signs of one occasion. Nothing is chosen beforehand, and nothing adds them up."""

    heard_from = SelectField(
        label=_("Who saw or heard it?"),
        choices=[(each.value, words) for each, words in HEARD_WORDS.items()],
        error_messages={"required": _("Choose who saw or heard it")},
    )
    said_by = LineField(
        label=_("Name of who said so"),
        help_text=_("Seen only by those who may see addresses"),
        required=False,
    )
    when = WhenField(label=_("When was it seen or heard?"), subject=_("when it was seen or heard"))
    evidence = WordsField(
        label=_("What does it rest on?"),
        help_text=_(
            "Words that were said, papers, a place, a car. The next reader must be able to weigh it."
        ),
        required=False,
        rows=3,
        max_length=4000,
    )
    words = WordsField(
        label=_("Something else that worries you, in your own words"), required=False, rows=3, max_length=4000
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for sign in SIGNS:
            self.fields[f"sign_{sign.code}"] = SelectField(
                label=_(sign.words),
                choices=[(each.value, words) for each, words in CERTAINTY_WORDS.items()],
                empty=_("Not recorded"),
                required=False,
            )

    def groups(self) -> Iterator[dict[str, Any]]:
        """Give the signs by group, each with its field, where it was read and what a reader is told with it."""
        for group, title in GROUP_WORDS.items():
            signs = [
                {
                    "sign": sign,
                    "field": self[f"sign_{sign.code}"],
                    "source": SOURCE_WORDS[sign.source],
                    "means": _(sign.means) if sign.means else "",
                }
                for sign in SIGNS
                if sign.group is group
            ]
            yield {"title": title, "signs": signs}

    def signs(self) -> Signs:
        """Give what was chosen and typed as the action takes it."""
        said = self.cleaned_data
        chosen = [(sign.code, said.get(f"sign_{sign.code}")) for sign in SIGNS]
        return Signs(
            seen=tuple((code, Certainty(value)) for code, value in chosen if value),
            happened=said["when"],
            heard_from=HeardFrom(said["heard_from"]),
            said_by=said["said_by"],
            evidence=said["evidence"],
            words=said["words"],
        )


class ViewForm(CaseForm):
    """The authority's own view, with reasons. It does not stand for the decision of the competent authority."""

    view = RadiosField(
        label=_("What is the authority’s view?"),
        choices=[
            (
                AuthorityView.FACTOR_RECORDED.value,
                Option(_("A factor is recorded"), _("Trafficking is one of the things to keep in mind")),
            ),
            (
                AuthorityView.AT_RISK_AVERTED.value,
                Option(_("At risk, averted"), _("It was about to happen, and something stopped it")),
            ),
            (
                AuthorityView.POTENTIAL_VICTIM.value,
                Option(_("Potential victim"), _("A referral must be made: see the page that comes next")),
            ),
        ],
        error_messages={"required": _("Choose the authority’s view")},
    )
    when = WhenField(label=_("When was it decided?"), subject=_("when it was decided"))
    reasons = WordsField(
        label=_("Why?"), error_messages={"required": _("Enter the reasons")}, rows=4, max_length=4000
    )
    mark_optional = False

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "view": AuthorityView(said["view"]),
            "happened": said["when"],
            "reasons": said["reasons"],
        }


class NotReferredForm(CaseForm):
    """A concern, no referral, and why."""

    reasons = WordsField(
        label=_("Why is nobody referred?"),
        error_messages={"required": _("Enter why nobody is referred")},
        rows=4,
        max_length=4000,
    )
    decided_by = LineField(
        label=_("Who decided?"), error_messages={"required": _("Enter who decided")}, max_length=200
    )
    when = WhenField(label=_("When was it decided?"), subject=_("when it was decided"))
    look_again_on = DayField(
        label=_("When does somebody look again?"),
        subject=_("the day to look again"),
        help_text=_("Nobody is closed by silence"),
        past=False,
        error_messages={"required": _("Enter the day on which somebody looks again")},
    )
    mark_optional = False

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("reasons", "decided_by", "look_again_on")
        return {**{name: said[name] for name in names}, "happened": said["when"]}
