"""A child's photograph: added by who has one, opened by who may see it (which is recorded), withdrawn with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions.acting import acts, audit, written_by_post
from lantern.gateways.files import Picture
from lantern.queries.missing import find_child
from lantern.queries.seeing import may, require, visible_to
from lantern.record.context import hand_on_children
from lantern.record.models import Child, Photograph
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission

_NO_PHOTOGRAPH = (
    "There is no photograph by that reference that you may see. Open the child's page again, or ring the duty "
    "team. This attempt has been recorded."
)


@dataclass(frozen=True, kw_only=True)
class OpenedPhotograph:
    """A photograph's bytes, for one answer to one reader."""

    content: bytes
    media_type: str


@acts
def add_photograph(*, child: str, picture: Picture, words: str, by: Actor, now: datetime) -> str:
    """Add a photograph of a child; gives its reference. Whoever adds one need not be one who may see it."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.ADD_PHOTOGRAPH, row=row, by=by)
    if row.matched_to_id is not None:
        raise Refused("It is known now who this child is. Nothing was added. Add it to the known child.")
    reference = keep_photograph(child=row, picture=picture, words=words, by=by, now=now)
    audit(action="photographs.add_photograph", about=child, by=by, now=now)
    return reference


def keep_photograph(*, child: Child, picture: Picture, words: str, by: Actor, now: datetime) -> str:
    """Keep a photograph inside an action's transaction. The same picture again is the one that is there already."""
    with hand_on_children(child.pk):
        held = Photograph.objects.filter(child=child, digest=picture.digest).first()
        if held is not None:
            held.withdrawn_at, held.withdrawn_because, held.withdrawn_by = None, "", ""
            held.save(update_fields=["withdrawn_at", "withdrawn_because", "withdrawn_by"])
            return held.reference
        row = Photograph(
            child=child,
            content=picture.content,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            digest=picture.digest,
            words=words.strip(),
            **written_by_post(by=by, now=now),
        )
        check_fits(row)
        row.save(force_insert=True)
        return row.reference


@acts
def open_photograph(*, reference: str, by: Actor, now: datetime) -> OpenedPhotograph:
    """Give a photograph to who may see it. Looking at one is an act: it is audited, refusals too."""
    row = _seen(reference, by=by)
    audit(action="photographs.open_photograph", about=reference, by=by, now=now)
    return OpenedPhotograph(content=bytes(row.content), media_type=row.media_type)


@acts
def withdraw_photograph(*, reference: str, reasons: str, by: Actor, now: datetime) -> str:
    """Take a photograph out of sight, with the reason: it is another child's, or shows what it must not."""
    row = _seen(reference, by=by)
    require(permission=Permission.ADD_PHOTOGRAPH, row=row.child, by=by)
    if not reasons.strip():
        raise Refused("Say why the photograph is withdrawn.", field="reasons")
    row.withdrawn_at, row.withdrawn_because, row.withdrawn_by = now, reasons.strip(), by.name
    check_fits(row)
    row.save(update_fields=["withdrawn_at", "withdrawn_because", "withdrawn_by"])
    audit(action="photographs.withdraw_photograph", about=reference, by=by, now=now)
    return row.child.reference


def _seen(reference: str, *, by: Actor) -> Photograph:
    found = (
        Photograph.objects.select_related("child")
        .filter(reference=reference, withdrawn_at=None, child__in=visible_to(by))
        .first()
    )
    if found is None or not may(permission=Permission.SEE_PROTECTED, row=found.child, by=by):
        raise NotFound(_NO_PHOTOGRAPH)
    return found
