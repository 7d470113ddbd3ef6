"""What a column can keep of what somebody typed: said in words before the database would crash on it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from django.db import models

from lantern.vocabulary.refusals import Refused


def check_can_be_kept(given: object) -> None:
    """Refuse text that no database can keep: a NUL character, or half of a character of four bytes.

    Looks into a text, into each of several, and into the fields of a dataclass.
    """
    if isinstance(given, str):
        _check(given, field=None)
    elif isinstance(given, tuple):
        for each in given:
            check_can_be_kept(each)
    elif is_dataclass(given):
        for each in fields(given):
            value = getattr(given, each.name)
            if isinstance(value, str):
                _check(value, field=each.name)
            elif isinstance(value, tuple):
                check_can_be_kept(value)


def _check(text: str, *, field: str | None) -> None:
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Refused(
            "What was typed holds a character that cannot be kept. Nothing was recorded. "
            "Type it again, without copying it from elsewhere.",
            field=field,
        )


def check_fits(row: models.Model) -> None:
    """Refuse a row one of whose texts is longer than its column allows; nothing is ever cut short in silence."""
    for column in row._meta.concrete_fields:
        most = getattr(column, "max_length", None)
        value = getattr(row, column.attname)
        if most is not None and isinstance(value, str) and len(value) > most:
            raise Refused(
                f"This is too long to be kept ({column.verbose_name}): {len(value):,} characters, and {most:,} "
                "fit. Nothing was recorded. Shorten it, or add the rest as information received.",
                field=column.name,
            )
