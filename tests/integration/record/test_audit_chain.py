from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import transaction

from lantern.actions import children
from lantern.record.models import AuditEntry
from lantern.vocabulary.refusals import NotFound
from tests.factories.access import make_audit_entry
from tests.factories.chain import BEGINNING, broken_links
from tests.factories.night import NOW, make_night


@pytest.mark.django_db
def test_the_chain_numbers_and_links_itself_whatever_the_writer_says() -> None:
    for about in ("", "AAAA-BBBB-CCCC", 'quote " and \\ and ü and 🕯'):
        make_audit_entry(about=about, number=77, hash=b"forged", previous_hash=b"forged", account_id=5)

    entries = list(AuditEntry.objects.order_by("pk"))
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert bytes(entries[0].previous_hash) == BEGINNING
    assert bytes(entries[1].previous_hash) == bytes(entries[0].hash)
    assert broken_links(entries) == []


@pytest.mark.django_db
def test_a_rolled_back_entry_leaves_no_gap() -> None:
    make_audit_entry()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        fail_after_an_entry()
    make_audit_entry()

    assert list(AuditEntry.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]


def fail_after_an_entry() -> None:
    make_audit_entry()
    raise ZeroDivisionError


def test_tampering_by_the_owner_of_the_tables_shows(fresh_database: Any) -> None:
    for _ in range(6):
        make_audit_entry()
    entries = AuditEntry.objects.order_by("number")
    assert broken_links(entries) == []

    with psycopg.connect(fresh_database.owner_url, autocommit=True) as owner:
        owner.execute("ALTER TABLE record_auditentry DISABLE TRIGGER ALL")
        owner.execute("UPDATE record_auditentry SET action = 'children.nothing' WHERE number = 2")
        owner.execute("DELETE FROM record_auditentry WHERE number = 4")

    assert broken_links(entries.all()) == [2, 5]


def test_a_refusal_is_kept_though_what_was_asked_is_rolled_back(fresh_database: Any) -> None:
    night, stranger = make_night(), make_night()

    with pytest.raises(NotFound):
        children.open_child(reference=night.child.reference, by=stranger.desk, now=NOW)
    opened = children.open_child(reference=night.child.reference, by=night.desk, now=NOW)

    assert opened.reference == night.child.reference
    kept = AuditEntry.objects.order_by("number")
    assert [(e.action, e.outcome, e.about, e.account_id, e.organisation_id, e.role) for e in kept] == [
        (
            "children.open_child",
            outcome,
            night.child.reference,
            who.account_id,
            who.organisation_id,
            "duty_worker",
        )
        for outcome, who in (("refused", stranger.desk), ("done", night.desk))
    ]
