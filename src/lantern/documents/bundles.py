"""An inquiry bundle as an archive: the chronology as PDF and as JSON, attachments, and a manifest of them."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from lantern.actions import bundles as acting
from lantern.documents import manifests
from lantern.documents.chronology import chronology_paper, what_it_holds
from lantern.documents.manifests import Listed
from lantern.queries.bundles import Material
from lantern.queries.child_chronology import ChildChronology, ChildEntry
from lantern.queries.values import ChildPage
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.entries import KIND_TITLES

PAPER, RECORD = "chronology.pdf", "record.json"
SEALED_OUT = "Entries that were sealed as another child's are left out."
SEALED_IN = "Entries that were sealed as another child's are in it: the information owner put them in."


def release(
    *, reference: str, with_sealed: bool, words: str, key: str | None, by: Actor, now: datetime
) -> str:
    """Make the archive of a bundle that somebody else asked for, and release it; gives the bundle's reference.

    What is in it is read first, as an act of its own; the archive is made outside any transaction.
    """
    material = acting.open_material(reference=reference, with_sealed=with_sealed, by=by, now=now)
    content = archive(material=material, with_sealed=with_sealed, by=by, now=now)
    return acting.release(
        reference=reference, content=content, with_sealed=with_sealed, words=words, key=key, by=by, now=now
    )


def archive(*, material: Material, with_sealed: bool, by: Actor, now: datetime) -> bytes:
    """Make the archive: every file listed in its manifest with its SHA-256."""
    files = {
        PAPER: chronology_paper(opened=material.chronology, by=by),
        RECORD: json.dumps(record(material), ensure_ascii=False, indent=1).encode() + b"\n",
        **{each.name: each.content for each in material.attached},
    }
    said = _manifest(material, with_sealed=with_sealed, by=by, now=now)
    listed = [Listed.of(name, content) for name, content in files.items()]
    files[manifests.NAME] = manifests.written(said, files=listed)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name, content in files.items():
            one = zipfile.ZipInfo(name, date_time=now.timetuple()[:6])
            one.compress_type = zipfile.ZIP_DEFLATED
            one.external_attr = 0o600 << 16
            zipped.writestr(one, content)
    return made.getvalue()


def _manifest(material: Material, *, with_sealed: bool, by: Actor, now: datetime) -> dict[str, Any]:
    line, last = material.line, material.last_audited
    return {
        "bundle": line.reference,
        "child": line.child,
        "episode": line.episode or None,
        "recipient": {"name": line.recipient, "post": line.recipient_post, "route": line.route},
        "reasons": line.reasons,
        "asked": {"by": line.asked_by, "role": line.asked_by_role, "at": _at(line.asked_at)},
        "released": {"by": by.name, "role": by.role.value, "at": _at(now)},
        "holds_sealed": with_sealed,
        "what_it_holds": [*what_it_holds(material.chronology), SEALED_IN if with_sealed else SEALED_OUT],
        "audit_chain": {"number": last.number, "at": _at(last.at), "sha256": last.sha256} if last else None,
    }


def record(material: Material) -> dict[str, Any]:
    """Give the record as JSON will hold it; its shape is written in docs/bundle.md."""
    opened, whole = material.chronology, not material.line.episode
    return {
        "format": "lantern-record",
        "version": manifests.VERSION,
        "child": _child(material.about, whole=whole),
        "episodes": _episodes(opened, only=material.line.episode),
        "entries": [_entry(line) for line in opened.entries],
        "other_records": [
            {
                "reference": other.child,
                "what_it_holds": list(what_it_holds(other)),
                "episodes": _episodes(other),
                "entries": [_entry(line) for line in other.entries],
            }
            for other in opened.others
        ],
        "attachments": [
            {"name": one.name, "words": one.words, "added_by": one.by_name, "added_at": _at(one.recorded_at)}
            for one in material.attached
        ],
    }


def _episodes(opened: ChildChronology, *, only: str = "") -> list[dict[str, Any]]:
    return [
        {"reference": each.reference, "reported_at": _at(each.reported_at)}
        for each in opened.episodes
        if only in {"", each.reference}
    ]


def _child(about: ChildPage, *, whole: bool) -> dict[str, Any]:
    """Give who the child is; care episodes and contacts only where the whole record was asked for."""
    known: dict[str, Any] = {
        "reference": about.reference,
        "name": about.name,
        "names": [{"kind": kind, "name": name} for kind, name in about.names],
        "date_of_birth": about.date_of_birth.isoformat() if about.date_of_birth else None,
        "date_of_birth_certainty": about.date_of_birth_certainty,
        "sex": about.sex,
        "nationality": about.nationality,
        "languages": about.languages,
        "identifiers": [{"kind": kind, "value": value} for kind, value in about.identifiers],
        "responsible_authority": about.responsible_authority,
        "host_authority": about.host_authority,
        "placement": about.placement,
    }
    if whole:
        known["care_episodes"] = [
            {"from": began.isoformat(), "until": ended.isoformat() if ended else None}
            | {"legal_status": status, "placement": code}
            for began, ended, status, code in about.care_episodes
        ]
        known["contacts"] = [{"what": what, "words": words} for what, words in about.protected or ()]
    return known


def _entry(line: ChildEntry) -> dict[str, Any]:
    entry = line.entry
    return {
        "number": entry.number,
        "kind": entry.kind.value,
        "title": KIND_TITLES[entry.kind],
        "episode": line.episode or None,
        "happened_on": entry.happened.on.isoformat(),
        "happened_at": _at(entry.happened.at) if entry.happened.at else None,
        "recorded_at": _at(entry.recorded_at),
        "by": {"name": entry.by_name, "role": entry.by_role, "organisation": entry.by_organisation},
        "facts": [{"label": label, "words": words} for label, words in entry.facts],
        "words": entry.words,
        "said_by": entry.said_by,
        "corrects": entry.corrects,
        "is_struck": entry.is_struck,
        "is_sealed": line.is_sealed,
    }


def _at(moment: datetime) -> str:
    return moment.isoformat()
