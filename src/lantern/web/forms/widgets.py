"""What stands on the page for a field drawn as several boxes, or with a count of its characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantern.vocabulary.days import LONDON, When

Typed = dict[str, str]


@dataclass(frozen=True)
class Box:
    """One small box: its key in names and addresses, the words above it, and how many figures it is wide."""

    key: str
    label: str | Promise
    width: int = 2


DAY_BOXES = (Box("day", _("Day")), Box("month", _("Month")), Box("year", _("Year"), 4))
TIME_BOXES = (Box("hour", _("Hour")), Box("minute", _("Minute")))


class Boxes(forms.Widget):
    """Several boxes that together say one thing. What was typed is given back as it was, right or wrong."""

    template_name = "django/forms/widgets/boxes.html"
    use_fieldset = True
    boxes: tuple[Box, ...] = ()

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.wrong: frozenset[str] = frozenset()

    def mark(self, wrong: Iterable[str] | None) -> None:
        """Mark the boxes that an error is about; None unmarks, an empty choice marks them all."""
        if wrong is None:
            self.wrong = frozenset()
        else:
            self.wrong = frozenset(wrong) or frozenset(box.key for box in self.boxes)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return {box.key: str(data.get(f"{name}_{box.key}", "")).strip() for box in self.boxes}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{box.key}" in data for box in self.boxes)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_{self.boxes[0].key}" if id_ else ""

    def typed(self, value: Any) -> Typed:
        """Give what stands in each box for a value: typed words as they are, a stored value taken apart."""
        return value if isinstance(value, dict) else {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = self.typed(value)
        id_ = context["widget"]["attrs"].get("id", "")
        context["widget"]["boxes"] = [
            {
                "name": f"{name}_{box.key}",
                "id": f"{id_}_{box.key}",
                "label": box.label,
                "width": box.width,
                "value": typed.get(box.key, ""),
                "wrong": box.key in self.wrong,
                "disabled": context["widget"]["attrs"].get("disabled", False),
            }
            for box in self.boxes
        ]
        return context


def _day(on: date) -> Typed:
    return {"day": str(on.day), "month": str(on.month), "year": str(on.year)}


def _clock(at: time) -> Typed:
    return {"hour": f"{at.hour:02}", "minute": f"{at.minute:02}"}


class DayBoxes(Boxes):
    """Day, month, year."""

    boxes = DAY_BOXES

    def typed(self, value: Any) -> Typed:
        if isinstance(value, datetime):
            return _day(value.astimezone(LONDON).date())
        return _day(value) if isinstance(value, date) else super().typed(value)


class TimeBoxes(Boxes):
    """Hour and minute, on the 24-hour clock."""

    boxes = TIME_BOXES

    def typed(self, value: Any) -> Typed:
        return _clock(value) if isinstance(value, time) else super().typed(value)


class WhenBoxes(Boxes):
    """A day, a time only where it is known, and a box to tick that stands for both: just now."""

    template_name = "django/forms/widgets/when.html"
    boxes = DAY_BOXES + TIME_BOXES
    shortcut = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        typed = super().value_from_datadict(data, files, name)
        return {**typed, "now": "on" if self.shortcut and data.get(f"{name}_now") else ""}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}_now" not in data and super().value_omitted_from_data(data, files, name)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_now" if id_ and self.shortcut else super().id_for_label(id_)

    def typed(self, value: Any) -> Typed:
        if isinstance(value, datetime):
            value = When.moment(value)
        if isinstance(value, When):
            known = _clock(value.at.astimezone(LONDON).time()) if value.at else {}
            return {**_day(value.on), **known}
        return _day(value) if isinstance(value, date) else super().typed(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["day_boxes"], widget["time_boxes"] = widget["boxes"][:3], widget["boxes"][3:]
        widget["shortcut"] = self.shortcut
        widget["now"] = {
            "name": f"{name}_now",
            "id": f"{widget['attrs'].get('id', '')}_now",
            "ticked": bool(self.typed(value).get("now")),
        }
        return context


class CountedTextarea(forms.Textarea):
    """A large box that says how many characters are left."""

    template_name = "django/forms/widgets/counted.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        # The browser must not cut what is pasted: the count says that it is too long, and nothing is lost.
        context["widget"]["limit"] = context["widget"]["attrs"].pop("maxlength", None)
        return context


class Radios(forms.RadioSelect):
    """Radio buttons; on one line where there are two or three short ones."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, choices: Any = (), *, inline: bool = False
    ) -> None:
        super().__init__(attrs, choices)
        self.inline = inline

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["inline"] = self.inline
        return context
