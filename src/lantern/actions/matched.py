"""What a match gives to the known child and its undo gives back: facts, the access key, and who is told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import Min, Model, QuerySet

from lantern.actions import notices
from lantern.actions.children import host_of
from lantern.actions.notices import Recipient
from lantern.actions.recipients import relation_of
from lantern.actions.reckoning import note
from lantern.actions.unknown import add_names
from lantern.record.context import hand_on_children
from lantern.record.models import (
    Child,
    ChildMatch,
    ChildName,
    Event,
    Involvement,
    Lateness,
    MatchMoved,
    MissingEpisode,
    Photograph,
    Placement,
    PrivatePerson,
    ProtectedContact,
    ResponsibilityPeriod,
    Telling,
)
from lantern.vocabulary.days import day_of
from lantern.vocabulary.missing import NameKind
from lantern.vocabulary.roles import Relation
from lantern.vocabulary.tellings import TellingAbout

# What hangs on the child, by the name under which a match keeps that it was moved.
_FACTS: dict[str, type[Model]] = {
    "photograph": Photograph,
    "contact": ProtectedContact,
    "person": PrivatePerson,
    "lateness": Lateness,
    "involvement": Involvement,
    "placement": Placement,
}

# Given ----------------------------------------------------------------------------------------------------------


def give(match: ChildMatch, *, now: datetime) -> None:
    """Give names, photographs, contacts and who is involved to the known child, and keep what was given.

    What the known child has already stays where it is. So does where the child was, unless the known child is
    recorded to live nowhere.
    """
    unknown, child = match.unknown, match.known
    with hand_on_children(unknown.pk, child.pk):
        heard = tuple(ChildName.objects.filter(child=unknown).order_by("pk").values_list("name", flat=True))
        add_names(child, heard, kind=NameKind.AS_HEARD, now=now)
        for name, rows in _to_give(unknown, child):
            _give(match, name, list(rows))
        if _lives_nowhere(child):
            _give(match, "placement", list(Placement.objects.filter(child=unknown, until_on=None)))
            _settle_in(child, now=now)
        # Nobody lives under a name that was only heard once it is known who that was.
        unknown.placement_provider = unknown.host_authority = None


def _to_give(unknown: Child, child: Child) -> Iterable[tuple[str, QuerySet[Model]]]:
    twice = Photograph.objects.filter(child=child).values_list("digest", flat=True)
    yield "photograph", Photograph.objects.filter(child=unknown).exclude(digest__in=list(twice))
    for name in ("contact", "person", "lateness"):
        yield name, _FACTS[name]._default_manager.filter(child=unknown)
    held = set(Involvement.objects.filter(child=child, ended_at=None).values_list("capacity", "organisation"))
    rows = Involvement.objects.filter(child=unknown)
    free = [r.pk for r in rows if r.ended_at is not None or (r.capacity, r.organisation_id) not in held]
    yield "involvement", rows.filter(pk__in=free)


def _give(match: ChildMatch, name: str, rows: list[Model]) -> None:
    _FACTS[name]._default_manager.filter(pk__in=[row.pk for row in rows]).update(child=match.known)
    MatchMoved.objects.bulk_create(MatchMoved(match=match, **{name: row}) for row in rows)


def _lives_nowhere(child: Child) -> bool:
    has_place = Placement.objects.filter(child=child, until_on=None).exists()
    return not (child.placement_provider_id or child.host_authority_id or has_place)


def _settle_in(child: Child, *, now: datetime) -> None:
    """Let the home that came with the match, and the authority of its area, be the known child's."""
    placed = Placement.objects.select_related("provider").filter(child=child, until_on=None).first()
    if placed is None:
        return
    _lives_at(child, placed)
    if child.host_authority is not None:
        ResponsibilityPeriod.objects.create(
            child=child,
            relation=ResponsibilityPeriod.HOST,
            organisation=child.host_authority,
            from_on=day_of(now),
            recorded_at=now,
        )
    child.version += 1
    child.save()


def _lives_at(child: Child, placed: Placement) -> None:
    area = host_of(placed.provider, authority=child.responsible_authority_id)
    child.placement_provider = placed.provider
    child.host_authority = placed.provider.area_authority if area else None


# Taken back -----------------------------------------------------------------------------------------------------


def take_back(match: ChildMatch) -> None:
    """Give back to the child nobody knows what the match gave, and nothing that was added to the known child since."""
    unknown, child = match.unknown, match.known
    with hand_on_children(unknown.pk, child.pk):
        moved = MatchMoved.objects.filter(match=match)
        own = set(ChildName.objects.filter(child=unknown).values_list("name", flat=True))
        came = ChildName.objects.filter(child=child, kind=NameKind.AS_HEARD.value, name__in=own)
        came.filter(recorded_at=match.recorded_at).delete()  # the first row has them still
        lent = _lent(match)
        for name, model in _FACTS.items():
            keys = moved.exclude(**{name: None}).values_list(name, flat=True)
            model._default_manager.filter(pk__in=list(keys)).update(child=unknown)
        if lent:
            _move_out(child, match)
        placed = Placement.objects.select_related("provider").filter(child=unknown, until_on=None).first()
        if placed is not None:
            _lives_at(unknown, placed)


def _lent(match: ChildMatch) -> bool:
    """Say whether the known child is recorded to live where the match put them, and nobody has said otherwise since."""
    placed = Placement.objects.filter(child=match.known, until_on=None, matchmoved__match=match).first()
    return placed is not None and placed.provider_id == match.known.placement_provider_id


def _move_out(child: Child, match: ChildMatch) -> None:
    ResponsibilityPeriod.objects.filter(
        child=child, relation=ResponsibilityPeriod.HOST, recorded_at=match.recorded_at
    ).delete()
    child.placement_provider = child.host_authority = None
    child.version += 1
    child.save()


# The episode, and who is told -----------------------------------------------------------------------------------


def put_under(episode: MissingEpisode, child: Child, *, now: datetime) -> None:
    """Put an episode under a child's access key. The force that was rung stays: it has the log number."""
    note(episode.child_id, child.pk, whole=True, now=now)  # each is owed what its own events give rise to
    episode.child = child
    episode.responsible_authority = child.responsible_authority
    episode.host_authority = child.host_authority
    episode.placement_provider = child.placement_provider
    area = child.host_authority or child.responsible_authority
    episode.police_force = episode.police_force or area.police_force


def tell_of_it(
    event: Event,
    episode: MissingEpisode,
    before: list[Recipient],
    *,
    since: datetime | None = None,
    now: datetime,
) -> None:
    """Tell those who were told that it has changed; those who answer for the child now, that a child is missing.

    `since` is when the match was made that is taken back: whoever was told only by that, and has nothing to do
    with this child, is told that it is another child, and nothing more after it.
    """
    is_open = episode.returned_on is None
    first = notices.first_recipients(episode=episode, now=now) if is_open or since else []
    leave = _told_only_since(episode, since, first) if since else set()
    again = [_as_it_stands(each, episode, now=now) for each in before]
    for about, to in (
        (TellingAbout.CORRECTED, [each for each in again if each.organisation not in leave]),
        (TellingAbout.NOT_YOURS, [each for each in again if each.organisation in leave]),
    ):
        notices.tell(event=event, about=about, recipients=to, episode=episode, now=now)
    if is_open:
        told = {each.organisation for each in before}
        new = [each for each in first if each.organisation not in told]
        notices.tell(event=event, about=TellingAbout.MISSING, recipients=new, episode=episode, now=now)


def _told_only_since(episode: MissingEpisode, since: datetime, first: list[Recipient]) -> set[int]:
    """Give the organisations that a match brought in. Whoever a worker let in was not brought in by it."""
    stay = {each.organisation for each in first}
    rows = Telling.objects.filter(episode=episode).exclude(relation=Relation.GIVEN.value)
    came = rows.values("organisation").annotate(first=Min("recorded_at")).filter(first__gte=since)
    return {
        key
        for key in came.values_list("organisation", flat=True)
        if key not in stay and relation_of(key, episode=episode) is Relation.TOLD
    }


def _as_it_stands(recipient: Recipient, episode: MissingEpisode, *, now: datetime) -> Recipient:
    """Give a recipient in the relation it has to the child; a link of a nearer one is withdrawn."""
    relation = relation_of(recipient.organisation, episode=episode)
    if relation is Relation.TOLD and recipient.relation is Relation.GIVEN:
        relation = Relation.GIVEN  # whoever a worker let in is in still
    if relation is not recipient.relation:
        earlier = Telling.objects.filter(episode=episode, organisation_id=recipient.organisation)
        earlier.filter(link_withdrawn_at=None).update(link_withdrawn_at=now)
    return replace(recipient, relation=relation)
