"""An inquiry bundle: asked for by one person, released by another for a named recipient, fetched by those two alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection

from lantern.accounts.models import Account
from lantern.actions.acting import acts, audit
from lantern.actions.chronologies import with_others
from lantern.policies import bundles as policy
from lantern.queries import bundles as seen
from lantern.queries import children
from lantern.queries.bundles import Material
from lantern.queries.child_chronology import Narrowing, chronology_of
from lantern.queries.missing import find_child
from lantern.queries.seeing import episodes_visible_to, may, require
from lantern.record.models import Bundle, BundleContent, Child, MissingEpisode
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.bundles import BundleState
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class AskedBundle:
    """What is asked for, for whom, how it will reach them, and why."""

    recipient: str
    recipient_post: str
    route: str
    reasons: str
    episode: str = ""  # the reference of the one episode it is to be of


@dataclass(frozen=True, kw_only=True)
class FetchedBundle:
    """An archive, for one answer to one of the two."""

    content: bytes
    child: str


@acts
def ask(*, reference: str, asked: AskedBundle, by: Actor, now: datetime) -> str:
    """Ask for a bundle of a child, or of one episode; gives its reference. Nothing leaves by asking."""
    child = find_child(reference=reference, by=by)
    require(permission=Permission.ASK_BUNDLE, row=child, by=by)
    if by.account_id is None:
        raise NotPermitted("Only somebody who is signed in asks for a bundle.")
    if child.matched_to_id is not None:
        raise Refused("It is known now who this child is. Nothing was asked for. Ask on the known child.")
    policy.check_asked(
        recipient=asked.recipient,
        recipient_post=asked.recipient_post,
        route=asked.route,
        reasons=asked.reasons,
    )
    row = Bundle(
        child=child,
        episode=_episode(child, asked.episode, by=by),
        recipient=asked.recipient.strip(),
        recipient_post=asked.recipient_post.strip(),
        route=asked.route.strip(),
        reasons=asked.reasons.strip(),
        asked_at=now,
        asked_by_id=by.account_id,
        asked_by_name=by.name,
        asked_by_role=by.role.value,
    )
    check_fits(row)
    row.save(force_insert=True)
    audit(action="bundles.ask", about=reference, by=by, now=now)
    return row.reference


@acts
def open_material(*, reference: str, with_sealed: bool, by: Actor, now: datetime) -> Material:
    """Give all that goes into a bundle to the one who is about to release it; that it was read is audited."""
    row = _to_decide(reference, by=by)
    if with_sealed and not may(permission=Permission.SEE_SEALED, row=row.child, by=by):
        raise NotPermitted("Only the information owner puts sealed entries into a bundle. None was made.")
    asked = Narrowing(episode=row.episode.reference if row.episode else "")
    chronology = chronology_of(
        reference=row.child.reference, asked=asked, page=None, with_sealed=with_sealed, by=by, now=now
    )
    if not asked.episode:
        chronology = with_others(chronology, with_sealed=with_sealed, by=by, now=now)
    material = Material(
        line=seen.lines_of([row], by=by, now=now)[0],
        about=children.page_of(child=row.child, by=by, now=now),
        chronology=chronology,
        attached=seen.attached_of(row.child),
        last_audited=seen.last_audited(),
    )
    audit(action="bundles.open_material", about=row.child.reference, by=by, now=now)
    return material


@acts
def release(
    *, reference: str, content: bytes, with_sealed: bool, words: str, by: Actor, now: datetime
) -> str:
    """Release the archive that was made: kept for 48 hours for the two, and then gone. Gives the bundle's reference."""
    row = _to_decide(reference, by=by)
    if with_sealed and not may(permission=Permission.SEE_SEALED, row=row.child, by=by):
        raise NotPermitted("Only the information owner puts sealed entries into a bundle. None was made.")
    row.state, row.with_sealed = BundleState.RELEASED.value, with_sealed
    row.ends_at, row.digest = now + policy.LASTS, sha256(content).hexdigest()
    _decided(row, words, by=by, now=now)
    BundleContent.objects.create(bundle=row, content=content)
    audit(action="bundles.release", about=row.child.reference, by=by, now=now)
    return row.reference


@acts
def refuse(*, reference: str, words: str, by: Actor, now: datetime) -> str:
    """Refuse a bundle, with the reason; gives its reference."""
    row = _to_decide(reference, by=by)
    policy.check_reasons_for_refusal(words)
    row.state = BundleState.REFUSED.value
    _decided(row, words, by=by, now=now)
    audit(action="bundles.refuse", about=row.child.reference, by=by, now=now)
    return row.reference


@acts
def fetch(*, reference: str, by: Actor, now: datetime) -> FetchedBundle:
    """Give the archive to one of the two while its time lasts; each fetching is audited, refusals too."""
    row = seen.row_of(reference, by=by)
    if not seen.may_fetch(row, by=by, now=now):
        raise NotPermitted(
            "A bundle is fetched by the person who asked for it and the person who released it, and for 48 hours "
            "only. If sealed entries are in it, by the information owner alone. This refusal has been recorded."
        )
    held = BundleContent.objects.filter(bundle=row).first()
    if held is None:
        raise NotFound(seen.NO_BUNDLE)
    audit(action="bundles.fetch", about=row.child.reference, by=by, now=now)
    return FetchedBundle(content=bytes(held.content), child=row.child.reference)


@acts
def drop_expired(*, by: Actor, now: datetime) -> int:
    """Let every archive go whose time is over; that it was asked for and released stays on record."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lantern_drop_expired_bundles(%s)", [now])
        return int(cursor.fetchone()[0])


def _episode(child: Child, reference: str, *, by: Actor) -> MissingEpisode | None:
    if not reference:
        return None
    found = episodes_visible_to(by).filter(child=child, reference=reference).first()
    if found is None:
        raise Refused(
            "This child has no episode by that reference. Choose it from the list.", field="episode"
        )
    return found


def _to_decide(reference: str, *, by: Actor) -> Bundle:
    """Take a bundle for somebody who may decide on it, and is not who asked."""
    seen.row_of(reference, by=by)
    row = (
        Bundle.objects.select_for_update(of=("self",))
        .select_related("child__responsible_authority", "child__host_authority", "child__placement_provider")
        .select_related("episode", "asked_by")
        .get(reference=reference)
    )
    require(permission=Permission.RELEASE_BUNDLE, row=row.child, by=by)
    policy.check_decides(
        state=BundleState(row.state),
        asked_by=row.asked_by_id,
        decides=by.account_id,
        asked_person=row.asked_by.person_id,
        person=Account.objects.filter(pk=by.account_id or 0).values_list("person_id", flat=True).first(),
    )
    return row


def _decided(row: Bundle, words: str, *, by: Actor, now: datetime) -> None:
    row.decided_at, row.decided_by_id = now, by.account_id
    row.decided_by_name, row.decided_by_role = by.name, by.role.value
    row.decided_words = words.strip()
    check_fits(row)
    row.save()
