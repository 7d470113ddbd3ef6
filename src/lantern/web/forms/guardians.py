"""The forms about a child's guardian: asking, naming, hearing, challenging, answering and leaving."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from lantern.actions.guardians import Named
from lantern.vocabulary.concerns import ChallengeAbout, GuardianRole, GuardianSays
from lantern.web.forms.case import CaseForm
from lantern.web.forms.fields import LineField, Option, RadiosField, SelectField, WhenField, WordsField

ROLE_WORDS = {
    GuardianRole.DIRECT: _("Works with the child"),
    GuardianRole.INDIRECT: _("Works with those who care for the child"),
}
ABOUT_WORDS = {
    ChallengeAbout.SAFER_ACCOMMODATION: _("Safer accommodation"),
    ChallengeAbout.TRACING: _("Tracing the family"),
    ChallengeAbout.OTHER: _("Something else"),
}


NO_ACCOUNT = _("No account: their words are written down for them")


def _when(label: Any) -> WhenField:
    return WhenField(label=label, subject=_("when it was"))


def account_field(label: Any) -> SelectField:
    """Ask for one of the accounts of guardians, which the form is given when it is made."""
    return SelectField(
        label=label,
        help_text=_(
            "Whoever has this account sees this child and no other from the moment you record it: the record, the "
            "chronology and the going-missing plan; no addresses or telephones. It ends when they leave."
        ),
        required=False,
        empty=NO_ACCOUNT,
    )


def offer(form: CaseForm, accounts: Iterable[tuple[int, str]], empty: Any = NO_ACCOUNT) -> None:
    """Offer these accounts, by number, each said by its holder and service."""
    offered = [(str(number), words) for number, words in accounts]
    form.fields["account"].choices = [("", empty), *offered]  # type: ignore[attr-defined]


class LetInForm(CaseForm):
    """By which account the guardian whom the child has sees the child from now."""

    account = account_field(_("Which account does the guardian have here?"))
    mark_optional = False

    def __init__(self, *args: Any, accounts: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, accounts, empty=_("Choose one"))
        self.fields["account"].required = True
        self.fields["account"].error_messages["required"] = _("Choose the guardian’s account")

    def given(self) -> dict[str, Any]:
        return {"account": int(self.cleaned_data["account"])}


class AskForm(CaseForm):
    """That a service was asked for a guardian."""

    service = LineField(
        label=_("Which service was asked?"), error_messages={"required": _("Enter the service")}
    )
    when = _when(_("When was it asked?"))
    reference = LineField(label=_("Reference"), required=False, max_length=60, width=20)
    words = WordsField(label=_("What was said?"), required=False, rows=3)

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**{name: said[name] for name in ("service", "reference", "words")}, "happened": said["when"]}


class AllocateForm(CaseForm):
    """Who was named."""

    account = account_field(_("Which account does the guardian have here?"))
    guardian_name = LineField(label=_("Without an account: name of the guardian"), required=False)
    service = LineField(label=_("Without an account: service"), required=False)
    role = RadiosField(
        label=_("In which role?"),
        choices=[
            (
                GuardianRole.DIRECT.value,
                Option(ROLE_WORDS[GuardianRole.DIRECT], _("Nobody here has parental responsibility")),
            ),
            (
                GuardianRole.INDIRECT.value,
                Option(ROLE_WORDS[GuardianRole.INDIRECT], _("Somebody here has parental responsibility")),
            ),
        ],
        error_messages={"required": _("Choose the role")},
    )
    contact = LineField(label=_("How to reach them at work"), required=False)
    when = _when(_("When were they named?"))
    words = WordsField(label=_("Anything else?"), required=False, rows=2)
    mark_optional = False

    def __init__(self, *args: Any, accounts: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, accounts)

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        named = Named(
            guardian_name=said["guardian_name"],
            service=said["service"],
            role=GuardianRole(said["role"]),
            contact=said["contact"],
            account=int(said["account"]) if said["account"] else None,
        )
        return {"named": named, "happened": said["when"], "words": said["words"]}


class NoteForm(CaseForm):
    """A contact with the guardian."""

    when = _when(_("When was it?"))
    words = WordsField(
        label=_("What was said?"), error_messages={"required": _("Enter what was said")}, rows=4
    )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        note = {"says": GuardianSays.CONTACT, "decision": None, "about": ""}
        return {**note, "happened": said["when"], "words": said["words"]}


class GuardianViewForm(CaseForm):
    """The guardian's view on a decision: one of this page, or another in words."""

    decision = SelectField(label=_("On which decision?"), required=False, empty=_("Another decision"))
    about = LineField(label=_("Another decision: which?"), required=False)
    when = _when(_("When did the guardian say so?"))
    words = WordsField(
        label=_("What is the guardian’s view?"),
        error_messages={"required": _("Enter the guardian’s view")},
        rows=4,
    )
    mark_optional = False

    def __init__(self, *args: Any, decisions: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(number), words) for number, words in decisions]
        self.fields["decision"].choices = [("", _("Another decision")), *offered]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "says": GuardianSays.VIEW,
            "decision": int(said["decision"]) if said["decision"] else None,
            "about": said["about"],
            "happened": said["when"],
            "words": said["words"],
        }


class ChallengeForm(CaseForm):
    """What the guardian challenges."""

    about = RadiosField(
        label=_("What is it about?"),
        choices=[(each.value, words) for each, words in ABOUT_WORDS.items()],
        error_messages={"required": _("Choose what it is about")},
    )
    when = _when(_("When was it challenged?"))
    words = WordsField(
        label=_("What is challenged, and what is asked for?"),
        error_messages={"required": _("Enter what is challenged")},
        rows=4,
    )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "about": ChallengeAbout(said["about"]),
            "happened": said["when"],
            "words": said["words"],
        }


class AnswerChallengeForm(CaseForm):
    """What is answered to a challenge."""

    agreed = RadiosField(
        label=_("Does the authority agree?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        inline=True,
        error_messages={"required": _("Choose whether the authority agrees")},
    )
    when = _when(_("When was it answered?"))
    words = WordsField(
        label=_("What is done, or why not?"),
        error_messages={"required": _("Enter what is done, or why not")},
        rows=4,
    )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"agreed": said["agreed"] == "yes", "happened": said["when"], "words": said["words"]}


class LeaveForm(CaseForm):
    """That the guardian has no more to do with the child."""

    when = _when(_("When did it end?"))
    words = WordsField(label=_("Why?"), error_messages={"required": _("Enter why")}, rows=3)

    def given(self) -> dict[str, Any]:
        return {"happened": self.cleaned_data["when"], "words": self.cleaned_data["words"]}
