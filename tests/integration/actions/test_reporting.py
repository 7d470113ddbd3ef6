from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from lantern.accounts.models import Proof
from lantern.actions import missing
from lantern.queries.missing import episode_page
from lantern.record.models import AuditEntry, Event, EventSource, MissingEpisode, OwedDuty, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.refusals import NotFound, NotPermitted, NotReady, Refused
from lantern.vocabulary.roles import Role
from tests.factories.children import make_child
from tests.factories.night import NOW, SEEN, at, episode_of, make_night
from tests.factories.organisations import make_actor, make_proof
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


def written() -> dict[str, int]:
    """Count what there is of everything that a report writes."""
    with seen_as(SIMULATOR):
        counts = {
            m.__name__: m.objects.count() for m in (MissingEpisode, Event, EventSource, OwedDuty, Telling)
        }
    return counts | {"jobs": ProcrastinateJob.objects.count()}


NOTHING = {"MissingEpisode": 0, "Event": 0, "EventSource": 0, "OwedDuty": 0, "Telling": 0, "jobs": 0}


def test_a_report_needs_no_more_than_who_and_when_last_seen() -> None:
    night = make_night()

    reference = night.reported()

    row = episode_of(reference)
    with seen_as(SIMULATOR):
        assert {
            "child": row.child_id,
            "responsible": row.responsible_authority_id,
            "host": row.host_authority_id,
            "placement": row.placement_provider_id,
            "police": row.police_force_id,
            "last_seen": When(on=row.last_seen_on, at=row.last_seen_at),
            "stage": row.stage,
            "kind": row.authority_kind,
            "version": row.version,
        } == {
            "child": night.child.pk,
            "responsible": night.authority.pk,
            "host": night.host.pk,
            "placement": night.home.pk,
            "police": night.force.pk,
            "last_seen": When.moment(SEEN),
            "stage": "missing",
            "kind": "",
            "version": 2,
        }
        assert [event.kind for event in Event.objects.all()] == ["missing_reported"]
        assert EventSource.objects.count() == 0
        assert sorted(
            (t.relation, t.channel, t.organisation_id, t.team_id, t.state) for t in Telling.objects.all()
        ) == [
            ("host", "email", night.host.pk, None, "waiting"),
            ("placement", "telephone", night.home.pk, None, "waiting"),
            ("police", "telephone", night.force.pk, None, "waiting"),
            ("responsible", "email", night.authority.pk, night.team.pk, "waiting"),
        ]


def test_who_said_it_and_who_typed_it_are_both_kept() -> None:
    night = make_night()

    reference = night.reported(
        by=night.desk,
        said_by="Invented Carer",
        said_by_role="foster carer",
        contact="01632 960444",
        called=When.moment(at(minutes=-10)),
        noticed=When.moment(at(minutes=-30)),
        last_seen_where="the bus stop",
        wearing="a green coat",
        why_worried="she left her telephone",
        done_to_trace="rang her friends",
        words="Please hurry.",
        kind=MissingKind.MISSING,
    )

    chronology = episode_page(reference=reference, by=night.desk, now=NOW).chronology
    assert [(e.kind, e.happened, e.recorded_at, e.by_name, e.said_by, e.words) for e in chronology] == [
        (
            EventKind.MISSING_REPORTED,
            When.moment(at(minutes=-10)),
            NOW,
            night.desk.name,
            "Invented Carer, foster carer, 01632 960444",
            "Please hurry.",
        ),
        (EventKind.CLASSIFIED, When.moment(at(minutes=-10)), NOW, night.desk.name, "", ""),
    ]
    assert chronology[0].facts == (
        ("Last seen", "Saturday 14 March 2026, 21:30"),
        ("Where", "the bus stop"),
        ("Wearing", "a green coat"),
        ("Why worried", "she left her telephone"),
        ("Done to trace", "rang her friends"),
    )


def test_a_second_report_is_joined_whoever_makes_it() -> None:
    night = make_night()
    first = night.reported()

    second = night.reported(
        by=night.carer, now=at(minutes=5), last_seen=When.moment(at(hours=-1)), said_by="Invented Neighbour"
    )

    assert second == first
    row = episode_of(first)
    assert (row.last_seen_at, row.stage, row.version) == (at(hours=-1), "missing", 3)
    with seen_as(SIMULATOR):
        assert [e.kind for e in Event.objects.order_by("pk")] == ["missing_reported", "report_joined"]
        assert Telling.objects.count() == 4


def test_a_report_after_the_child_moved_is_joined_to_the_absence_from_the_old_home() -> None:
    night, elsewhere = make_night(), make_night()
    first = night.reported()
    with seen_as(SIMULATOR):
        night.child.placement_provider = elsewhere.home
        night.child.save()

    joined = missing.report_missing(
        child=night.child.reference, report=night.report(), by=elsewhere.carer, now=at(minutes=5)
    )

    assert joined == first


def test_a_carer_does_not_classify_and_the_authority_does() -> None:
    night, other = make_night(), make_night()

    assert episode_of(night.reported(by=night.carer, kind=MissingKind.MISSING)).authority_kind == ""
    assert episode_of(other.reported(by=other.desk, kind=MissingKind.MISSING)).authority_kind == "M"


@pytest.mark.parametrize(
    ("known", "field"),
    [
        ({"last_seen": When.moment(at(minutes=3))}, "last_seen"),
        ({"last_seen": When(on=date(2026, 3, 15))}, "last_seen"),
        ({"noticed": When.moment(at(minutes=3))}, "noticed"),
        ({"called": When.moment(at(minutes=3))}, "happened"),
    ],
)
def test_a_time_in_the_future_is_refused_and_nothing_is_written(known: dict[str, Any], field: str) -> None:
    night = make_night()

    with pytest.raises(Refused, match="is in the future. Nothing was recorded") as refused:
        night.reported(**known)

    assert refused.value.field == field
    assert written() == NOTHING
    assert AuditEntry.objects.count() == 0


def test_two_honest_clocks_may_differ_by_two_minutes() -> None:
    night = make_night()

    night.reported(last_seen=When.moment(at(minutes=2)), called=When.moment(at(minutes=2)))


def test_a_report_within_an_earlier_absence_is_refused_in_words() -> None:
    night = make_night()
    first = night.reported()
    missing.record_return(
        reference=first,
        returned=When.moment(at(hours=2)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=3),
    )
    before = written()

    with pytest.raises(Refused, match="overlap another time this child was missing. Nothing was changed"):
        night.reported(now=at(hours=4), last_seen=When.moment(at(hours=1)))

    assert written() == before
    assert night.reported(now=at(hours=4), last_seen=When.moment(at(hours=2))) != first


def test_back_and_gone_again_on_one_day_with_days_only() -> None:
    night = make_night()
    first = night.reported(last_seen=When(on=date(2026, 3, 12)))
    missing.record_return(
        reference=first,
        returned=When(on=date(2026, 3, 14)),
        words="",
        seen_version=None,
        by=night.desk,
        now=NOW,
    )

    assert night.reported(last_seen=When(on=date(2026, 3, 14))) != first


def test_somebody_without_a_relation_is_not_told_that_the_child_exists() -> None:
    night, stranger = make_night(), make_night()

    with pytest.raises(NotFound):
        night.reported(by=stranger.desk)
    with pytest.raises(NotFound):
        missing.report_missing(child="AAAA-BBBB-CCCC", report=night.report(), by=stranger.desk, now=NOW)

    assert written() == NOTHING
    refusals = AuditEntry.objects.order_by("number").values_list("action", "outcome", "about", "account_id")
    assert list(refusals) == [
        ("missing.report_missing", "refused", night.child.reference, stranger.desk.account_id),
        ("missing.report_missing", "refused", "AAAA-BBBB-CCCC", stranger.desk.account_id),
    ]


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.INFORMATION_OWNER, "authority"),
        (Role.INTERVIEWER, "authority"),
        (Role.SOCIAL_WORKER, "host"),
    ],
)
def test_who_may_see_and_may_not_report_is_refused_and_that_is_kept(role: Role, place: str) -> None:
    night = make_night()
    reader = make_actor(role=role, organisation=getattr(night, place))

    with pytest.raises(NotPermitted, match="Your role does not allow this"):
        night.reported(by=reader)

    assert written() == NOTHING
    entry = AuditEntry.objects.get()
    assert (entry.outcome, entry.about, entry.role) == ("refused", night.child.reference, role.value)


def test_what_was_typed_in_place_of_a_reference_is_not_kept_in_the_audit() -> None:
    night = make_night()

    with pytest.raises(NotFound):
        missing.report_missing(child="Invented Child Name", report=night.report(), by=night.desk, now=NOW)

    assert AuditEntry.objects.get().about == ""


def test_a_live_installation_records_no_child_until_mail_and_number_are_proved(settings: Any) -> None:
    settings.IS_DEMO = False
    settings.PUBLIC_ADDRESS = "https://lantern.example"
    night = make_night()
    asked = make_proof(kind=Proof.MAIL)

    for proved in ([], [Proof.MAIL], [Proof.NUMBER]):
        Proof.objects.exclude(pk=asked.pk).delete()
        for kind in proved:
            make_proof(kind=kind, proved_at=datetime(2026, 3, 1, 10, 0, tzinfo=UTC))
        with pytest.raises(NotReady, match="Ring police and the duty team by telephone now"):
            night.reported()
    assert written() == NOTHING

    make_proof(kind=Proof.MAIL, proved_at=datetime(2026, 3, 1, 10, 0, tzinfo=UTC))
    night.reported()
    assert written()["MissingEpisode"] == 1


def test_an_absence_without_a_force_still_tells_the_authorities() -> None:
    night = make_night()
    for organisation in (night.authority, night.host):
        organisation.police_force = None
        organisation.save()

    reference = night.reported()

    with seen_as(SIMULATOR):
        assert sorted(Telling.objects.values_list("relation", flat=True)) == [
            "host",
            "placement",
            "responsible",
        ]
    assert episode_of(reference).police_force_id is None


def test_a_child_at_home_in_her_own_authority_is_told_to_one_team() -> None:
    night = make_night()
    child = make_child(responsible_authority=night.authority)

    missing.report_missing(child=child.reference, report=night.report(), by=night.desk, now=NOW)

    with seen_as(SIMULATOR):
        assert sorted(Telling.objects.values_list("relation", "organisation_id")) == [
            ("police", night.force.pk),
            ("responsible", night.authority.pk),
        ]


def test_nobody_reports_as_a_machine() -> None:
    night = make_night()

    for role in (Role.SYSTEM, Role.OPERATOR, Role.NATIONAL_OVERSIGHT, Role.LINK_HOLDER):
        with pytest.raises(NotFound):
            night.reported(by=Actor(role=role, name="Somebody", organisation_id=night.authority.pk))
    assert written() == NOTHING


def test_an_absence_over_the_change_of_clocks_counts_real_hours() -> None:
    night = make_night()
    seen = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # half an hour before the clocks go forward
    reference = night.reported(last_seen=When.moment(seen), now=seen + timedelta(hours=1))
    missing.record_return(
        reference=reference,
        returned=When.moment(seen + timedelta(hours=2)),
        words="",
        seen_version=None,
        by=night.desk,
        now=seen + timedelta(hours=2),
    )

    row = episode_of(reference)
    assert (row.last_seen_on, row.returned_on) == (date(2026, 3, 29), date(2026, 3, 29))
    with seen_as(SIMULATOR):
        owed = OwedDuty.objects.get(code="return-interview-72h")
    assert owed.due_at == seen + timedelta(hours=2 + 72)
