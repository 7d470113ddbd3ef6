"""An inquiry bundle: asked for by one, released by another, fetched by those two, and gone when its time is over."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lantern.actions import bundles, sealing
from lantern.actions.bundles import AskedBundle
from lantern.actions.duplicates import decide_pair
from lantern.commands import bundle as verb
from lantern.documents import bundles as documents
from lantern.documents.manifests import check
from lantern.queries import bundles as seen
from lantern.record.models import AuditEntry, Bundle, BundleContent, Event
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.bundles import BundleState
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role
from tests.factories.access import make_bundle, make_bundle_content, make_released_bundle
from tests.factories.case_events import make_case_event
from tests.factories.children import make_child
from tests.factories.involved import make_photograph
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_actor, make_contact_person
from tests.factories.sight import SIMULATOR, invented, seen_as

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
ASKED = AskedBundle(
    recipient="Ivy Invented",
    recipient_post="Chair, an invented review",
    route="Handed over in person",
    reasons="The review asked for it",
)


class Case:
    """A child with a report, a concern and a photograph, and the people who ask and release."""

    def __init__(self) -> None:
        self.night: Night = make_night()
        self.reference = self.night.reported(
            now=NOW - timedelta(days=1), last_seen=When.moment(NOW - timedelta(days=1, hours=1))
        )
        make_case_event(child=self.night.child, recorded_at=NOW - timedelta(days=3), words="An older man")
        self.photograph = make_photograph(child=self.night.child)
        authority = self.night.authority
        self.worker = make_actor(role=Role.SOCIAL_WORKER, organisation=authority)
        self.lead = make_actor(role=Role.MISSING_LEAD, organisation=authority)
        self.owner = make_actor(role=Role.INFORMATION_OWNER, organisation=authority)

    def ask(self, *, by: Actor | None = None, **said: Any) -> str:
        asked = AskedBundle(**{**ASKED.__dict__, **said})
        return bundles.ask(reference=self.night.child.reference, asked=asked, by=by or self.worker, now=NOW)

    def release(self, bundle: str, *, by: Actor | None = None, with_sealed: bool = False) -> str:
        return documents.release(
            reference=bundle, with_sealed=with_sealed, words="", key=None, by=by or self.lead, now=NOW
        )

    def seal_the_report(self) -> None:
        with seen_as(SIMULATOR):
            wrong = Event.objects.get(episode__reference=self.reference, kind="missing_reported").pk
        sealing.seal(
            reference=self.reference,
            event=wrong,
            reasons="Another girl",
            seen_version=None,
            by=self.night.desk,
            now=NOW,
        )


@pytest.fixture
def case() -> Case:
    return Case()


def audited() -> list[tuple[str, str, str]]:
    rows = AuditEntry.objects.filter(action__startswith="bundles.").order_by("number")
    return [(row.action, row.outcome, row.about) for row in rows]


@invented
def row_of(reference: str) -> Bundle:
    return Bundle.objects.get(reference=reference)


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_is_asked_for_released_and_fetched_and_each_is_audited(case: Case) -> None:
    child = case.night.child.reference
    bundle = case.ask()
    case.release(bundle)

    for by in (case.worker, case.lead):
        assert bundles.fetch(reference=bundle, by=by, now=NOW).child == child

    assert audited() == [
        ("bundles.ask", "done", child),
        ("bundles.open_material", "done", child),
        ("bundles.release", "done", child),
        ("bundles.fetch", "done", child),
        ("bundles.fetch", "done", child),
    ]
    row = row_of(bundle)
    assert (row.state, row.asked_by_id, row.decided_by_id) == (
        BundleState.RELEASED.value,
        case.worker.account_id,
        case.lead.account_id,
    )
    assert row.ends_at == NOW + timedelta(hours=48)


def test_the_archive_holds_what_its_manifest_says(case: Case, tmp_path: Path) -> None:
    bundle = case.ask()
    case.release(bundle)
    content = bundles.fetch(reference=bundle, by=case.worker, now=NOW).content

    files = opened(content)
    manifest = json.loads(files["manifest.json"])
    record = json.loads(files["record.json"])
    picture = f"attachments/{case.photograph.reference}.jpg"

    assert list(files) == ["chronology.pdf", "record.json", picture, "manifest.json"]
    assert manifest["files"] == [
        {"name": name, "bytes": len(files[name]), "sha256": sha256(files[name]).hexdigest()}
        for name in ("chronology.pdf", "record.json", picture)
    ]
    assert manifest["recipient"] == {
        "name": "Ivy Invented",
        "post": "Chair, an invented review",
        "route": "Handed over in person",
    }
    assert (manifest["holds_sealed"], manifest["episode"]) == (False, None)
    last = AuditEntry.objects.filter(action="bundles.ask").get()
    assert manifest["audit_chain"]["number"] == last.number
    assert manifest["audit_chain"]["sha256"] == bytes(last.hash).hex()
    assert files["chronology.pdf"].startswith(b"%PDF-1.7")
    assert [(e["kind"], e["episode"], e["is_struck"]) for e in record["entries"]] == [
        ("concern_recorded", None, False),
        ("missing_reported", case.reference, False),
    ]
    assert record["child"]["reference"] == case.night.child.reference
    assert "contacts" in record["child"]
    path = tmp_path / "bundle.zip"
    path.write_bytes(content)
    checked = check(path)
    assert (checked.faults, checked.sha256) == ((), row_of(bundle).digest)


def test_it_holds_what_stands_under_another_record_of_the_child_as_that_record_s(case: Case) -> None:
    other = make_child(responsible_authority=case.night.authority, name="Testa Othername")
    make_case_event(child=other, recorded_at=NOW - timedelta(days=2), words="Seen at the station")
    pair = sorted((case.night.child.reference, other.reference))
    decide_pair(first=pair[0], second=pair[1], is_same=True, reasons="One telephone", by=case.lead, now=NOW)
    bundle = case.ask()
    case.release(bundle)

    record = json.loads(opened(bundles.fetch(reference=bundle, by=case.lead, now=NOW).content)["record.json"])

    (beside,) = record["other_records"]
    assert beside["reference"] == other.reference
    assert [(e["kind"], e["words"]) for e in beside["entries"]] == [
        ("concern_recorded", "Seen at the station")
    ]
    assert "Seen at the station" not in [entry["words"] for entry in record["entries"]]
    read = AuditEntry.objects.filter(action="chronologies.print_chronology", about=other.reference)
    assert read.count() == 1


def test_a_bundle_of_one_episode_holds_nothing_beside_it(case: Case) -> None:
    bundle = case.ask(episode=case.reference)
    case.release(bundle)

    record = json.loads(opened(bundles.fetch(reference=bundle, by=case.lead, now=NOW).content)["record.json"])

    assert {entry["episode"] for entry in record["entries"]} == {case.reference}
    assert [each["reference"] for each in record["episodes"]] == [case.reference]
    assert "contacts" not in record["child"]
    assert record["other_records"] == []


def test_nobody_releases_what_they_asked_for(case: Case) -> None:
    bundle = case.ask(by=case.lead)

    with pytest.raises(Refused, match="somebody other"):
        case.release(bundle, by=case.lead)
    assert seen.bundle(reference=bundle, by=case.lead, now=NOW).may_decide is False

    case.release(bundle, by=case.owner)
    assert row_of(bundle).state == "released"


def test_two_accounts_of_one_person_are_one_person(case: Case) -> None:
    person = make_contact_person(organisation=case.night.authority)
    both = [
        make_account(role=role, organisation=case.night.authority, person=person).as_actor()
        for role in (Role.SOCIAL_WORKER, Role.MISSING_LEAD)
    ]
    bundle = case.ask(by=both[0])

    with pytest.raises(Refused, match="somebody other"):
        case.release(bundle, by=both[1])


def test_the_database_itself_refuses_one_person_twice(case: Case) -> None:
    account = make_account(role=Role.MISSING_LEAD, organisation=case.night.authority)
    with pytest.raises(IntegrityError, match="bundle_of_two_people"), transaction.atomic():
        make_bundle(child=case.night.child, asked_by=account, decided_by=account)


def test_who_may_ask_may_not_always_release(case: Case) -> None:
    bundle = case.ask()

    for by in (make_actor(role=Role.SOCIAL_WORKER, organisation=case.night.authority),):
        with pytest.raises(NotPermitted):
            case.release(bundle, by=by)
    for by in (case.night.desk, case.night.host_desk, case.night.police, case.night.carer, make_actor()):
        with pytest.raises(NotFound):
            case.release(bundle, by=by)
        with pytest.raises((NotFound, NotPermitted)):
            case.ask(by=by)


def test_only_those_two_fetch_it_and_a_third_who_could_release_does_not(case: Case) -> None:
    bundle = case.ask()
    case.release(bundle)

    with pytest.raises(NotPermitted):
        bundles.fetch(reference=bundle, by=case.owner, now=NOW)
    assert seen.bundle(reference=bundle, by=case.owner, now=NOW).may_fetch is False
    assert audited()[-1] == ("bundles.fetch", "refused", bundle)
    with seen_as(case.owner):
        assert BundleContent.objects.count() == 0
    with seen_as(SIMULATOR):
        assert BundleContent.objects.count() == 0


def test_it_is_fetched_in_its_time_only_and_then_it_is_gone(case: Case) -> None:
    bundle = case.ask()
    case.release(bundle)
    later = NOW + timedelta(hours=48)

    with pytest.raises(NotPermitted):
        bundles.fetch(reference=bundle, by=case.worker, now=later)
    assert bundles.drop_expired(by=SYSTEM, now=later - timedelta(seconds=1)) == 0
    assert bundles.drop_expired(by=SYSTEM, now=later) == 1

    with seen_as(case.worker):
        assert BundleContent.objects.count() == 0
    assert row_of(bundle).digest  # that it was, and what it was, stays on record


def test_the_database_shows_no_archive_whose_time_is_over() -> None:
    over = datetime.now(UTC) - timedelta(minutes=1)
    bundle = make_released_bundle()
    make_bundle_content(bundle=bundle)

    with seen_as(bundle.asked_by.as_actor()):
        assert BundleContent.objects.count() == 1
    with seen_as(SIMULATOR):
        Bundle.objects.filter(pk=bundle.pk).update(ends_at=over)
    with seen_as(bundle.asked_by.as_actor()):
        assert BundleContent.objects.count() == 0


def test_sealed_entries_stay_out_and_the_manifest_says_so(case: Case) -> None:
    case.seal_the_report()
    bundle = case.ask()
    with pytest.raises(NotPermitted, match="information owner"):
        case.release(bundle, by=case.lead, with_sealed=True)
    case.release(bundle, by=case.owner)

    files = opened(bundles.fetch(reference=bundle, by=case.worker, now=NOW).content)

    manifest, record = json.loads(files["manifest.json"]), json.loads(files["record.json"])
    assert manifest["holds_sealed"] is False
    assert documents.SEALED_OUT in manifest["what_it_holds"]
    assert "missing_reported" not in {entry["kind"] for entry in record["entries"]}


def test_the_information_owner_puts_them_in_and_alone_fetches_it_then(case: Case) -> None:
    case.seal_the_report()
    bundle = case.ask()
    case.release(bundle, by=case.owner, with_sealed=True)

    with pytest.raises(NotPermitted):
        bundles.fetch(reference=bundle, by=case.worker, now=NOW)
    files = opened(bundles.fetch(reference=bundle, by=case.owner, now=NOW).content)

    manifest, record = json.loads(files["manifest.json"]), json.loads(files["record.json"])
    assert manifest["holds_sealed"] is True
    assert documents.SEALED_IN in manifest["what_it_holds"]
    assert {entry["kind"] for entry in record["entries"] if entry["is_sealed"]} >= {"missing_reported"}


def test_it_is_refused_with_a_reason_and_decided_once(case: Case) -> None:
    bundle = case.ask()
    with pytest.raises(Refused, match="why it is not released"):
        bundles.refuse(reference=bundle, words=" ", by=case.lead, now=NOW)
    bundles.refuse(reference=bundle, words="No power was named", by=case.lead, now=NOW)

    for decide in (
        lambda: case.release(bundle, by=case.owner),
        lambda: bundles.refuse(reference=bundle, words="Again", by=case.owner, now=NOW),
    ):
        with pytest.raises(Refused, match="decided"):
            decide()
    assert seen.to_release(by=case.lead, now=NOW) == ()


@pytest.mark.parametrize("missing", ["recipient", "recipient_post", "route", "reasons"])
def test_a_bundle_that_says_not_enough_is_refused(case: Case, missing: str) -> None:
    with pytest.raises(Refused) as refused:
        case.ask(**{missing: " "})
    assert refused.value.field == missing


def test_an_episode_of_another_child_is_refused(case: Case) -> None:
    other = Case()
    with pytest.raises(Refused, match="no episode by that reference"):
        case.ask(episode=other.reference)


def test_the_one_who_left_the_authority_fetches_it_no_more(case: Case) -> None:
    bundle = case.ask()
    case.release(bundle)
    elsewhere = Actor(
        role=Role.SOCIAL_WORKER,
        name=case.worker.name,
        organisation_id=make_actor().organisation_id,
        account_id=case.worker.account_id,
    )

    with pytest.raises(NotFound):
        bundles.fetch(reference=bundle, by=elsewhere, now=NOW)


def test_a_bundle_that_was_changed_is_found_out(case: Case, tmp_path: Path, capsys: Any) -> None:
    bundle = case.ask()
    case.release(bundle)
    content = bundles.fetch(reference=bundle, by=case.worker, now=NOW).content
    whole, broken = tmp_path / "whole.zip", tmp_path / "broken.zip"
    whole.write_bytes(content)
    files = opened(content)
    files["record.json"] = files["record.json"].replace(b"An older man", b"A young woman")
    del files["chronology.pdf"]
    files["added.txt"] = b"more"
    with zipfile.ZipFile(broken, "w") as archive:
        for name, held in files.items():
            archive.writestr(name, held)

    assert verb.run(["check", str(whole), "--sha256", row_of(bundle).digest.upper()]) == 0
    assert "Every file is as the manifest lists it." in capsys.readouterr().out
    assert verb.run(["check", str(whole), "--sha256", "0" * 64]) == 1
    assert verb.run(["check", str(broken)]) == 1
    said = capsys.readouterr().out
    assert "added.txt is in the archive, and the manifest does not list it." in said
    assert "chronology.pdf is missing." in said
    assert "record.json is not as it was released." in said
