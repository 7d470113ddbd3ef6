"""A child arrived alone: whoever meets the child registers them, and the authority of the area is told at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef

from lantern.accounts.models import Organisation, Team
from lantern.actions import acknowledging, events, notices, readiness, tasks
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.children import relate
from lantern.actions.recipients import Recipient
from lantern.actions.unknown import add_names
from lantern.policies import access
from lantern.policies import arrivals as policy
from lantern.policies.missing import check_not_matched
from lantern.procedures import telling as tables
from lantern.queries.ages import taken_to_be
from lantern.queries.arrivals import ArrivalPage, arrival_of
from lantern.queries.arrivals import arrival as read_arrival
from lantern.queries.corrected import standing
from lantern.queries.ladder import post_of
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require
from lantern.record.context import hand_on, read_as
from lantern.record.models import (
    Acknowledgement,
    AgeDetail,
    ArrivalDetail,
    ArrivalPeople,
    Child,
    Event,
    Telling,
    UnaccompaniedPeriod,
)
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.arrivals import AgeBasis, AgeStanding
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import DateCertainty, NameKind, Sex
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Permission, Relation, Role
from lantern.vocabulary.tellings import ARRIVALS, MESSAGES, TellingAbout, TellingState, Whom

_HALF_A_YEAR = timedelta(days=183)
PRESUMED_BY = "Presumed on arrival: section 51, Modern Slavery Act 2015"


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What was seen and said of a child who arrived alone. Where and when is needed; the rest as far as known."""

    place: str
    arrived: When
    area: str = ""  # the authority of the area, by reference; empty where it is the actor's own
    name: str = ""
    original_script: str = ""
    stated_age: int | None = None
    born_on: date | None = None
    sex: Sex = Sex.UNKNOWN
    nationality: str = ""
    language: str = ""
    interpreter: Answer = Answer.NOT_KNOWN
    interpreter_independent: Answer | None = None
    interpreter_name: str = ""
    route: str = ""
    met_by: str = ""
    documents: str = ""
    is_now_at: str = ""


@acts
def register_arrival(*, arrival: Arrival, by: Actor, now: datetime) -> str:
    """Put a child who arrived alone on the record of the authority of the area; gives the child's reference.

    The child is presumed under 18 from this moment. The authority's desk is told at once, without a name. An officer
    who has no relation to the child reads nothing of the record afterwards.
    """
    area = _area(arrival.area, by=by)
    readiness.require_ready()
    _check(arrival, now=now)
    # The child's row is visible to the authority of the area alone: what is written is written under its sight.
    with read_as(_seen_by(area, by=by)):
        child = _written(arrival, area=area, now=now)
    with hand_on(child_id=child.pk):
        event = _say(child, arrival, by=by, now=now)
        notices.tell(
            event=event,
            about=TellingAbout.ARRIVED,
            recipients=_desks(area, child.responsible_team_id, now=now),
            episode=None,
            now=now,
        )
    audit(action="arrivals.register_arrival", about=child.reference, by=by, now=now)
    return child.reference


def tell_new_authority(child: Child, *, now: datetime) -> None:
    """Ask the authority that looks after a child from now on to answer, where the one before never did.

    Nobody there is asked any more, and its links open nothing: it reads of the child no longer. The child is locked
    and handed on.
    """
    told = Telling.objects.filter(event=OuterRef("event"), owed_step=None, state=TellingState.TOLD.value)
    of_it = Telling.objects.filter(child=child, about__in=[about.value for about in ARRIVALS])
    asked = of_it.exclude(Exists(told))
    keys = list(asked.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    arrived = list(Event.objects.filter(tellings__in=keys).distinct().order_by("pk"))
    former = Telling.objects.filter(pk__in=keys)
    former.update(state=TellingState.WITHDRAWN.value, answer_by=None, next_attempt_at=None)
    former.exclude(token_hash=None).filter(link_withdrawn_at=None).update(link_withdrawn_at=now)
    corrections = list(Event.objects.filter(child=child, corrects__isnull=False))
    stand = {row.pk for row in standing([*arrived, *corrections])}
    desks = _desks(child.responsible_authority, child.responsible_team_id, now=now)
    for event in arrived:
        if event.pk in stand:
            notices.tell(event=event, about=TellingAbout.HANDED, recipients=desks, episode=None, now=now)


def _area(reference: str, *, by: Actor) -> Organisation:
    """Give the authority of the area: the actor's own, else the one that was chosen."""
    if not access.may(role=by.role, relation=None, permission=Permission.REGISTER_ARRIVAL):
        raise NotPermitted("Your role does not register a child who arrived alone. Ring the duty team.")
    authorities = Organisation.objects.filter(kind=OrganisationKind.LOCAL_AUTHORITY.value)
    own = authorities.filter(pk=by.organisation_id or 0).first()
    found = own or authorities.filter(reference=reference).first()
    if found is None:
        raise Refused("Choose the authority in whose area the child arrived.", field="area")
    return found


def _seen_by(area: Organisation, *, by: Actor) -> Actor:
    return Actor(role=Role.DUTY_WORKER, name=by.name, organisation_id=area.pk)


def _check(arrival: Arrival, *, now: datetime) -> None:
    arrived, age = arrival.arrived, arrival.stated_age
    policy.check_arrival(place=arrival.place, arrived=arrived, stated_age=age, now=now)
    policy.check_born(born_on=arrival.born_on, stated_age=age, arrived=arrived.on)
    policy.check_interpreter(
        interpreter=arrival.interpreter,
        independent=arrival.interpreter_independent,
        language=arrival.language,
    )


def _written(arrival: Arrival, *, area: Organisation, now: datetime) -> Child:
    certainty = policy.certainty_of(
        born_on=arrival.born_on, stated_age=arrival.stated_age, arrived=arrival.arrived.on
    )
    row = Child(
        date_of_birth=arrival.born_on or _about(arrival.stated_age, on=arrival.arrived.on),
        date_of_birth_certainty=certainty.value,
        sex=arrival.sex.value,
        nationality=arrival.nationality.strip(),
        languages=arrival.language.strip(),
        responsible_authority=area,
        responsible_team=Team.objects.filter(organisation=area).order_by("pk").first(),
        is_unidentified=not arrival.name.strip(),
        recorded_at=now,
    )
    check_fits(row)
    row.save(force_insert=True)
    for kind, name in (
        (NameKind.BIRTH, arrival.name.strip()),
        (NameKind.ORIGINAL_SCRIPT, arrival.original_script.strip()),
    ):
        if name:
            add_names(row, (name,), kind=kind, now=now)
    relate(row, provider=None, now=now)
    UnaccompaniedPeriod.objects.create(child=row, recorded_at=now)
    return row


def _about(age: int | None, *, on: date) -> date | None:
    """Give a date of birth in the middle of the year in which somebody of this age was born: an estimate."""
    return None if age is None else on.replace(year=on.year - age, day=min(on.day, 28)) - _HALF_A_YEAR


def _say(child: Child, arrival: Arrival, *, by: Actor, now: datetime) -> Event:
    """Append the arrival, and beside it that the child is presumed to be under 18."""
    people = ArrivalPeople(
        **{
            name: getattr(arrival, name).strip()
            for name in ("route", "met_by", "documents", "interpreter_name", "is_now_at")
        }
    )
    detail = ArrivalDetail(
        place=arrival.place.strip(),
        stated_age=arrival.stated_age,
        stated_born_on=arrival.born_on,
        language=arrival.language.strip(),
        interpreter=arrival.interpreter.value,
        interpreter_independent=arrival.interpreter_independent.value
        if arrival.interpreter_independent
        else "",
    )
    event = events.append(
        child=child,
        kind=EventKind.CHILD_ARRIVED,
        happened=arrival.arrived,
        words=f"Arrived alone at {arrival.place.strip()}.",
        detail=detail,
        more=[people],
        by=by,
        now=now,
    )
    events.append(
        child=child,
        kind=EventKind.AGE_SAID,
        happened=When.moment(now),
        words="Presumed to be under 18 until the age is assessed or otherwise determined.",
        detail=AgeDetail(
            standing=AgeStanding.PRESUMED.value,
            basis=AgeBasis.PRESUMPTION.value,
            is_under_18=True,
            born_on=arrival.born_on,
            source=PRESUMED_BY,
        ),
        by=by,
        now=now,
    )
    return event


def _desks(area: Organisation, team: int | None, *, now: datetime) -> list[Recipient]:
    """Give the desk that the local table has for an authority that looks after a child, by each message it can take.

    The first of them asks for an answer, whatever the stage says: nobody has the child until somebody there answers.
    A table that sends the desk no message leaves a call to make, and nobody answered counts from then.
    """
    facts = tables.TellingFacts(posts={Whom.RESPONSIBLE_AUTHORITY: (post_of(area.pk, team),)})
    steps = tables.who_is_told(table=tables.in_force(), facts=facts, calendar=None, now=now)
    asked = [told for told in steps.told if told.channel in MESSAGES] or list(steps.told[:1])
    return [
        Recipient(
            organisation=told.post.organisation,
            team=told.post.team,
            relation=Relation.RESPONSIBLE,
            channel=told.channel,
            stage=told.stage.value,
            asks_answer=told is asked[0],
        )
        for told in asked
    ]


@acts
def open_arrival(*, child: str, by: Actor, now: datetime) -> ArrivalPage:
    """Open what is recorded of a child's arrival: the reading is audited, refusals too."""
    page = read_arrival(child=child, by=by, now=now)
    audit(action="arrivals.open_arrival", about=child, by=by, now=now)
    return page


@acts
def acknowledge(*, child: str, by: Actor, now: datetime) -> str:
    """Record that the actor, at the authority of the area, has the arrival; twice is once."""
    row = lock_child(reference=child, by=by)
    require(permission=Permission.ACKNOWLEDGE, row=row, by=by)
    tellings = Telling.objects.select_for_update(of=("self",)).select_related("organisation")
    asked = [
        each
        for each in tellings.filter(child=row, organisation=by.organisation_id or 0, owed_step=None).order_by(
            "pk"
        )
        if each.state not in (TellingState.TOLD.value, TellingState.WITHDRAWN.value)
    ]
    if asked:
        post = access.ROLE_TITLES[by.role]
        Acknowledgement.objects.create(
            telling=asked[0], name=by.name, job_title=post, strength="", acknowledged_at=now
        )
        notices.mark_told(asked[0], told_at=now)
        acknowledging.into_the_case(asked[0], name=by.name, post=post, by=by, now=now)
    audit(action="arrivals.acknowledge", about=child, by=by, now=now)
    return child


@dataclass(frozen=True, kw_only=True)
class Age:
    """What was assessed or determined: under 18 or not, born when, on what basis, by whom, on which day."""

    is_under_18: bool
    basis: AgeBasis
    source: str
    said_on: date
    born_on: date | None = None


@acts
def record_age(*, child: str, age: Age, seen_version: int | None, by: Actor, now: datetime) -> str:
    """Record that a child's age was assessed or determined. Until then the child is taken to be under 18."""
    row = lock_child(reference=child, by=by)
    require(permission=Permission.DECIDE_CONCERN, row=row, by=by)
    check_not_matched(is_matched=row.matched_to_id is not None)
    check_version(held=row.version, seen=seen_version)
    policy.check_age(
        basis=age.basis,
        is_under_18=age.is_under_18,
        born_on=age.born_on,
        source=age.source,
        said_on=age.said_on,
        today=day_of(now),
    )
    under = "under 18" if age.is_under_18 else "18 or over"
    events.append(
        child=row,
        kind=EventKind.AGE_SAID,
        happened=When(on=age.said_on),
        words=f"Determined to be {under}.",
        detail=AgeDetail(
            standing=AgeStanding.DETERMINED.value,
            basis=age.basis.value,
            is_under_18=age.is_under_18,
            born_on=age.born_on,
            source=age.source.strip(),
        ),
        by=by,
        now=now,
    )
    settle_age(row)
    audit(action="arrivals.record_age", about=child, by=by, now=now)
    return child


def settle_age(child: Child) -> None:
    """Rewrite a locked child's date of birth as the entries on the age that stand have it."""
    taken = taken_to_be(child)
    if taken is None:
        return
    child.date_of_birth = taken.born_on or child.date_of_birth
    if taken.standing is AgeStanding.PRESUMED:
        born = child.date_of_birth
        said = policy.certainty_of(born_on=born, stated_age=None, arrived=day_of(child.recorded_at))
        child.date_of_birth_certainty = said.value
    elif taken.born_on is not None:
        child.date_of_birth_certainty = _certainty(taken.basis).value
    child.version += 1
    child.save(update_fields=["date_of_birth", "date_of_birth_certainty", "version"])


def _certainty(basis: AgeBasis) -> DateCertainty:
    """Say how sure a date of birth is that was determined: what a person assessed is an estimate still."""
    return DateCertainty.ESTIMATED if basis is AgeBasis.ASSESSMENT else DateCertainty.DOCUMENTED


@acts
def set_first_days(*, child: str, todos: tuple[tasks.ToDo, ...], by: Actor, now: datetime) -> str:
    """Set what is done in the first days, each with its owner and its day; they stand on the work lists."""
    row = lock_child(reference=child, by=by)
    require(permission=Permission.HOLD_DISCUSSION, row=row, by=by)
    if arrival_of(row) is None:
        raise NotFound("No arrival of this child stands on the record. Nothing was recorded.")
    if not todos:
        raise Refused("Give at least one of them an owner and a day. Nothing was recorded.")
    for todo in todos:
        tasks.set_action(child=child, todo=todo, by=by, now=now)
    audit(action="arrivals.set_first_days", about=child, by=by, now=now)
    return child
