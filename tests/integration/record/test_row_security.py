from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

# What is not held row by row, and why.
UNGUARDED = {
    "record_auditentry": "holds references and digests only, never a child; written by every actor, refused ones too",
    "record_claimedkey": "holds a form's key and a reference; it is claimed before anybody is known to see anything",
    "record_callgroup": "holds a moment; who is in a group is told by the episodes, each under its own rule",
    "record_childhistory": "written by triggers; the application may not read it at all",
    "record_missingepisodehistory": "written by triggers; the application may not read it at all",
}


def tables() -> dict[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity FROM pg_class WHERE relkind = 'r' AND relname LIKE 'record\\_%'"
        )
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_every_table_of_the_record_is_guarded_or_named_with_a_reason() -> None:
    assert {table for table, guarded in tables().items() if not guarded} == set(UNGUARDED)


@pytest.mark.django_db
def test_every_model_of_the_record_has_its_table() -> None:
    assert set(tables()) == {model._meta.db_table for model in apps.get_app_config("record").get_models()}


@pytest.mark.django_db
def test_one_policy_holds_reading_and_writing_alike() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE NOT (cmd = 'ALL' AND permissive = 'PERMISSIVE' "
            "AND qual = with_check)"
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT tablename, count(*) FROM pg_policies GROUP BY 1 HAVING count(*) <> 1")
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_the_tests_work_as_the_application_s_plain_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, (SELECT count(*) FROM pg_tables WHERE schemaname = 'public' "
            "AND tableowner = current_user) FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, 0)
