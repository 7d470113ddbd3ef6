from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from lantern.accounts.models import Organisation
from lantern.actions import bulk, children, duties, events, missing
from lantern.exchange import ssda903
from lantern.queries.seeing import seen_as
from lantern.record import models as record
from lantern.record.models import (
    AuditEntry,
    CareEpisode,
    Event,
    ImportRow,
    ImportRun,
    MissingEpisode,
    OwedDuty,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.refusals import NotPermitted, NotReady, Refused
from lantern.vocabulary.roles import Role
from tests.integration.exchange.record import authority, count, held, importer, plain
from tests.unit.returns.folder import EPISODES, missing_file, write_return

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2025, 11, 1, 12, tzinfo=UTC)
SAMPLE = Path(__file__).parents[4] / "shared" / "data" / "ssda903"


def quiet(what: str, number: int) -> None:
    """Show no progress."""


def bring_in(folder: Path, into: Organisation, now: datetime = NOW) -> ssda903.Imported:
    return ssda903.import_folder(folder=folder, authority=into.name, progress=quiet, now=now)


def test_import_small_return_row_by_row(tmp_path: Path) -> None:
    council = authority()
    imported = bring_in(write_return(tmp_path), council)
    with seen_as(importer(council)):
        first, second = record.Child.objects.order_by("pk")
        names = list(record.ChildName.objects.values_list("child", "kind", "name").order_by("child"))
        identifiers = set(record.ChildIdentifier.objects.values_list("child", "kind", "value"))
        periods = list(
            record.ResponsibilityPeriod.objects.values_list("child", "relation", "organisation", "from_on")
        )
        unaccompanied = list(record.UnaccompaniedPeriod.objects.values_list("child", "ceased_on"))
        care = list(CareEpisode.objects.order_by("pk").values_list("began_on", "ended_on", "placement_code"))
        postcodes = set(record.CareEpisodeAddress.objects.values_list("home_postcode", "placement_postcode"))
        reviews = list(record.CareReview.objects.values_list("child", "held_on", "code"))

    assert (first.date_of_birth, first.sex, first.ethnicity) == (date(2010, 2, 1), "M", "WBRI")
    assert (first.responsible_authority, first.responsible_team) == (council, council.teams.get())
    assert first.recorded_at == NOW
    assert names == [
        (first.pk, "known_as", "Child 1 (no name in the return)"),
        (second.pk, "known_as", "Child 2 (no name in the return)"),
    ]
    assert identifiers == {(first.pk, "ssda903", "1"), (first.pk, "upn", "A1"), (second.pk, "ssda903", "2")}
    assert periods == [
        (first.pk, "responsible", council.pk, date(2020, 4, 1)),
        (second.pk, "responsible", council.pk, date(2025, 11, 1)),
    ]
    assert unaccompanied == [(second.pk, date(2029, 4, 3))]
    assert care == [(date(2020, 4, 1), date(2020, 6, 1), "U1"), (date(2020, 6, 1), None, "K1")]
    assert postcodes == {("AB1 2CD", "AB3 4EF"), ("AB1 2CD", "AB5 6GH")}
    assert reviews == [(first.pk, date(2020, 4, 20), "PN1")]
    assert imported.faults == []


def test_import_twice_gives_the_same_record(tmp_path: Path) -> None:
    council = authority()
    folder = write_return(tmp_path, missing=missing_file("1,01/02/2010,M,01/05/2020,", "1,01/02/2010,X,,"))
    bring_in(folder, council)
    once = held(council)
    again = bring_in(folder, council, now=datetime(2025, 11, 2, 12, tzinfo=UTC))

    assert held(council) == once
    assert again.counts["new_on_the_record"] == {
        "children": 0,
        "care_episodes": 0,
        "missing_and_away_episodes": 0,
    }


def test_import_tells_nobody_and_is_audited(tmp_path: Path) -> None:
    council = authority()
    imported = bring_in(write_return(tmp_path), council)
    audited = AuditEntry.objects.order_by("-number").first()

    assert count(council).get("Telling", 0) == 0
    assert audited is not None
    assert (audited.action, audited.about, audited.role) == ("bulk.write_return", imported.run, "importer")


def ordinary(council: Organisation, by: Actor) -> None:
    """Do by the ordinary actions what the small return says of its missing child."""
    child = children.NewChild(name="Marlowe-Sample", date_of_birth=date(2010, 2, 1))
    desk = Actor(role=Role.DUTY_WORKER, name="Ordinary", organisation_id=council.pk)
    reference = children.register_child(child=child, by=desk, now=NOW)
    for kind, began, ended in (
        (MissingKind.MISSING, date(2020, 5, 1), date(2020, 5, 3)),
        (MissingKind.MISSING, date(2020, 5, 3), None),
    ):
        report = missing.Report(last_seen=When(on=began), called=When(on=began), kind=kind)
        episode = missing.report_missing(child=reference, report=report, by=by, now=NOW)
        if ended:
            missing.record_return(
                reference=episode, returned=When(on=ended), words="", seen_version=None, by=by, now=NOW
            )


def story(council: Organisation) -> list[dict[str, Any]]:
    """Give each missing episode with its events and duties, without the numbers the database gave them."""
    told = []
    with seen_as(importer(council)):
        for episode in MissingEpisode.objects.order_by("pk"):
            rows = Event.objects.filter(episode=episode).order_by("pk")
            places = {event.pk: place for place, event in enumerate(rows)}
            rows_owed = OwedDuty.objects.filter(episode=episode).order_by("code", "arose_on")
            owed = plain(rows_owed, "episode_id", "assumed")  # a file says more of a child's care
            for duty in owed:
                del duty[
                    "wakes_at"
                ]  # an import wakes nobody: what a file tells of long ago is told to nobody
                duty["arises_from_id"] = places[duty["arises_from_id"]]
                duty["settled_by_id"] = places.get(duty["settled_by_id"])
            told.append(
                {
                    "row": plain(MissingEpisode.objects.filter(pk=episode.pk), "child_id"),
                    "version": (episode.version, episode.recorded_at),
                    "events": plain(rows, "episode_id"),
                    "recorded": [event.recorded_at for event in rows],
                    "reports": plain(record.ReportDetail.objects.filter(event__in=rows), "event_id"),
                    "kinds": plain(record.ClassificationDetail.objects.filter(event__in=rows), "event_id"),
                    "owed": owed,
                }
            )
    return told


def test_import_writes_the_rows_that_the_ordinary_actions_write(tmp_path: Path) -> None:
    council = authority()
    ordinary(council, importer(council))
    by_actions = story(council)
    # "Away" of a file is kept as the file says; by the actions it would ask who made sure of it.
    both = missing_file("1,01/02/2010,M,01/05/2020,03/05/2020", "1,01/02/2010,M,03/05/2020,")
    bring_in(write_return(tmp_path, missing=both), council)
    by_import = story(council)[len(by_actions) :]

    assert by_import == by_actions
    assert len(by_import) == 2


def test_import_rows_are_the_fold_of_their_events_and_duties_as_reckoned(tmp_path: Path) -> None:
    council = authority()
    bring_in(write_return(tmp_path), council)
    with seen_as(importer(council)):
        for episode in MissingEpisode.objects.all():
            state = events.state_of(episode=episode)
            columns = events.columns_of(state)
            stored = set(
                OwedDuty.objects.filter(episode=episode).values_list("code", "arises_from", "due_at")
            )
            owed = duties.reckoned(episode=episode, state=state, now=NOW)

            assert {name: getattr(episode, name) for name in columns} == columns
            assert stored == {(each.duty_code, each.arises_from, each.due_at) for each in owed}


def test_import_of_older_absences_begins_no_duty_that_only_practice_here_ends(tmp_path: Path) -> None:
    council = authority()
    bring_in(write_return(tmp_path), council)

    with seen_as(importer(council)):
        owed = set(OwedDuty.objects.values_list("code", flat=True))
        assert Event.objects.filter(kind="child_returned").exists()
    only_here = {duty.code for duty in duties.duties_in_force() if duty.only_recorded_here}
    assert {"prevention-interview", "reviewing-officer-told"} <= only_here
    assert owed & only_here == set()


def test_import_keeps_every_dirty_row_for_correction(tmp_path: Path) -> None:
    council = authority()
    lines = ("1,01/02/2010,M,31/02/2020,", "1,01/02/2010,m,01/05/2020,02/05/2020")
    imported = bring_in(write_return(tmp_path, missing=missing_file(*lines), uasc="NAME\nx\n"), council)
    with seen_as(importer(council)):
        run = ImportRun.objects.get(reference=imported.run)
        rows = plain(ImportRow.objects.order_by("pk"), "digest", "authority_id", "settled_at")

    unsettled = {"settled_by": "", "settled_reason": "", "corrected_text": {}, "sent_again_at": None}
    open_row = {"run_id": run.pk, "state": "open", **unsettled}
    assert rows == [
        open_row
        | {
            "file": "uasc.csv",
            "line": 1,
            "column": "",
            "value": "NAME",
            "reason": "The first line does not have the column names of any table of the return.",
            "rule": "",
            "disposition": "refused",
            "row_text": {},
        },
        open_row
        | {
            "file": "missing.csv",
            "line": 2,
            "column": "MIS_START",
            "value": "31/02/2020",
            "reason": "There is no such day.",
            "rule": "1004",
            "disposition": "refused",
            "row_text": {
                "CHILD": "1",
                "DOB": "01/02/2010",
                "MISSING": "M",
                "MIS_START": "31/02/2020",
                "MIS_END": "",
            },
        },
        open_row
        | {
            "file": "missing.csv",
            "line": 3,
            "column": "MISSING",
            "value": "m",
            "reason": "Written in capitals. Kept as M.",
            "rule": "",
            "disposition": "altered",
            "row_text": {
                "CHILD": "1",
                "DOB": "01/02/2010",
                "MISSING": "m",
                "MIS_START": "01/05/2020",
                "MIS_END": "02/05/2020",
            },
        },
    ]
    assert run.summary == imported.counts
    assert (imported.counts["rows_refused"], imported.counts["rows_altered"]) == (1, 1)


def test_import_same_bad_row_twice_in_a_file_is_two_rows_to_look_at(tmp_path: Path) -> None:
    council = authority()
    bring_in(write_return(tmp_path, missing=missing_file(*["1,01/02/2010,X,01/05/2020,"] * 2)), council)

    assert count(council)["ImportRow"] == 2


def test_import_absence_that_overlaps_the_record_waits_for_a_person(tmp_path: Path) -> None:
    council = authority()
    bring_in(write_return(tmp_path, missing=missing_file("1,01/02/2010,M,01/05/2020,")), council)
    later = missing_file("1,01/02/2010,M,01/05/2020,04/05/2020", "2,03/04/2011,A,01/05/2020,")
    imported = bring_in(write_return(tmp_path, missing=later), council)
    with seen_as(importer(council)):
        kept = MissingEpisode.objects.order_by("pk").values_list(
            "last_seen_on", "returned_on", "authority_kind"
        )
        assert list(kept) == [(date(2020, 5, 1), None, "M"), (date(2020, 5, 1), None, "A")]

    assert [(fault.line, fault.column, fault.rule) for fault in imported.faults] == [(2, "MIS_START", "574")]
    counts = imported.counts
    assert (counts["missing_episodes"], counts["away_episodes"], counts["rows_refused"]) == (0, 1, 1)
    assert counts["by_duration"]["3 to 7 days"] == 0
    assert counts["children_missing_or_away"] == 1


def test_import_next_years_return_closes_a_care_episode(tmp_path: Path) -> None:
    council = authority()
    bring_in(write_return(tmp_path), council)
    closed = EPISODES.replace("K1,PR4,,,,", "K1,PR4,01/02/2021,X1,CARPL,")
    later = closed + "1,01/02/2021,P,C2,N1,U1,PR1,,,,,,\n"
    imported = bring_in(write_return(tmp_path, episodes=later), council)
    with seen_as(importer(council)):
        care = CareEpisode.objects.order_by("began_on").values_list("began_on", "ended_on", "reason_ended")
        assert list(care) == [
            (date(2020, 4, 1), date(2020, 6, 1), "X1"),
            (date(2020, 6, 1), date(2021, 2, 1), "X1"),
            (date(2021, 2, 1), None, ""),
        ]

    assert imported.faults == []


def test_import_care_episode_that_clashes_with_the_record_is_kept_for_correction(tmp_path: Path) -> None:
    council = authority()
    bring_in(write_return(tmp_path), council)
    moved = EPISODES.replace("01/06/2020,X1", "01/05/2020,X1").replace("1,01/06/2020,P", "1,15/05/2020,P")
    imported = bring_in(write_return(tmp_path, episodes=moved), council)

    assert [(fault.line, fault.column, fault.value) for fault in imported.faults] == [
        (2, "DEC", "01/05/2020"),
        (3, "DECOM", "15/05/2020"),
    ]
    assert (imported.counts["care_episodes"], imported.counts["rows_refused"]) == (0, 2)
    assert count(council)["CareEpisode"] == 2


def test_import_that_fails_halfway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    council = authority()

    def failing(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(bulk, "write_absences", failing)
    with pytest.raises(RuntimeError):
        bring_in(write_return(tmp_path), council)

    assert count(council) == {}


def test_import_for_an_authority_that_is_not_here(tmp_path: Path) -> None:
    authority()
    with pytest.raises(ssda903.NoSuchAuthority) as refusal:
        ssda903.import_folder(folder=tmp_path, authority="Nowhere", progress=quiet, now=NOW)

    assert refusal.value.message.startswith("There is no local authority called 'Nowhere' here.")
    assert "Testwick Council" in refusal.value.message


def test_import_from_a_folder_that_is_not_there_writes_no_run(tmp_path: Path) -> None:
    council = authority()
    with pytest.raises(Refused):
        bring_in(tmp_path / "nowhere", council)

    with seen_as(importer(council)):
        assert ImportRun.objects.count() == 0


@pytest.mark.parametrize("role", [Role.DUTY_WORKER, Role.IMPORTER])
def test_write_return_by_somebody_who_may_not(role: Role) -> None:
    council, other = authority(), authority("Elsewhere-on-Sample Council")
    by = Actor(role=role, name="x", organisation_id=other.pk)
    with pytest.raises(NotPermitted):
        bulk.write_return(
            authority_id=council.pk,
            form="ssda903",
            items=[],
            summary=lambda written: {},
            progress=quiet,
            by=by,
            now=NOW,
        )

    assert AuditEntry.objects.order_by("-number").values_list("action", "outcome").first() == (
        "bulk.write_return",
        "refused",
    )


@override_settings(IS_DEMO=False)
def test_import_into_a_live_installation_that_is_not_ready(tmp_path: Path) -> None:
    council = authority()
    with pytest.raises(NotReady):
        bring_in(write_return(tmp_path), council)


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample return is not beside this checkout")
def test_import_of_the_sample_return() -> None:
    council = authority()
    imported = bring_in(SAMPLE, council)

    assert imported.counts["new_on_the_record"] == {
        "children": 2675,
        "care_episodes": 4978,
        "missing_and_away_episodes": 42,
    }
    assert {name: count(council)[name] for name in ("Event", "CareReview", "ImportRow", "Child")} == {
        "Event": 126,
        "CareReview": 12449,
        "ImportRow": 207,
        "Child": 2675,
    }
