"""How a form is drawn: GOV.UK markup from templates/django/forms, and what each widget must carry for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

from lantern.web.forms.widgets import Boxes, CountedTextarea

# The first that fits; a checkbox is an Input too.
_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.widgets.Input, "govuk-input"),
)


class GovukBoundField(BoundField):
    """A field on a page: which class it wears, which box is wrong, where its errors lead."""

    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> Any:
        """Give the widget its class and descriptions; never `required`: the server says it better."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        if isinstance(widget, Boxes):
            widget.mark(self.wrong_boxes if self.errors else None)
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)
        elif not widget.is_hidden:
            self._dress(attrs, widget)
        return attrs

    def _dress(self, attrs: dict[str, Any], widget: forms.Widget) -> None:
        own = attrs.get("class") or widget.attrs.get("class")
        worn = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")
        wrong = f"{worn}--error" if worn and self.errors and not self.is_checkbox else ""
        attrs["class"] = " ".join(name for name in (worn, wrong, own) if name)
        if worn in {"govuk-input", "govuk-textarea"}:
            # A desk is shared: the browser must not offer the last child's name to the next person.
            attrs.setdefault("autocomplete", widget.attrs.get("autocomplete", "off"))
        if isinstance(widget, CountedTextarea) and self.auto_id:
            described = attrs.get("aria-describedby", "")
            attrs["aria-describedby"] = f"{described} {self.auto_id}-info".strip()

    @property
    def words(self) -> str:
        """The label, and whether it may be left empty."""
        marks = getattr(self.form, "mark_optional", True) and not self.is_checkbox
        if self.field.required or not marks or not self.label:
            return str(self.label or "")
        return _("%(label)s (optional)") % {"label": self.label}

    @property
    def is_heading(self) -> bool:
        """Whether the label is the page's heading: one question a page."""
        return getattr(self.form, "heading", None) == self.name

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_boxes(self) -> bool:
        return isinstance(self.field.widget, Boxes)

    @property
    def wrong_boxes(self) -> frozenset[str]:
        """The boxes that the errors name; empty where an error is about all of them."""
        return frozenset(key for error in self._errors() for key in _boxes(error))

    @property
    def links(self) -> list[dict[str, str]]:
        """Each error's words, and the address of the very box to put right."""
        return [
            {"text": text, "href": f"#{self._target(_boxes(error))}" if self.auto_id else ""}
            for error in self._errors()
            for text in error.messages
        ]

    def _errors(self) -> list[Any]:
        return self.errors.as_data()

    def _target(self, keys: tuple[str, ...]) -> str:
        if self.is_boxes and keys:
            return f"{self.auto_id}_{keys[0]}"
        if isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return self.id_for_label


def _boxes(error: Any) -> tuple[str, ...]:
    return tuple((getattr(error, "params", None) or {}).get("boxes", ()))


def error_links(form: forms.BaseForm) -> list[dict[str, str]]:
    """List what is wrong with a form, its whole first, then field by field in the order of the page."""
    whole = [{"text": str(error), "href": ""} for error in form.non_field_errors()]
    fields = [link for field in form.visible_fields() if field.errors for link in _links(field)]
    hidden = [{"text": str(error), "href": ""} for field in form.hidden_fields() for error in field.errors]
    return whole + fields + hidden


def _links(field: BoundField) -> list[dict[str, str]]:
    if isinstance(field, GovukBoundField):
        return field.links
    return [{"text": str(error), "href": f"#{field.id_for_label}"} for error in field.errors]


class GovukRenderer(TemplatesSetting):
    """Find form templates where the pages' are found; our own come before Django's."""

    bound_field_class = GovukBoundField
