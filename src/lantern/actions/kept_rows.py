"""Rows of a file that did not go in as they stood: kept for correction, the same fault once."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from lantern.actions.bulk_staging import insert_set
from lantern.record.models import ImportRow, ImportRun
from lantern.returns.rows import Faulty

_FIELDS = (
    *("run", "authority", "file", "line", "column", "value", "reason", "rule", "disposition"),
    *("row_text", "digest", "state", "settled_by", "settled_reason"),
    "corrected_text",
)


def keep_faults(faults: Iterable[Faulty], *, run: ImportRun, seen: Counter[str]) -> list[str]:
    """Store every fault once and give their digests: in another reading, or in a renamed file, it is the same row.

    `seen` counts what stood in this run before: the same row three times in one file is three rows to look at.
    """
    rows = [_values(run, fault, seen) for fault in faults]
    insert_set(ImportRow, _FIELDS, rows, keeps_what_is_there=True)
    return [str(row[_FIELDS.index("digest")]) for row in rows]


def _values(run: ImportRun, fault: Faulty, seen: Counter[str]) -> tuple[Any, ...]:
    text = json.dumps(dict(fault.row), ensure_ascii=False)
    same = _same(run.form, fault, text)
    seen[same] += 1
    return (
        run.pk,
        run.authority_id,
        fault.file[:200],
        fault.line,
        fault.column[:60],
        fault.value[:300],
        fault.reason[:400],
        fault.rule[:20],
        fault.disposition.value,
        text,
        _hashed(f"{seen[same]} {same}"),
        ImportRow.OPEN,
        "",
        "",
        "{}",
    )


def _same(form: str, fault: Faulty, text: str) -> str:
    whole_file = "" if fault.row else f"{fault.file} {fault.reason}"
    return _hashed(json.dumps([form, whole_file, fault.column, fault.rule, fault.disposition.value, text]))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
