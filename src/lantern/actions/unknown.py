"""A child nobody knows yet: reported in a minute with a name as heard, and said later who it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lantern.accounts.models import Organisation, Team
from lantern.actions import events, missing, notices, readiness
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.children import home_of, host_of, relate
from lantern.actions.photographs import keep_photograph
from lantern.actions.reckoning import note
from lantern.actions.said import Report
from lantern.gateways.files import Picture
from lantern.policies import access
from lantern.policies.times import check_not_future
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require
from lantern.record.context import hand_on, read_as
from lantern.record.models import Child, ChildName, Identification, MissingEpisode, ProtectedContact
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When, day_of, spoken
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import DateCertainty, NameKind, Sex
from lantern.vocabulary.names import name_key
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Permission, Relation
from lantern.vocabulary.tellings import TellingAbout

OLDEST = 25  # an age that is disputed may be said higher than 18
BROUGHT_TO = "brought to"  # what a place that is none of ours is kept as
_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, kw_only=True)
class UnknownChild:
    """What somebody saw and heard of a child whom nobody knows. Nothing is required."""

    name: str = ""  # as it was heard
    age: int | None = None  # about how many years
    sex: Sex = Sex.UNKNOWN
    languages: str = ""
    placement: str = ""  # the reference of the home or service the child was in, or brought to
    place: str = ""  # its name and address, where it is none of ours
    brought: When | None = None  # when the child was brought there


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who a child turned out to be, who was on no record before, and how that is known."""

    name: str
    date_of_birth: date | None = None
    date_of_birth_certainty: DateCertainty = DateCertainty.STATED
    reasons: str = ""


@acts
def report_unknown(
    *,
    child: UnknownChild,
    report: Report,
    picture: Picture | None = None,
    picture_words: str = "",
    by: Actor,
    now: datetime,
) -> str:
    """Record a child nobody knows, missing, with a photograph where there is one; gives the episode's reference.

    The actor's own authority looks after the child until it is known who does. A home that is named, and the
    authority of its area, are told as for any child who is placed there.
    """
    authority = _own_authority(by)
    readiness.require_ready()
    _check(child, last_seen=report.last_seen, now=now)
    row = _written(child, authority=authority, now=now)
    report = _in_their_words(report, child, home=row.placement_provider)
    episode, done = missing.report_one(child=row, report=report, by=by, now=now)
    if picture is not None:
        keep_photograph(child=row, picture=picture, words=picture_words, by=by, now=now)
    audit(action="unknown.report_unknown", about=row.reference, by=by, now=now)
    audit(action=done, about=episode.reference, by=by, now=now)
    return episode.reference


def _own_authority(by: Actor) -> int:
    allowed = access.may(
        role=by.role, relation=Relation.RESPONSIBLE, permission=Permission.REGISTER_CHILD
    ) and access.may(role=by.role, relation=Relation.RESPONSIBLE, permission=Permission.REPORT_MISSING)
    kind = OrganisationKind.LOCAL_AUTHORITY.value
    own = Organisation.objects.filter(pk=by.organisation_id or 0, kind=kind)
    if not allowed or not own.exists():
        raise NotPermitted(
            "Only a local authority puts a child nobody knows on the record. Ring its duty team. "
            "Nothing was recorded. This refusal has been recorded."
        )
    assert by.organisation_id is not None
    return by.organisation_id


def _check(child: UnknownChild, *, last_seen: When | None, now: datetime) -> None:
    if child.age is not None and not 0 <= child.age <= OLDEST:
        raise Refused(f"Give an age from 0 to {OLDEST}, or leave it empty.", field="age")
    if child.brought is None:
        return
    check_not_future(happened=child.brought, words="of being brought there", field="brought", now=now)
    if last_seen is not None and last_seen.certainly_before(child.brought):
        raise Refused(
            "The child cannot have been brought there after being last seen. Check both times.",
            field="brought",
        )


def _written(child: UnknownChild, *, authority: int, now: datetime) -> Child:
    provider = home_of(child.placement)
    row = Child(
        date_of_birth=_about(child.age, now=now),
        date_of_birth_certainty=DateCertainty.ESTIMATED.value,
        sex=child.sex.value,
        languages=child.languages.strip(),
        responsible_authority_id=authority,
        responsible_team=Team.objects.filter(organisation_id=authority).order_by("pk").first(),
        host_authority_id=host_of(provider, authority=authority),
        placement_provider=provider,
        is_unidentified=True,
        recorded_at=now,
    )
    check_fits(row)
    row.save(force_insert=True)
    if child.name.strip():
        add_names(row, (child.name.strip(),), kind=NameKind.AS_HEARD, now=now)
    relate(row, provider=provider, placed_on=child.brought.on if child.brought else None, now=now)
    if child.place.strip():
        place = ProtectedContact(child=row, what=BROUGHT_TO, address=child.place.strip(), recorded_at=now)
        check_fits(place)
        place.save(force_insert=True)
    return row


def _about(age: int | None, *, now: datetime) -> date | None:
    """Give a date of birth in the middle of the year in which somebody of this age was born: an estimate."""
    if age is None:
        return None
    today = day_of(now)
    last = today.replace(year=today.year - age, day=min(today.day, 28))
    return last - _HALF_A_YEAR


def _in_their_words(report: Report, child: UnknownChild, *, home: Organisation | None) -> Report:
    """Keep in words what the record has no place for: the age as it was said, and the hour of being brought there.

    A date of birth that follows from an age is a guess; a placement has days. A place that is none of ours is an
    address, and is not said here.
    """
    age = "" if child.age is None else f"About {child.age} years old."
    where = home.name if home else "the place where the child was"
    brought = f"Brought to {where} on {spoken(child.brought)}." if child.brought else ""
    return replace(report, words="\n".join(filter(None, [age, brought, report.words])))


def add_names(child: Child, names: tuple[str, ...], *, kind: NameKind, now: datetime) -> None:
    """Add names to a child that the child does not have yet under this kind."""
    longest = ChildName._meta.get_field("search_key").max_length
    held = set(ChildName.objects.filter(child=child, kind=kind.value).values_list("name", flat=True))
    rows = [
        ChildName(
            child=child, kind=kind.value, name=name, search_key=name_key(name)[:longest], recorded_at=now
        )
        for name in dict.fromkeys(names)
        if name not in held
    ]
    for row in rows:
        check_fits(row)
    ChildName.objects.bulk_create(rows)


@acts
def identify(
    *, reference: str, identity: Identity, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Say who a child is who was on no record before: the name and the date of birth, and how they are known.

    The name as heard is kept beside it. Whoever was told of an open episode is told that it has changed.
    """
    child = lock_child(reference=reference, by=by)
    require(permission=Permission.MATCH_CHILD, row=child, by=by)
    check_unidentified(child)
    check_version(held=child.version, seen=seen_version)
    _check_identity(identity, now=now)
    _keep_what_stood(child, identity, now=now)
    add_names(child, (identity.name.strip(),), kind=NameKind.BIRTH, now=now)
    if identity.date_of_birth is not None:
        child.date_of_birth = identity.date_of_birth
        child.date_of_birth_certainty = identity.date_of_birth_certainty.value
    child.is_unidentified = False
    child.version += 1
    child.save()
    note(child.pk, whole=True, now=now)
    for episode in episodes_of(child):
        with hand_on(episode_id=episode.pk, child_id=child.pk):
            event = events.append(
                episode=episode,
                kind=EventKind.CHILD_MATCHED,
                happened=When.moment(now),
                words=identity.reasons.strip(),
                by=by,
                now=now,
            )
            missing.settle(episode=episode, now=now)
            if episode.returned_on is None and not episode.is_void:
                before = notices.told_before(episode=episode, now=now)
                notices.tell(
                    event=event, about=TellingAbout.CORRECTED, recipients=before, episode=episode, now=now
                )
    audit(action="unknown.identify", about=reference, by=by, now=now)
    return reference


def _keep_what_stood(child: Child, identity: Identity, *, now: datetime) -> None:
    """Keep what stood before it was said who the child is, so that it can be taken back whole."""
    said = Identification(
        child=child,
        name=identity.name.strip(),
        born_before=child.date_of_birth,
        certainty_before=child.date_of_birth_certainty,
        recorded_at=now,
    )
    check_fits(said)
    said.save(force_insert=True)


def check_unidentified(child: Child) -> None:
    """Refuse to say who a child is of whom that is known."""
    if not child.is_unidentified or child.matched_to_id is not None:
        raise Refused(
            "It is known already who this child is. Nothing was changed. Open the child's page and look."
        )


def episodes_of(child: Child) -> list[MissingEpisode]:
    """Give every missing episode of a locked child, locked, whichever desk opened it."""
    with read_as(SYSTEM):
        rows = MissingEpisode.objects.select_for_update(of=("self",)).select_related(
            "responsible_authority", "host_authority", "placement_provider", "police_force"
        )
        found = list(rows.filter(child=child.pk).order_by("pk"))
    for episode in found:
        episode.child = child
    return found


def _check_identity(identity: Identity, *, now: datetime) -> None:
    if not identity.name.strip():
        raise Refused("Type the child's name.", field="name")
    if not identity.reasons.strip():
        raise Refused("Say how it is known who the child is.", field="reasons")
    if identity.date_of_birth and identity.date_of_birth > day_of(now):
        raise Refused("The date of birth is in the future. Check the year.", field="date_of_birth")
