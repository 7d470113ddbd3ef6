"""Children still missing whose search is to be reviewed, as the local protocol asks, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from lantern.procedures import still_missing
from lantern.queries.corrected import is_struck
from lantern.queries.missing import find_episode
from lantern.queries.seeing import episodes_visible_to, permissions_on, reads, require
from lantern.record.models import DiscussionEpisode, MissingEpisode, SearchReview
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.missing import RiskLevel, Stage
from lantern.vocabulary.roles import Permission

_STRUCK = is_struck("event")
# A discussion that is struck was none.
_DISCUSSIONS = DiscussionEpisode.objects.filter(episode=OuterRef("pk")).exclude(_STRUCK).order_by()
_REVIEWS = (
    SearchReview.objects.filter(event__episode=OuterRef("pk"))
    .exclude(_STRUCK)
    .order_by("-event__recorded_at", "-pk")
)


@dataclass(frozen=True, kw_only=True)
class LookAgain:
    """One child still missing: when the search was reviewed last, or reported, and by when it is reviewed anew."""

    episode: int
    since: datetime
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReviewLine:
    """One review of a search that stands."""

    number: int
    reviewed_at: datetime
    done_since: str
    decided: str
    who: str
    next_review_at: datetime
    by_name: str


@dataclass(frozen=True, kw_only=True)
class SearchReviewed:
    """How it stands with the reviews of one search. `due_at` is None where nothing asks for one."""

    due_at: datetime | None
    since: datetime | None
    discussed_at: datetime | None
    reviews: tuple[ReviewLine, ...]  # the newest first
    source: str  # of the local protocol
    may_review: bool
    as_of: datetime

    @property
    def is_due(self) -> bool:
        """Say whether it should have been reviewed by now."""
        return self.due_at is not None and self.due_at <= self.as_of


def to_discuss(*, by: Actor, now: datetime) -> list[LookAgain]:
    """Give the children of the reader's own authority whose search should have been reviewed anew by now.

    Whose search somebody ended, and whom no statistic counts any more, is among them: nobody is closed by silence.
    """
    table = still_missing.in_force()
    if by.organisation_id is None:
        return []
    rows = _with_reviews(
        episodes_visible_to(by).filter(
            responsible_authority=by.organisation_id, stage=Stage.MISSING.value, is_void=False
        )
    )
    asked = Q(next_review_at_said__lte=now)
    if table.shortest is not None:
        asked |= Q(recorded_at__lte=now - table.shortest)
    looks = [_look(row, table) for row in rows.filter(asked)]
    return [each for each in looks if each is not None and each.due_at <= now]


def _with_reviews(rows: QuerySet[MissingEpisode]) -> QuerySet[MissingEpisode]:
    return rows.annotate(
        discussed_at=_last("recorded_at"),
        held_at=_last("happened_at"),
        held_on=_last("happened_on"),
        reviewed_at=Subquery(_REVIEWS.values("event__recorded_at")[:1]),
        next_review_at_said=Subquery(_REVIEWS.values("next_review_at")[:1]),
    )


def _last(moment: str) -> Subquery:
    """Give the newest of this moment, or day, of the discussions of an episode."""
    newest = _DISCUSSIONS.values("episode").annotate(last=Max(f"event__{moment}"))
    return Subquery(newest.values("last"))


def _was_held_since(row: MissingEpisode, reviewed: datetime) -> bool:
    """Say whether a discussion was certainly held after the review: one typed in later may have been held before."""
    at, on = row.held_at, row.held_on  # type: ignore[attr-defined]
    return (at is not None and at > reviewed) or (on is not None and on > day_of(reviewed))


def _look(row: MissingEpisode, table: still_missing.Reviews) -> LookAgain | None:
    """Say when the search is reviewed anew: by the protocol, or sooner where the last review said so."""
    discussed, reviewed = row.discussed_at, row.reviewed_at  # type: ignore[attr-defined]
    since = max(filter(None, (row.recorded_at, discussed, reviewed)))
    level = RiskLevel(row.risk_level) if row.risk_level else None
    due = [since + table.every[level]] if level in table.every else []
    said = row.next_review_at_said  # type: ignore[attr-defined]
    if said is not None and not _was_held_since(row, reviewed):
        due.append(said)
    return LookAgain(episode=row.pk, since=since, due_at=min(due)) if due else None


@reads
def search_reviewed(*, reference: str, by: Actor, now: datetime) -> SearchReviewed | None:
    """Give how it stands with the reviews of one search, to a reader of its chronology; None for anybody else."""
    episode = find_episode(reference=reference, by=by)
    may = permissions_on(row=episode, by=by)
    if Permission.SEE_RECORD not in may or episode.is_void:
        return None
    return _reviewed(episode, may_review=Permission.HOLD_DISCUSSION in may, now=now)


@reads
def search_to_review(*, reference: str, by: Actor, now: datetime) -> SearchReviewed:
    """Give the same to whoever may review the search; refuse anybody else."""
    episode = find_episode(reference=reference, by=by)
    require(permission=Permission.HOLD_DISCUSSION, row=episode, by=by)
    return _reviewed(episode, may_review=True, now=now)


def _reviewed(episode: MissingEpisode, *, may_review: bool, now: datetime) -> SearchReviewed:
    table = still_missing.in_force()
    is_missing = episode.stage == Stage.MISSING.value
    row = _with_reviews(MissingEpisode.objects.filter(pk=episode.pk)).get()
    look = _look(row, table) if is_missing else None
    reviews = SearchReview.objects.filter(event__episode=episode).exclude(_STRUCK).select_related("event")
    return SearchReviewed(
        due_at=look.due_at if look else None,
        since=look.since if look else None,
        discussed_at=row.discussed_at,  # type: ignore[attr-defined]
        reviews=tuple(_line(each) for each in reviews.order_by("-event__recorded_at", "-pk")),
        source=table.source,
        may_review=may_review and is_missing,
        as_of=now,
    )


def _line(row: SearchReview) -> ReviewLine:
    return ReviewLine(
        number=row.event_id,
        reviewed_at=row.event.recorded_at,
        done_since=row.done_since,
        decided=row.event.words,
        who=row.who,
        next_review_at=row.next_review_at,
        by_name=row.event.by_name,
    )
