"""What is said when an answer is missing or will not do: which answer, and what would do instead."""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from django import forms
from django.forms.utils import pretty_name
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Words = str | Promise


def subject_of(label: str) -> str:
    """Make a label fit the middle of a sentence: `Log number` gives `log number`, `PC number` stays."""
    if len(label) > 1 and label[0].isupper() and label[1].islower():
        return label[0].lower() + label[1:]
    return label


def plain_messages(field: forms.Field, name: str, subject: Words = "") -> dict[str, str]:
    """Give a field's messages by their code, about `subject` or, without one, about what its label asks."""
    label = str(field.label or pretty_name(name))
    about = str(subject) or subject_of(label)
    if label.endswith("?") and not subject:
        required, start = _("Answer the question “%(label)s”") % {"label": label}, _("The answer")
    else:
        choice = isinstance(field, forms.ChoiceField)
        required = (_("Choose %(subject)s") if choice else _("Enter %(subject)s")) % {"subject": about}
        start = str(capfirst(about)).replace("%", "%%") or _("The answer")
    if isinstance(field, forms.BooleanField):
        required = _("Tick the box: %(label)s") % {"label": label}
    return {
        "required": required,
        "max_length": start + _(" must be %(limit_value)d characters or fewer; it is %(show_value)d now"),
        "min_length": start + _(" must be %(limit_value)d characters or more; it is %(show_value)d now"),
        "invalid_choice": _("Choose one of the answers on the page"),
        "invalid_list": _("Choose from the answers on the page"),
        **_of_kind(field, start),
    }


def _of_kind(field: forms.Field, start: str) -> dict[str, str]:
    if isinstance(field, forms.EmailField):
        return {"invalid": start + _(" must be an e-mail address, such as name@example.org")}
    if isinstance(field, forms.IntegerField):
        return {"invalid": start + _(" must be a whole number")}
    return {}


def say_plainly(form: forms.Form) -> None:
    """Put plain words in place of Django's own on each of a form's fields, and leave any that a field was given."""
    said = _said_by(type(form), get_language() or "")
    for name, field in form.fields.items():
        field.error_messages.update(said[name])


# Worked out once for each kind of form and language: forms are drawn often, and some kinds are made for one page only.
_SAID: WeakKeyDictionary[type[forms.Form], dict[str, Mapping[str, Mapping[str, str]]]] = WeakKeyDictionary()


def _said_by(kind: type[forms.Form], language: str) -> Mapping[str, Mapping[str, str]]:
    """Give what each field of a kind of form says in a language."""
    by_language = _SAID.setdefault(kind, {})
    if language not in by_language:
        fields: Mapping[str, forms.Field] = kind.base_fields
        by_language[language] = {name: _in_place_of_own(field, name) for name, field in fields.items()}
    return by_language[language]


def _in_place_of_own(field: forms.Field, name: str) -> dict[str, str]:
    own: dict[str, Words] = {}
    for kind in reversed(type(field).__mro__):
        own.update(getattr(kind, "default_error_messages", {}))
    return {
        code: text
        for code, text in plain_messages(field, name, getattr(field, "subject", "")).items()
        if (given := field.error_messages.get(code)) is None or given == own.get(code)
    }
