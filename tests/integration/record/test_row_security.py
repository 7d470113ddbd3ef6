from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

# What is not held row by row, and why.
UNGUARDED = {
    "record_askedlast": "of no child: when Lantern last asked its periodic questions, which every page may say",
    "record_morningdigest": "of no child: how much an authority had to do of a morning, in three figures",
    "record_auditentry": "holds references and digests only, never a child; written by every actor, refused ones too",
    "record_claimedkey": "holds a form's key and a reference; it is claimed before anybody is known to see anything",
    "record_callgroup": "holds a moment; who is in a group is told by the episodes, each under its own rule",
    "record_childhistory": "written by triggers; the application may not read it at all",
    "record_missingepisodehistory": "written by triggers; the application may not read it at all",
}

# Read by more than may write it, and why.
WRITTEN_BY_FEWER = {
    "record_episodeaccess": "who is let in is the access key itself: nobody prolongs their own",
    "record_childstext": "of no child, and read by every page: whoever writes it does so under their own name",
    "record_guardianaccess": "whose account sees the child is the access key itself: nobody names themselves",
    "record_interviewasked": "which service was asked is the access key itself: nobody asks themselves",
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
            "AND qual = with_check) AND tablename <> ALL(%s)",
            [list(WRITTEN_BY_FEWER)],
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT tablename, count(*) FROM pg_policies WHERE tablename <> ALL(%s) GROUP BY 1 HAVING count(*) <> 1",
            [list(WRITTEN_BY_FEWER)],
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", WRITTEN_BY_FEWER)
def test_what_fewer_may_write_has_a_rule_for_each_way_of_writing(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cmd, permissive, qual IS NOT NULL, with_check IS NOT NULL FROM pg_policies "
            "WHERE tablename = %s ORDER BY cmd",
            [table],
        )
        assert cursor.fetchall() == [
            ("INSERT", "PERMISSIVE", False, True),
            ("SELECT", "PERMISSIVE", True, False),
            ("UPDATE", "PERMISSIVE", True, True),
        ]


@pytest.mark.django_db
def test_the_tests_work_as_the_application_s_plain_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, (SELECT count(*) FROM pg_tables WHERE schemaname = 'public' "
            "AND tableowner = current_user) FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, 0)
