"""What an administrator types: organisations, teams, and the two proofs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.organisations import OrganisationFacts, TeamFacts
from lantern.queries.set_up import OrganisationLine
from lantern.vocabulary.roles import OrganisationKind
from lantern.web.forms.fields import CodeField, LineField, SelectField, TelephoneField, WhenField
from lantern.web.forms.keyed import KeyedForm

KINDS = {
    OrganisationKind.LOCAL_AUTHORITY: _("Local authority"),
    OrganisationKind.POLICE_FORCE: _("Police force"),
    OrganisationKind.FOSTERING_SERVICE: _("Fostering service"),
    OrganisationKind.CHILDRENS_HOME: _("Children’s home"),
    OrganisationKind.SUPPORTED_ACCOMMODATION: _("Supported accommodation"),
    OrganisationKind.IMMIGRATION: _("Immigration"),
    OrganisationKind.GUARDIAN_SERVICE: _("Guardian service"),
    OrganisationKind.RETURN_INTERVIEW_SERVICE: _("Return interview service"),
    OrganisationKind.ADVOCACY: _("Advocacy"),
    OrganisationKind.HEALTH: _("Health"),
    OrganisationKind.SCHOOL: _("School or college"),
    OrganisationKind.SAFEGUARDING_PARTNERSHIP: _("Safeguarding partnership"),
    OrganisationKind.CHARITY: _("Charity"),
}


class MailboxField(forms.EmailField):
    """An organisation's mailbox: never a private person's."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.EmailInput(attrs={"spellcheck": "false", "autocapitalize": "none"}))
        super().__init__(max_length=254, **kwargs)


class TeamForm(KeyedForm):
    """A team, and how to reach it at night."""

    name = LineField(label=_("Name of the team"), subject=_("the name"))
    out_of_hours_telephone = TelephoneField(
        label=_("Out-of-hours number"),
        required=False,
        help_text=_("The number that is answered when the office is shut."),
    )
    email = MailboxField(
        label=_("Mailbox"), required=False, help_text=_("The team’s own. Never a private person’s address.")
    )
    second_email = MailboxField(
        label=_("Second mailbox"),
        required=False,
        help_text=_("The code for a notice goes here, so that one mailbox alone is not enough to open it."),
    )

    def facts(self) -> TeamFacts:
        return TeamFacts(**{name: self.cleaned_data[name] for name in TeamFacts.__dataclass_fields__})

    def clean(self) -> dict[str, Any]:
        """Ask that a second mailbox be another one."""
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("email", ""), cleaned.get("second_email", "")
        if second and first.lower() == second.lower():
            self.add_error("second_email", _("The second mailbox must be another one, or leave it empty"))
        return cleaned


class OrganisationForm(TeamForm):
    """An organisation, and how to reach it."""

    kind = SelectField(
        label=_("What it is"), subject=_("what it is"), choices=[(k.value, w) for k, w in KINDS.items()]
    )
    name = LineField(label=_("Name"), subject=_("the name"))
    switchboard = TelephoneField(label=_("Switchboard"), required=False)
    email = MailboxField(
        label=_("Mailbox"),
        required=False,
        help_text=_("The organisation’s own. Never a private person’s address."),
    )
    duty_mobile = TelephoneField(
        label=_("Duty mobile, for text messages"),
        required=False,
        help_text=_("The organisation’s own. A text says only that a message waits in the duty mailbox."),
    )
    police_force = SelectField(
        label=_("Police force that covers it"), required=False, help_text=_("For a local authority.")
    )
    area_authority = SelectField(
        label=_("Local authority in whose area it stands"),
        required=False,
        help_text=_("For a home or a service."),
    )
    field_order = (
        "key",
        "kind",
        "name",
        "switchboard",
        "out_of_hours_telephone",
        "email",
        "second_email",
        "duty_mobile",
    )

    def __init__(self, *args: Any, organisations: Iterable[OrganisationLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(organisations)
        for name, kind in _CHOSEN.items():
            choices = [(row.reference, row.name) for row in rows if row.kind is kind]
            self.fields[name].choices = [("", _("None")), *choices]  # type: ignore[attr-defined]

    def facts(self) -> OrganisationFacts:  # type: ignore[override]
        given = {name: self.cleaned_data[name] for name in OrganisationFacts.__dataclass_fields__}
        return OrganisationFacts(**{**given, "kind": OrganisationKind(given["kind"])})


_CHOSEN = {
    "police_force": OrganisationKind.POLICE_FORCE,
    "area_authority": OrganisationKind.LOCAL_AUTHORITY,
}


class SendCodeForm(KeyedForm):
    """Which mailbox to prove."""

    organisation = SelectField(label=_("Send a code to the mailbox of"), subject=_("an organisation"))

    def __init__(self, *args: Any, organisations: Iterable[OrganisationLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.reference, f"{row.name} ({row.email})") for row in organisations if row.email]
        self.fields["organisation"].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]


class ProofCodeForm(KeyedForm):
    """The code that arrived."""

    code = CodeField(
        label=_("Code that arrived"), subject=_("the code"), help_text=_("8 figures. It holds for one hour.")
    )


class ProveNumberForm(KeyedForm):
    """A call that somebody made to an out-of-hours number."""

    organisation = SelectField(label=_("Which number did you ring?"), subject=_("which number you rang"))
    answered_by = LineField(
        label=_("Who answered?"),
        subject=_("who answered"),
        help_text=_("Their name, or the name of the desk."),
    )
    rung = WhenField(label=_("When did you ring?"), subject=_("the call"))

    def __init__(self, *args: Any, organisations: Iterable[OrganisationLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_number = [row for row in organisations if row.out_of_hours_telephone]
        self.numbers = {row.reference: row.out_of_hours_telephone for row in with_number}
        choices = [(row.reference, f"{row.name}: {row.out_of_hours_telephone}") for row in with_number]
        self.fields["organisation"].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]
