"""The fields our forms are made of: days, times, times as well as they are known, counted words, choices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantern.vocabulary.days import LONDON, When, day_of
from lantern.web.forms import kept
from lantern.web.forms.widgets import CountedTextarea, DayBoxes, Radios, TimeBoxes, Typed, WhenBoxes
from lantern.web.forms.wording import Words, say_plainly

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WHOLE_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})?\s*(am|pm)?", re.IGNORECASE)
# The record itself refuses what happened later than this after it was recorded.
CLOCKS_MAY_DIFFER = timedelta(minutes=2)
EARLIEST_YEAR = 1900
CHOOSE = gettext_lazy("Choose one")


class LanternForm(forms.Form):
    """A form that knows what time it is, because its page's door read the clock once.

    `heading` names the field whose label is the page's heading.
    `mark_optional = False` leaves "(optional)" off.
    """

    use_required_attribute = False
    heading: str | None = None
    mark_optional = True

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.now = now
        say_plainly(self)
        for field in self.fields.values():
            if isinstance(field, Dated):
                field.now = now

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Begin with what its reader typed before and did not send, where the page is gone on with."""
        if kept.has_typed(self, field_name, field):
            return kept.typed(self, field_name, field)
        return super().get_initial_for_field(field, field_name)


class Asked:
    """What a field asks for, as it stands in the middle of a sentence: "the log number"."""

    subject: Words = ""

    def __init__(self, *args: Any, subject: Words = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject or self.subject


class Dated(Asked, forms.Field):
    """A field that is typed into several boxes, and may have to know what time it is."""

    now: datetime | None = None

    def __init__(self, *, past: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.past = past

    def clean(self, value: Any) -> Any:
        typed = value if isinstance(value, dict) else self.widget.typed(value)
        if not any(typed.values()):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self.read(typed)

    def read(self, typed: Typed) -> Any:
        raise NotImplementedError

    def has_changed(self, initial: Any, data: Any) -> bool:
        typed = {key: text for key, text in (data or {}).items() if text}
        return bool(self.widget.typed(initial) != typed)

    def wrong(self, text: str, code: str, *boxes: str) -> ValidationError:
        """Make an error about this field's subject that points at the named boxes."""
        words = text % {"subject": capfirst(str(self.subject))}
        return ValidationError(words, code=code, params={"boxes": boxes})

    def clock(self) -> datetime:
        """Give the page's moment; a form that checks against it must be a LanternForm."""
        if self.now is None:
            raise RuntimeError("a field that asks for the past needs LanternForm(now=...)")
        return self.now

    def read_day(self, typed: Typed) -> date:
        """Read the three boxes as a day, or say which of them is at fault."""
        missing = [key for key in ("day", "month", "year") if not typed.get(key)]
        if missing:
            raise self.wrong(_missing_words(missing), "incomplete", *missing)
        month = _month(typed["month"])
        if month is None:
            raise self.wrong(_("%(subject)s must have a real month"), "invalid", "month")
        if not re.fullmatch(r"[0-9]{4}", typed["year"]) or int(typed["year"]) < EARLIEST_YEAR:
            raise self.wrong(_("%(subject)s must have a year of 4 figures, such as 2026"), "invalid", "year")
        try:
            return date(int(typed["year"]), month, int(typed["day"]))
        except ValueError:
            raise self.wrong(_("%(subject)s must be a real day"), "invalid", "day") from None

    def read_time(self, typed: Typed) -> time | None:
        """Read hour and minute, or a whole time typed into the first; None where both are empty."""
        hour, minute = typed.get("hour", ""), typed.get("minute", "")
        if not hour and not minute:
            return None
        if not hour:
            raise self.wrong(_("%(subject)s must have an hour with its minutes"), "incomplete", "hour")
        found = WHOLE_TIME.fullmatch(f"{hour}:{minute}" if minute else hour)
        if found is None:
            raise self.wrong(_not_a_time(), "invalid", "hour", "minute")
        if found.group(2) is None and not found.group(3):
            raise self.wrong(_("%(subject)s must have minutes with its hour"), "incomplete", "minute")
        return self._time(int(found.group(1)), int(found.group(2) or 0), (found.group(3) or "").lower())

    def _time(self, hour: int, minute: int, half: str) -> time:
        if half and not 1 <= hour <= 12:
            raise self.wrong(_not_a_time(), "invalid", "hour")
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour > 23:
            raise self.wrong(_("%(subject)s must have an hour from 0 to 23"), "invalid", "hour")
        if minute > 59:
            raise self.wrong(_("%(subject)s must have minutes from 0 to 59"), "invalid", "minute")
        return time(hour, minute)

    def refuse_later_day(self, on: date) -> None:
        if self.past and on > day_of(self.clock()):
            raise self.wrong(_("%(subject)s must be today or in the past"), "future", "day", "month", "year")


def _missing_words(missing: list[str]) -> str:
    names = {"day": _("a day"), "month": _("a month"), "year": _("a year")}
    listed = _(" and ").join(names[key] for key in missing)
    return _("%(subject)s must include {listed}").replace("{listed}", listed)


def _not_a_time() -> str:
    return _("%(subject)s must be a real time, such as 02:14")


def _month(text: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text) if 1 <= int(text) <= 12 else None
    start = text.casefold()[:3]
    return MONTHS.index(start) + 1 if start in MONTHS else None


class DayField(Dated):
    """A day, in three boxes. Gives a date; refuses one after today in London unless `past` is False."""

    widget = DayBoxes
    subject = gettext_lazy("the date")

    def read(self, typed: Typed) -> date:
        on = self.read_day(typed)
        self.refuse_later_day(on)
        return on


class TimeField(Dated):
    """A time on the 24-hour clock, in two boxes. Gives a time, or None where it was left empty."""

    widget = TimeBoxes
    subject = gettext_lazy("the time")

    def read(self, typed: Typed) -> time | None:
        return self.read_time(typed)


class WhenField(Dated):
    """A time as well as it is known: the day always, the time only where somebody knows it. Gives a When.

    A box to tick stands for "just now" and gives the page's moment, unless `shortcut` is False. A time in
    the hour that comes twice in October is taken as the earlier one, so that no clock starts late.
    """

    widget = WhenBoxes
    subject = gettext_lazy("the date and time")

    def __init__(self, *, shortcut: bool = True, **kwargs: Any) -> None:
        known = gettext_lazy("Use the 24-hour clock. Leave hour and minute empty if nobody knows the time.")
        kwargs.setdefault("help_text", known)
        super().__init__(**kwargs)
        self.widget.shortcut = shortcut

    def read(self, typed: Typed) -> When:
        if typed.get("now"):
            return self._just_now(typed)
        on, at = self.read_day(typed), self.read_time(typed)
        self.refuse_later_day(on)
        return When(on=on) if at is None else self._at(on, at)

    def _just_now(self, typed: Typed) -> When:
        now = When.moment(self.clock())
        typed_day = {key: typed[key] for key in ("day", "month", "year") if typed.get(key)}
        if typed.get("hour") or typed.get("minute") or (typed_day and self.read_day(typed) != now.on):
            words = _("Tick “just now” or give a day and time, not both")
            raise ValidationError(words, code="contradiction", params={"boxes": ("now",)})
        return now

    def _at(self, on: date, at: time) -> When:
        local = datetime.combine(on, at, tzinfo=LONDON)
        moment = local.astimezone(UTC)
        if moment.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
            words = _("%(subject)s cannot be in the hour that the clocks skip that night")
            raise self.wrong(words, "no_such_time", "hour", "minute")
        if self.past and moment > self.clock() + CLOCKS_MAY_DIFFER:
            raise self.wrong(_("%(subject)s must be in the past"), "future", "hour", "minute")
        return When(on=on, at=moment)


def with_time(said: When, words: Words) -> datetime:
    """Give the moment on which a clock hangs; where only its day was typed, ask for the time in these words."""
    if said.at is None:
        raise ValidationError(str(words), code="incomplete", params={"boxes": ("hour", "minute")})
    return said.at


def this_month(now: datetime) -> dict[str, str]:
    """Give month and year to begin with: the day is for the caller to say, and a wrong one would go unseen."""
    today = day_of(now)
    return {"month": str(today.month), "year": str(today.year)}


class LineField(Asked, forms.CharField):
    """One line of text. `width` is how many characters the box looks made for (2, 3, 4, 5, 10, 20 or 30)."""

    def __init__(self, *, width: int | None = None, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        if width:
            self.widget.attrs["class"] = f"govuk-input--width-{width}"
        # As for the large box: too long is said, not cut.
        self.widget.attrs.pop("maxlength", None)


class TelephoneField(LineField):
    """A telephone number as it was given; with the telephone's own keys on a telephone."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("width", 20)
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)


class CodeField(LineField):
    """A one-time code in figures; spaces and hyphens that a person puts in are taken out."""

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("width", 10)
        kwargs.setdefault("max_length", 20)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\s-]", "", super().to_python(value) or "")


class WordsField(Asked, forms.CharField):
    """What somebody said, in a large box with a count. A line's end counts as one character."""

    def __init__(self, *, max_length: int = 4000, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, widget=CountedTextarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


@dataclass(frozen=True)
class Option:
    """The words of one choice, with a hint under them. Goes where a choice's label goes."""

    text: Words
    hint: Words = ""

    def __str__(self) -> str:
        return str(self.text)


class RadiosField(Asked, forms.ChoiceField):
    """One of a few. Without `initial` none is chosen beforehand: no answer is given for anybody."""

    def __init__(self, *, inline: bool = False, **kwargs: Any) -> None:
        super().__init__(widget=Radios(inline=inline), **kwargs)


class SelectField(Asked, forms.ChoiceField):
    """One of many. An empty first line is put in, so that the first of the list is no accident."""

    def __init__(self, *, choices: Any = (), empty: Words = CHOOSE, **kwargs: Any) -> None:
        super().__init__(choices=[("", empty), *choices], **kwargs)
