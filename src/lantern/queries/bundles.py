"""Inquiry bundles of a child: who asked, for whom, who released it, and who may fetch it until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lantern.policies import access
from lantern.queries import children, seeing
from lantern.queries.child_chronology import ChildChronology
from lantern.queries.missing import find_child
from lantern.queries.seeing import may, permissions_among, reads, visible_to
from lantern.queries.values import ChildPage
from lantern.record.models import AuditEntry, Bundle, BundleContent, Child, Photograph
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.bundles import BundleState
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission, Role

NO_BUNDLE = "There is no bundle by that reference that you may see. This attempt has been recorded."


@dataclass(frozen=True, kw_only=True)
class BundleLine:
    """One bundle as whoever may ask for one reads it."""

    reference: str
    child: str
    name: str
    episode: str
    recipient: str
    recipient_post: str
    route: str
    reasons: str
    state: BundleState
    asked_at: datetime
    asked_by: str
    asked_by_role: str
    decided_at: datetime | None
    decided_by: str
    decided_by_role: str
    decided_words: str
    with_sealed: bool
    ends_at: datetime | None
    digest: str
    may_decide: bool  # of this reader: another asked, and nobody decided
    may_put_sealed_in: bool
    is_kept: bool  # the archive is there, and this reader is one of the two
    may_fetch: bool
    is_decided_by_reader: bool


@dataclass(frozen=True, kw_only=True)
class BundlesOfChild:
    """The bundles of one child, the newest first."""

    child: str
    name: str
    lines: tuple[BundleLine, ...]
    episodes: tuple[tuple[str, datetime], ...]
    may_ask: bool
    as_of: datetime


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file that goes into a bundle as it is."""

    name: str
    content: bytes
    words: str
    by_name: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class LastAudited:
    """The last entry of the audit chain at a moment: whoever has it can show that nothing was cut off since."""

    number: int
    at: datetime
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Material:
    """All that goes into one bundle, as the one who releases it may see it."""

    line: BundleLine
    about: ChildPage
    chronology: ChildChronology
    attached: tuple[Attached, ...]
    last_audited: LastAudited | None


@reads
def bundles_of(*, reference: str, by: Actor, now: datetime) -> BundlesOfChild:
    """Give a child's bundles to whoever may ask for one; raise NotFound or NotPermitted to others."""
    child = find_child(reference=reference, by=by)
    seeing.require(permission=Permission.ASK_BUNDLE, row=child, by=by)
    rows = Bundle.objects.filter(child=child).select_related("child", "episode").order_by("-pk")
    episodes = seeing.episodes_visible_to(by).filter(child=child).order_by("-recorded_at", "-pk")
    return BundlesOfChild(
        child=child.reference,
        name=children.display_names([child.pk])[child.pk],
        lines=lines_of(rows, by=by, now=now),
        episodes=tuple(episodes.values_list("reference", "recorded_at")),
        may_ask=child.matched_to_id is None,
        as_of=now,
    )


@reads
def bundle(*, reference: str, by: Actor, now: datetime) -> BundleLine:
    """Give one bundle, without its archive."""
    return lines_of([row_of(reference, by=by)], by=by, now=now)[0]


@reads
def to_release(*, by: Actor, now: datetime) -> tuple[BundleLine, ...]:
    """Give the bundles of this reader's children that nobody has released or refused yet, the oldest first."""
    if not access.relations_that(role=by.role, permission=Permission.RELEASE_BUNDLE):
        return ()
    rows = (
        Bundle.objects.filter(state=BundleState.ASKED.value, child__in=visible_to(by))
        .select_related("child", "episode")
        .order_by("pk")
    )
    allowed = permissions_among([row.child for row in rows], by=by)
    seen = [row for row in rows if Permission.RELEASE_BUNDLE in allowed[row.child_id]]
    return lines_of(seen, by=by, now=now)


def row_of(reference: str, *, by: Actor) -> Bundle:
    """Give a bundle's row to whoever may ask for one of its child; raise NotFound to others."""
    row = (
        Bundle.objects.select_related("child", "episode")
        .filter(reference=reference, child__in=visible_to(by))
        .first()
    )
    if row is None or not may(permission=Permission.ASK_BUNDLE, row=row.child, by=by):
        raise NotFound(NO_BUNDLE)
    return row


def lines_of(rows: Iterable[Bundle], *, by: Actor, now: datetime) -> tuple[BundleLine, ...]:
    """Give bundles in words, read before."""
    held = list(rows)
    names = children.display_names({row.child_id for row in held})
    kept = set(BundleContent.objects.filter(bundle__in=held).values_list("bundle_id", flat=True))
    return tuple(_line(row, names[row.child_id], row.pk in kept, by=by, now=now) for row in held)


def may_fetch(row: Bundle, *, by: Actor, now: datetime) -> bool:
    """Say whether this reader is one of the two, in time; and may open seals, where what was sealed is in it."""
    one_of_two = by.account_id is not None and by.account_id in (row.asked_by_id, row.decided_by_id)
    in_time = row.state == BundleState.RELEASED.value and row.ends_at is not None and now < row.ends_at
    may_read = not row.with_sealed or may(permission=Permission.SEE_SEALED, row=row.child, by=by)
    return one_of_two and in_time and may_read


def attached_of(child: Child) -> tuple[Attached, ...]:
    """Give the photographs of a child that are not withdrawn, with their bytes."""
    rows = Photograph.objects.filter(child=child, withdrawn_at=None).order_by("pk")
    kinds = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
    return tuple(
        Attached(
            name=f"attachments/{row.reference}.{kinds.get(row.media_type, 'bin')}",
            content=bytes(row.content),
            words=row.words,
            by_name=row.by_name,
            recorded_at=row.recorded_at,
        )
        for row in rows
    )


def last_audited() -> LastAudited | None:
    """Give the last entry of the audit chain as it stands now."""
    row = AuditEntry.objects.filter(stream="main").order_by("-number").first()
    return LastAudited(number=row.number, at=row.at, sha256=bytes(row.hash).hex()) if row else None


def _line(row: Bundle, name: str, is_kept: bool, *, by: Actor, now: datetime) -> BundleLine:
    releases = may(permission=Permission.RELEASE_BUNDLE, row=row.child, by=by)
    waits = row.state == BundleState.ASKED.value
    return BundleLine(
        reference=row.reference,
        child=row.child.reference,
        name=name,
        episode=row.episode.reference if row.episode else "",
        recipient=row.recipient,
        recipient_post=row.recipient_post,
        route=row.route,
        reasons=row.reasons,
        state=BundleState(row.state),
        asked_at=row.asked_at,
        asked_by=row.asked_by_name,
        asked_by_role=access.ROLE_TITLES[Role(row.asked_by_role)],
        decided_at=row.decided_at,
        decided_by=row.decided_by_name,
        decided_by_role=access.ROLE_TITLES[Role(row.decided_by_role)] if row.decided_by_role else "",
        decided_words=row.decided_words,
        with_sealed=row.with_sealed,
        ends_at=row.ends_at,
        digest=row.digest,
        may_decide=waits and releases and by.account_id != row.asked_by_id,
        may_put_sealed_in=may(permission=Permission.SEE_SEALED, row=row.child, by=by),
        is_kept=is_kept,
        may_fetch=is_kept and may_fetch(row, by=by, now=now),
        is_decided_by_reader=by.account_id is not None and by.account_id == row.decided_by_id,
    )
