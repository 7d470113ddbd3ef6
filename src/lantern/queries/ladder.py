"""Who is there to be told of a child, who is not, and how it stands with the decision on relatives and friends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lantern.accounts.models import Organisation, WebhookTarget
from lantern.gateways import sms
from lantern.procedures import telling as tables
from lantern.procedures.telling import Gap, Post, TellingFacts
from lantern.queries.seeing import those_on_which
from lantern.queries.values import Decided, LadderLine
from lantern.record.models import (
    Child,
    Involvement,
    MissingEpisode,
    NobodyTold,
    PrivateDecision,
    PrivatePerson,
    UnaccompaniedPeriod,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.involved import Capacity, MayBeTold
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import OrganisationKind, Permission
from lantern.vocabulary.tellings import Channel, Whom

# Who is there to be told --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Around:
    """Who stands around one child: as a missing episode has it, or as it is now. By their keys."""

    of: int  # the episode's key, or the child's
    child: int
    responsible: int
    host: int | None
    placement: int | None
    placed_in: int | None  # the authority in whose area the home stands
    police: int | None


def facts_of(
    episodes: Sequence[MissingEpisode], *, teams: Mapping[int, int | None] | None = None
) -> dict[int, TellingFacts]:
    """Give what the local table is asked about, for each of these episodes whose child's record may be read.

    `teams` gives each child's team in the responsible authority, where it is to be told and not only missed.
    """
    around = [_around(each, child=each.child_id, police=each.police_force_id) for each in episodes]
    return _facts_around(around, teams or {})


def facts_of_children(children: Sequence[Child], *, forces: Mapping[int, int]) -> dict[int, TellingFacts]:
    """Give the same for children of whom no episode is meant: who is there now, and the force each was reported to."""
    around = [_around(each, child=each.pk, police=forces.get(each.pk)) for each in children]
    return _facts_around(around, {each.pk: each.responsible_team_id for each in children})


def _around(row: MissingEpisode | Child, *, child: int, police: int | None) -> Around:
    home = row.placement_provider
    return Around(
        of=row.pk,
        child=child,
        responsible=row.responsible_authority_id,
        host=row.host_authority_id,
        placement=row.placement_provider_id,
        placed_in=home.area_authority_id if home else None,
        police=police,
    )


def _facts_around(those: Sequence[Around], teams: Mapping[int, int | None]) -> dict[int, TellingFacts]:
    children = {each.child for each in those}
    involved: dict[int, list[Involvement]] = {child: [] for child in children}
    for row in Involvement.objects.filter(child__in=children, ended_at=None).order_by("pk"):
        involved[row.child_id].append(row)
    alone = UnaccompaniedPeriod.objects.filter(child__in=children, ceased_on=None)
    unaccompanied = set(alone.values_list("child_id", flat=True))
    home_office = _home_office() if unaccompanied else ()
    reach = _Reach(those, [row.organisation_id for rows in involved.values() for row in rows])
    return {
        each.of: _facts(
            each,
            involved[each.child],
            team=teams.get(each.child),
            home_office=home_office if each.child in unaccompanied else (),
            is_unaccompanied=each.child in unaccompanied,
            reach=reach,
        )
        for each in those
    }


def _home_office() -> tuple[int, ...]:
    """Give the one organisation of immigration there is, for a child for whom none was stored; two are not guessed."""
    found = list(
        Organisation.objects.filter(kind=OrganisationKind.IMMIGRATION.value).values_list("pk", flat=True)[:2]
    )
    return tuple(found) if len(found) == 1 else ()


class _Reach:
    """By which channels each organisation can be reached."""

    def __init__(self, those: Iterable[Around], others: Collection[int]) -> None:
        own = {(each.responsible, each.host) for each in those}
        wanted = {key for pair in own for key in pair if key} | set(others)
        hooks = WebhookTarget.objects.filter(organisation__in=wanted, withdrawn_at=None)
        self.hooked = set(hooks.values_list("organisation_id", flat=True))
        texted = Organisation.objects.filter(pk__in=wanted).exclude(duty_mobile="")
        self.texted = set(texted.values_list("pk", flat=True)) if sms.is_configured() else set()

    def post(self, organisation: int, team: int | None = None) -> Post:
        channels = {Channel.TELEPHONE, Channel.EMAIL}
        channels |= {Channel.WEBHOOK} if organisation in self.hooked else set()
        channels |= {Channel.SMS} if organisation in self.texted else set()
        return Post(organisation=organisation, team=team, channels=frozenset(channels))


def _facts(
    around: Around,
    involved: Sequence[Involvement],
    *,
    team: int | None,
    home_office: tuple[int, ...],
    is_unaccompanied: bool,
    reach: _Reach,
) -> TellingFacts:
    stored: dict[str, tuple[Post, ...]] = {capacity.value: () for capacity in Capacity}
    for row in involved:
        stored[row.capacity] += (reach.post(row.organisation_id, row.team_id),)
    host = around.host
    is_own_area = host == around.responsible
    posts = {Whom(capacity): found for capacity, found in stored.items() if capacity != Capacity.ON_CALL}
    posts[Whom.POLICE_FORCE] = _one(around.police, reach)
    posts[Whom.PLACEMENT] = stored[Capacity.ON_CALL.value] or _one(around.placement, reach)
    posts[Whom.RESPONSIBLE_AUTHORITY] = (reach.post(around.responsible, team),)
    posts[Whom.HOST_AUTHORITY] = () if is_own_area else _one(host, reach)
    posts[Whom.IMMIGRATION] = posts[Whom.IMMIGRATION] or tuple(reach.post(key) for key in home_office)
    # The home is known to stand in the responsible authority's own area: then there is no host.
    no_host = is_own_area or around.placed_in == around.responsible
    return TellingFacts(
        posts=posts,
        not_asked=frozenset({Whom.HOST_AUTHORITY} if no_host else set()),
        is_unaccompanied=is_unaccompanied,
    )


def _one(organisation: int | None, reach: _Reach) -> tuple[Post, ...]:
    return (reach.post(organisation),) if organisation is not None else ()


# What the ladder shows beside the tellings --------------------------------------------------------------------


def ladders_of(episodes: Sequence[MissingEpisode], *, by: Actor) -> dict[int, LadderLine]:
    """Give the gaps, and how it stands with the private people, of each episode whose child is not back."""
    open_now = [e for e in episodes if e.stage != Stage.RETURNED.value and not e.is_void]
    read = those_on_which(Permission.SEE_RECORD, open_now, by=by)
    facts = facts_of(read) if read else {}
    protected = those_on_which(Permission.SEE_PROTECTED, open_now, by=by)
    decided = decided_of(protected) if protected else {}
    return {
        episode.pk: LadderLine(
            gaps=_gaps(facts[episode.pk]) if episode.pk in facts else None, decided=decided.get(episode.pk)
        )
        for episode in episodes
    }


def _gaps(facts: TellingFacts) -> tuple[Gap, ...]:
    return tables.gaps_in(table=tables.in_force(), facts=facts)


def decided_of(episodes: Sequence[MissingEpisode]) -> dict[int, Decided]:
    """Count, for each episode, on how many relatives and friends of the child a worker has decided."""
    children = {episode.child_id for episode in episodes}
    people = list(PrivatePerson.objects.filter(child__in=children).values_list("pk", "child_id"))
    newest = newest_decisions([person for person, _ in people])
    nobody = NobodyTold.objects.filter(episode__in=[episode.pk for episode in episodes])
    nobody_of = set(nobody.values_list("episode_id", flat=True))
    counts: dict[int, dict[MayBeTold, int]] = {child: dict.fromkeys(MayBeTold, 0) for child in children}
    for person, child in people:
        decision = newest.get(person)
        counts[child][MayBeTold(decision.may_be_told) if decision else MayBeTold.UNDECIDED] += 1
    return {
        episode.pk: Decided(
            undecided=counts[episode.child_id][MayBeTold.UNDECIDED],
            may_be_told=counts[episode.child_id][MayBeTold.YES],
            must_not=counts[episode.child_id][MayBeTold.NO],
            nobody=episode.pk in nobody_of,
        )
        for episode in episodes
    }


def newest_decisions(people: Sequence[int]) -> dict[int, PrivateDecision]:
    """Give the decision that holds for each of these people; none where nobody has decided."""
    if not people:
        return {}
    rows = PrivateDecision.objects.filter(person__in=people).order_by("recorded_at", "pk")
    return {row.person_id: row for row in rows}


def post_of(organisation: int, team: int | None) -> Post:
    """Give an organisation, or one of its teams, with the channels by which it can be reached."""
    return _Reach((), [organisation]).post(organisation, team)
