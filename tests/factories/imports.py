"""Files that were brought in, and the rows of them that were kept for correction."""

from __future__ import annotations

import itertools
from typing import Any

from lantern.accounts.models import Organisation
from lantern.accounts.organisations import new_reference
from lantern.record.context import seen_as
from lantern.record.models import ImportRow, ImportRun
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Role
from tests.factories.children import RECORDED_AT
from tests.factories.organisations import make_organisation

_numbers = itertools.count(1)


def importer(authority: Organisation) -> Actor:
    """Give the actor that a file's import is, for the authority whose file it is."""
    return Actor(role=Role.IMPORTER, name="Import", organisation_id=authority.pk)


def make_import_run(*, authority: Organisation | None = None, **fields: Any) -> ImportRun:
    authority = authority or make_organisation()
    fields.setdefault("reference", new_reference())
    fields.setdefault("form", "ssda903")
    fields.setdefault("began_at", RECORDED_AT)
    fields.setdefault("by_name", "Operator")
    with seen_as(importer(authority)):
        return ImportRun.objects.create(authority=authority, **fields)


def make_import_row(*, run: ImportRun | None = None, **fields: Any) -> ImportRow:
    run = run or make_import_run()
    fields.setdefault("file", "Missing.csv")
    fields.setdefault("line", 2)
    fields.setdefault("reason", "The day is not a day.")
    fields.setdefault("disposition", "refused")
    fields.setdefault("digest", f"{next(_numbers):064d}")
    with seen_as(importer(run.authority)):
        return ImportRow.objects.create(run=run, authority=run.authority, **fields)
