"""Who is missing now, and one episode with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value
from django.db.models import When as Where

from lantern.accounts.models import Organisation
from lantern.policies import away, risk
from lantern.queries import chronology, enquiries, ladder, narrowing, sharing, tellings, waking
from lantern.queries.board import EVERYONE, Board, BoardRow, Wanted
from lantern.queries.children import age_of, all_names, born_on, display_names
from lantern.queries.owed_lines import line_of, says_who_the_child_is
from lantern.queries.photographs import Photographs, photographs_of
from lantern.queries.seeing import (
    episodes_visible_to,
    may,
    permissions_on,
    reads,
    those_on_which,
    visible_child,
    visible_episode,
    visible_to,
)
from lantern.queries.sizes import others_of
from lantern.queries.values import EpisodeHead, EpisodePage, OwedLine, TellingLine
from lantern.record.models import Child, MissingEpisode, OwedDuty
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.involved import CountEnds
from lantern.vocabulary.missing import MissingKind, RiskLevel, Stage
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission

PAGE = 50
NEWEST = 25  # of a child's episodes, on the page that has all else of the child
_NOT_FOUND = (
    "There is nothing by that reference that you may see. Check the reference, or ring the duty team. "
    "This attempt has been recorded."
)
ORGANISATIONS = (
    "responsible_authority",
    "host_authority",
    "placement_provider",
    "police_force",
    "lead_authority",
)


def lock(*, reference: str, by: Actor) -> MissingEpisode:
    """Take the episode so that nobody else moves it until this transaction ends."""
    return _the_episode(MissingEpisode.objects.select_for_update(of=("self",)), reference, by=by)


def find_episode(*, reference: str, by: Actor) -> MissingEpisode:
    """Give an episode this actor may see, holding up nobody who writes."""
    return _the_episode(MissingEpisode.objects.all(), reference, by=by)


def _the_episode(episodes: QuerySet[MissingEpisode], reference: str, *, by: Actor) -> MissingEpisode:
    """Give the one of these episodes, with its organisations; raise NotFound where this actor may see none."""
    rows = episodes.select_related(*ORGANISATIONS).filter(reference=reference)
    episode = visible_episode(rows, by=by)
    if episode is None:
        raise NotFound(_NOT_FOUND)
    return episode


@reads
def recorded_at(*, reference: str, by: Actor, now: datetime) -> datetime | None:
    """Say when an episode was recorded that this reader may open; None where they may not.

    To ask is no attempt to open it, and is not recorded as one.
    """
    episode = visible_episode(MissingEpisode.objects.filter(reference=reference), by=by)
    return episode.recorded_at if episode else None


def find_child(*, reference: str, by: Actor) -> Child:
    """Give a child this actor may see, holding up nobody who writes."""
    related = ("responsible_authority", "host_authority", "placement_provider", "responsible_team")
    return _the_child(Child.objects.select_related(*related), reference, by=by)


def lock_child(*, reference: str, by: Actor) -> Child:
    """Take the child so that two desks cannot both open an episode; what refers to the child waits for nobody."""
    return _the_child(Child.objects.select_for_update(no_key=True, of=("self",)), reference, by=by)


def _the_child(children: QuerySet[Child], reference: str, *, by: Actor) -> Child:
    """Give the one of these children; raise NotFound where this actor may see none."""
    child = visible_child(children.filter(reference=reference), by=by)
    if child is None:
        raise NotFound(_NOT_FOUND)
    return child


@reads
def board(
    *, page: int = 1, wanted: Wanted = EVERYONE, ended: bool = False, by: Actor, now: datetime
) -> Board:
    """Give who is missing now, the worst known first: police not rung, then not assessed, then high.

    With `ended` those whose search somebody ended, who stand in no row otherwise.
    """
    everyone = narrowing.open_now(by, ended=ended)
    open_now, narrowed = narrowing.narrow(everyone, wanted, by=by)
    total = open_now.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    ordered = _worst_first(open_now, now=now)[(page - 1) * PAGE : page * PAGE]
    return Board(
        rows=rows_of(ordered, by=by, now=now),
        total=total,
        page=page,
        pages=pages,
        as_of=now,
        of=everyone.count() if narrowed.names else total,
        narrowed=narrowed,
        search_ended=narrowing.open_now(by, ended=True).count(),
        ended=ended,
    )


def rows_of(episodes: Iterable[MissingEpisode], *, by: Actor, now: datetime) -> tuple[BoardRow, ...]:
    """Give the rows of episodes that this reader sees, in the order given: those that no board shows, too."""
    return _board_rows(_with_organisations(list(episodes)), by=by, now=now)


def _with_organisations(episodes: list[MissingEpisode]) -> list[MissingEpisode]:
    """Read the organisations of a page once: joined, the database would plan and sort four copies of each."""
    keys = {getattr(e, f"{name}_id") for e in episodes for name in ORGANISATIONS} - {None}
    known = Organisation.objects.in_bulk(keys)
    for episode in episodes:
        for name in ORGANISATIONS:
            setattr(episode, name, known.get(getattr(episode, f"{name}_id")))
    return episodes


def _worst_first(episodes: QuerySet[MissingEpisode], *, now: datetime) -> QuerySet[MissingEpisode]:
    urgency = Case(
        Where(next_review_at__lt=now, then=Value(risk.urgency(None, review_is_late=True))),
        *(Where(risk_level=level.value, then=Value(risk.urgency(level))) for level in RiskLevel),
        default=Value(risk.urgency(None)),
        output_field=IntegerField(),
    )
    call_is_owed = Case(
        Where(
            ~Q(authority_kind=MissingKind.AWAY_WITHOUT_AUTHORISATION.value)
            | Q(away_check_at__isnull=True)
            | Q(away_check_at__lte=now),
            police_reported_on=None,
            then=Value(1),
        ),
        default=Value(0),
        output_field=IntegerField(),
    )
    ranked = episodes.annotate(urgency=urgency, call_is_owed=call_is_owed)
    return ranked.order_by("-call_is_owed", "-urgency", "last_seen_on", "last_seen_at", "pk")


def _board_rows(episodes: Sequence[MissingEpisode], *, by: Actor, now: datetime) -> tuple[BoardRow, ...]:
    heads = heads_of(episodes, by=by, now=now)
    told = tellings.lines_of(episodes, by=by)
    owed = owed_of(episodes, by=by, now=now)
    search = enquiries.search_of(episodes, by=by)
    let_in = sharing.let_into(episodes, by=by)
    ladders = ladder.ladders_of(episodes, by=by)
    others = others_of(episodes)
    rings = {row.pk for row in those_on_which(Permission.RING, episodes, by=by)}
    return tuple(
        BoardRow(
            head=head,
            tellings=told[episode.pk],
            next_owed=_next(owed[episode.pk]),
            enquiries=search[episode.pk].enquiries,
            found=search[episode.pk].found,
            let_in=let_in.get(episode.pk),
            ladder=ladders[episode.pk],
            may_ring=episode.pk in rings,
            went_with=others.get(episode.pk, 0),
        )
        for episode, head in zip(episodes, heads, strict=True)
    )


def _next(owed: Iterable[OwedLine]) -> OwedLine | None:
    """Give what is owed next: the overdue, then what is owed at once without a number, then what is due first.

    What is owed only because something of the child is not known stands after what is owed for certain.
    """
    running = [line for line in owed if not line.settled_as]
    return min(
        running,
        key=lambda o: (
            not o.is_overdue,
            bool(o.assumed),
            o.due_at is not None,
            o.due_at or o.arose.earliest,
            o.code,
        ),
        default=None,
    )


def heads_of(episodes: Sequence[MissingEpisode], *, by: Actor, now: datetime) -> list[EpisodeHead]:
    """Give each episode's heading, with the child's name only where this reader may see it."""
    ids = {e.child_id for e in episodes}
    children = {c.pk: c for c in visible_to(by).filter(pk__in=ids)} if ids else {}
    names = display_names(children)
    return [_head(e, children.get(e.child_id), names.get(e.child_id), now=now) for e in episodes]


def heads_of_child(
    child: Child, *, name: str, every: bool, by: Actor, now: datetime
) -> tuple[list[EpisodeHead], int]:
    """Give the newest episodes of a child this reader sees, or every one, and how many they may see.

    One that is still open is the newest: no other may begin while it runs.
    """
    rows = episodes_visible_to(by).filter(child=child).order_by("-last_seen_on", "-pk")
    shown = _with_organisations(list(rows if every else rows[: NEWEST + 1]))
    in_all = rows.count() if not every and len(shown) > NEWEST else len(shown)
    heads = [_head(episode, child, name, now=now) for episode in (shown if every else shown[:NEWEST])]
    return heads, in_all


def _head(episode: MissingEpisode, child: Child | None, name: str | None, *, now: datetime) -> EpisodeHead:
    force = episode.police_force
    return EpisodeHead(
        reference=episode.reference,
        version=episode.version,
        child_reference=child.reference if child else None,
        name=name,
        age=age_of(child, day_of(now)) if child else None,
        stage=Stage(episode.stage),
        is_void=episode.is_void,
        last_seen=When(on=episode.last_seen_on, at=episode.last_seen_at),
        noticed=_when(episode, "noticed"),
        police_reported=_when(episode, "police_reported"),
        located=_when(episode, "located"),
        returned=_when(episode, "returned"),
        authority_kind=MissingKind(episode.authority_kind) if episode.authority_kind else None,
        police_kind=MissingKind(episode.police_kind) if episode.police_kind else None,
        risk_level=RiskLevel(episode.risk_level) if episode.risk_level else None,
        risk_set_at=episode.risk_set_at,
        next_review_at=episode.next_review_at,
        responsible_authority=episode.responsible_authority.name,
        host_authority=episode.host_authority.name if episode.host_authority else "",
        placement=episode.placement_provider.name if episode.placement_provider else "",
        police_force=force.name if force else "",
        police_telephone=(force.out_of_hours_telephone or force.switchboard) if force else "",
        recorded_at=episode.recorded_at,
        **_standing(episode, now=now),
        is_unidentified=child is not None and child.is_unidentified,
    )


def _standing(episode: MissingEpisode, *, now: datetime) -> dict[str, Any]:
    """Give what the clock and others decided: away while it is made sure of, counted, searched for, led."""
    kind = MissingKind(episode.authority_kind) if episode.authority_kind else None
    because = episode.counted_until_because
    lead = episode.lead_authority
    return {
        "is_away": away.holds(kind=kind, check_at=episode.away_check_at, now=now),
        "away_check_at": episode.away_check_at,
        "counted_until": episode.counted_until_on,
        "counted_because": CountEnds(because) if because else None,
        "search_ended_at": episode.search_ended_at,
        "leads": lead.name if lead and lead.pk != episode.responsible_authority_id else "",
    }


def _when(episode: MissingEpisode, name: str) -> When | None:
    on = getattr(episode, f"{name}_on")
    return When(on=on, at=getattr(episode, f"{name}_at")) if on else None


def owed_of(
    episodes: Sequence[MissingEpisode], *, by: Actor, now: datetime
) -> dict[int, tuple[OwedLine, ...]]:
    """Give what is owed on each of these episodes, oldest first; overdue is asked of the clock.

    What is owed only because of who the child is stands there for who may read the record: others would read it off.
    """
    lines: dict[int, list[OwedLine]] = {e.pk: [] for e in episodes}
    reads_record = {row.pk for row in those_on_which(Permission.SEE_RECORD, episodes, by=by)}
    rows = OwedDuty.objects.filter(episode__in=[e.pk for e in episodes]).order_by(
        "arose_on", "arose_at", "pk"
    )
    for row in rows:
        if row.of_episode_id in reads_record or not says_who_the_child_is(row.code):
            lines[row.of_episode_id].append(line_of(row, now=now))
    return {key: tuple(value) for key, value in lines.items()}


def _in_full(head: EpisodeHead, child: Child) -> EpisodeHead:
    """Add every name and the date of birth, which the police ask for."""
    return replace(head, names=all_names([child.pk]).get(child.pk, ()), date_of_birth=born_on(child))


@reads
def episode_page(*, reference: str, by: Actor, now: datetime) -> EpisodePage:
    """Give one episode with all that this reader may see of it; raise NotFound where that is nothing."""
    episode = find_episode(reference=reference, by=by)
    told: tuple[TellingLine, ...] = tellings.lines_of([episode], by=by)[episode.pk]
    readable = may(permission=Permission.SEE_RECORD, row=episode, by=by)
    search = enquiries.search_of([episode], protected=True, by=by)[episode.pk]
    (head,) = heads_of([episode], by=by, now=now)
    child = visible_to(by).filter(pk=episode.child_id).first()
    photographs = photographs_of(child=child, by=by) if child else Photographs()
    return EpisodePage(
        head=_in_full(head, child) if child else head,
        chronology=chronology.entries_of(episode, by=by) if readable else (),
        chronology_is_hidden=not readable,
        tellings=told,
        owed=owed_of([episode], by=by, now=now)[episode.pk],
        may=permissions_on(row=episode, by=by),
        as_of=now,
        enquiries=search.enquiries,
        found=search.found,
        ladder=ladder.ladders_of([episode], by=by)[episode.pk],
        photographs=photographs.lines,
        withdrawn_photographs=photographs.withdrawn,
        owed_told=tellings.lines_of([episode], owed=True, by=by)[episode.pk],
        owed_steps=waking.steps_of([episode]),
        clocks=waking.clocks_at(now),
    )
