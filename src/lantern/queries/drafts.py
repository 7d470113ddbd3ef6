"""What somebody typed and has not sent yet, for its owner alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lantern.accounts.models import Organisation
from lantern.queries.children import display_names
from lantern.queries.seeing import episodes_visible_to, reads, visible_to
from lantern.record.models import ClaimedKey, Draft, ImportRun
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound

_NO_SUBJECT = "There is nothing by that reference that you may see. Nothing was kept. Search by name."
_NO_CHILD = "There is no child by that reference that you may see. Search by name, or ring the duty team."


@dataclass(frozen=True, kw_only=True)
class KeptDraft:
    """A form as it was last saved: what was typed, by the form's own names."""

    content: dict[str, str]
    saved_at: datetime
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """A report that its reader began and has not sent: of which child, on which form, saved when."""

    form: str
    child_reference: str
    name: str
    saved_at: datetime
    expires_at: datetime


@reads
def kept(*, form: str, about: str, by: Actor, now: datetime) -> KeptDraft | None:
    """Give the reader's own draft of this form about this reference; None where there is none or its time is over."""
    found = Draft.objects.filter(
        account_id=by.account_id or 0, form=form, about=about, expires_at__gt=now
    ).first()
    return _kept(found) if found else None


@reads
def kept_all(*, form: str, by: Actor, now: datetime) -> dict[str, KeptDraft]:
    """Give all the reader's own drafts of one form by what each is about, the one that was saved last first."""
    rows = Draft.objects.filter(account_id=by.account_id or 0, form=form, expires_at__gt=now)
    return {row.about: _kept(row) for row in rows.order_by("-saved_at", "pk")}


def _kept(row: Draft) -> KeptDraft:
    return KeptDraft(content=json.loads(row.content), saved_at=row.saved_at, expires_at=row.expires_at)


@reads
def unfinished(*, forms: Iterable[str], by: Actor, now: datetime) -> tuple[Unfinished, ...]:
    """Give the reader's own unfinished reports of these forms, the newest first; of children they may still see."""
    rows = list(
        Draft.objects.filter(
            account_id=by.account_id or 0, form__in=list(forms), expires_at__gt=now
        ).order_by("-saved_at", "pk")
    )
    if not rows:
        return ()
    children = {c.reference: c.pk for c in visible_to(by).filter(reference__in={row.about for row in rows})}
    names = display_names(children.values())
    return tuple(
        Unfinished(
            form=row.form,
            child_reference=row.about,
            name=names[children[row.about]],
            saved_at=row.saved_at,
            expires_at=row.expires_at,
        )
        for row in rows
        if row.about in children
    )


@dataclass(frozen=True, kw_only=True)
class UnfinishedTogether:
    """A report of several children that its reader began and has not sent."""

    home_reference: str
    home: str
    children: tuple[str, ...]  # references, of those whom the reader may still see
    content: dict[str, str]
    saved_at: datetime
    expires_at: datetime


@reads
def unfinished_together(
    *, form: str, children: str, by: Actor, now: datetime
) -> tuple[UnfinishedTogether, ...]:
    """Give the reader's own unfinished reports of several children of one home, the newest first.

    `children` names where a draft keeps their references, with a space between them.
    """
    rows = Draft.objects.filter(account_id=by.account_id or 0, form=form, expires_at__gt=now)
    kept_now = [(row, json.loads(row.content)) for row in rows.order_by("-saved_at", "pk")]
    if not kept_now:
        return ()
    wanted = {child for _, content in kept_now for child in content.get(children, "").split()}
    seen = set(visible_to(by).filter(reference__in=wanted).values_list("reference", flat=True))
    homes = Organisation.objects.filter(reference__in=[row.about for row, _ in kept_now])
    names = dict(homes.values_list("reference", "name"))
    return tuple(
        UnfinishedTogether(
            home_reference=row.about,
            home=names[row.about],
            children=tuple(child for child in content.get(children, "").split() if child in seen),
            content=content,
            saved_at=row.saved_at,
            expires_at=row.expires_at,
        )
        for row, content in kept_now
        if row.about in names and seen.intersection(content.get(children, "").split())
    )


@reads
def require_child(*, reference: str, by: Actor, now: datetime) -> None:
    """Raise NotFound unless the reader may see a child by this reference."""
    if not visible_to(by).filter(reference=reference).exists():
        raise NotFound(_NO_CHILD)


@reads
def was_sent(*, key: str, by: Actor, now: datetime) -> bool:
    """Say whether the reader's form with this key was sent and taken: a late save of it is then of no use."""
    taken = ClaimedKey.objects.filter(key=key, account_id=by.account_id or 0)
    return bool(key) and taken.exclude(answer="").exists()


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A form that its reader began and has not sent: which, about what, of whom, and who typed it."""

    form: str
    about: str
    name: str  # of the child or organisation; empty where it is of nobody on the record yet
    draft: KeptDraft


@reads
def begun(*, forms: Iterable[str], by: Actor, now: datetime) -> tuple[Begun, ...]:
    """Give the reader's own unsent drafts of these forms, the newest first; of what they may still see."""
    rows = Draft.objects.filter(account_id=by.account_id or 0, form__in=list(forms), expires_at__gt=now)
    held = [(row.form, row.about, _kept(row)) for row in rows.order_by("-saved_at", "pk")]
    names = _names({subject(about) for _, about, _ in held}, by=by)
    sent = _sent([draft.content.get("key", "") for *_, draft in held], by=by)
    return tuple(
        Begun(form=form, about=about, name=names[subject(about)], draft=draft)
        for form, about, draft in held
        if subject(about) in names and draft.content.get("key", "") not in sent
    )


@reads
def require_subject(*, reference: str, by: Actor, now: datetime) -> None:
    """Raise NotFound unless the reader may see what this reference names; an empty one names nobody yet."""
    if reference not in _names({reference}, by=by):
        raise NotFound(_NO_SUBJECT)


def subject(about: str) -> str:
    """Give of whom or what a draft is, by the first reference of its page; empty where it is of nobody yet."""
    return references(about)[0] if references(about) else ""


def references(about: str) -> list[str]:
    """Give what stands in the address of a draft's page; a digest of whose it is stands behind "?"."""
    named = about.split("?")[0]
    return named.split("/") if named else []


def _names(references: set[str], *, by: Actor) -> dict[str, str]:
    """Give whom these references name, of those whom the reader may see: a child, or whose absence or import it is."""
    named = {"": ""} if "" in references else {}
    wanted = references - {""}
    if not wanted:
        return named
    keys = dict(episodes_visible_to(by).filter(reference__in=wanted).values_list("reference", "child_id"))
    seen = dict(
        visible_to(by)
        .filter(Q(reference__in=wanted) | Q(pk__in=keys.values()))
        .values_list("pk", "reference")
    )
    shown = display_names(seen)
    named |= {reference: shown.get(child, "") for reference, child in keys.items()}
    named |= {reference: shown[child] for child, reference in seen.items() if reference in wanted}
    left = wanted - named.keys()
    if left:
        named |= dict(Organisation.objects.filter(reference__in=left).values_list("reference", "name"))
        named |= dict.fromkeys(
            ImportRun.objects.filter(reference__in=left).values_list("reference", flat=True), ""
        )
    return named


def _sent(keys: Iterable[str], *, by: Actor) -> set[str]:
    taken = ClaimedKey.objects.filter(key__in={key for key in keys if key}, account_id=by.account_id or 0)
    return set(taken.exclude(answer="").values_list("key", flat=True))
