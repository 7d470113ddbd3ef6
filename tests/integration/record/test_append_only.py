from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from lantern.record import migrations
from lantern.record.models import AuditEntry, Child, Event, MissingEpisode
from tests.factories import arrivals, casework, concerns, places, publicity
from tests.factories.access import make_audit_entry
from tests.factories.after import (
    make_child_answered_detail,
    make_interview_said,
    make_interview_share,
    make_interview_theme,
    make_interviewed_return,
    make_not_held_detail,
    make_prevention_detail,
    make_prevention_said,
    make_return_interview,
    make_said_in_confidence,
    make_service_terms,
    make_visit_detail,
)
from tests.factories.children import make_child
from tests.factories.childs_page import (
    make_changed_detail,
    make_child_said_detail,
    make_childs_text,
    make_not_told_detail,
)
from tests.factories.discussions import (
    make_action_answer,
    make_action_detail,
    make_challenge_answer,
    make_challenge_detail,
    make_discussion_detail,
    make_discussion_episode,
    make_discussion_person,
    make_floor_detail,
    make_minutes_given,
    make_minutes_receipt,
    make_risk_basis,
    make_risk_cited,
    make_search_review,
)
from tests.factories.involved import (
    make_away_detail,
    make_away_place,
    make_count_detail,
    make_lead_detail,
    make_nobody_told,
    make_private_call_detail,
    make_private_decision,
    make_return_plan,
    make_seal,
    make_told_whom,
)
from tests.factories.matches import make_match_moved
from tests.factories.missing import (
    make_call_answer,
    make_classification_detail,
    make_enquiry_detail,
    make_event_source,
    make_interview_offer_detail,
    make_located_detail,
    make_located_place,
    make_missing_episode,
    make_police_call_detail,
    make_report_detail,
    make_risk_detail,
)
from tests.factories.notices import make_acknowledgement
from tests.factories.plans import (
    make_care_status_detail,
    make_child_wish,
    make_end_notice,
    make_ended_at_once,
    make_episode_plan,
    make_placement_detail,
    make_plan_holding,
    make_plan_person,
    make_plan_step,
)
from tests.factories.sight import SIMULATOR, seen_as
from tests.factories.waking import make_owed_step

TABLES = (
    "record_serviceterms",
    "record_owedstep",
    "record_event",
    "record_eventsource",
    "record_reportdetail",
    "record_classificationdetail",
    "record_riskdetail",
    "record_policecalldetail",
    "record_interviewofferdetail",
    "record_acknowledgement",
    "record_auditentry",
    "record_childhistory",
    "record_missingepisodehistory",
    "record_callanswer",
    "record_locateddetail",
    "record_locatedplace",
    "record_enquirydetail",
    "record_awaydetail",
    "record_awayplace",
    "record_leaddetail",
    "record_countdetail",
    "record_privatecalldetail",
    "record_seal",
    "record_returnplan",
    "record_privatedecision",
    "record_nobodytold",
    "record_matchmoved",
    "record_goingmissingplan",
    "record_planstep",
    "record_planperson",
    "record_planholding",
    "record_episodeplan",
    "record_childwish",
    "record_carestatusdetail",
    "record_placementdetail",
    "record_concerndetail",
    "record_signseen",
    "record_viewdetail",
    "record_notreferreddetail",
    "record_welfareform",
    "record_nrmreferral",
    "record_nrmanswer",
    "record_nrmdecision",
    "record_nrmletter",
    "record_guardianasked",
    "record_guardianaccess",
    "record_guardianallocation",
    "record_guardiannote",
    "record_guardianchallenge",
    "record_guardiananswer",
    "record_returninterview",
    "record_interviewedreturn",
    "record_nothelddetail",
    "record_preventiondetail",
    "record_visitdetail",
    "record_childanswereddetail",
    "record_preventionsaid",
    "record_interviewsaid",
    "record_interviewtheme",
    "record_interviewshare",
    "record_saidinconfidence",
    "record_discussiondetail",
    "record_appeal",
    "record_appealsignature",
    "record_appealplace",
    "record_appealdown",
    "record_textsafeasked",
    "record_textsafeanswer",
    "record_recoveryordersought",
    "record_recoveryorderdecided",
    "record_warningnotice",
    "record_warningnoticeperson",
    "record_listedplace",
    "record_placesearch",
    "record_toldwhom",
    "record_discussionperson",
    "record_discussionepisode",
    "record_actiondetail",
    "record_actionanswer",
    "record_minutesgiven",
    "record_minutesreceipt",
    "record_riskbasis",
    "record_riskcited",
    "record_challengedetail",
    "record_challengeanswer",
    "record_floordetail",
    "record_searchreview",
    "record_childsaiddetail",
    "record_childstext",
    "record_changeddetail",
    "record_nottolddetail",
    "record_visitmade",
    "record_reviewdetail",
    "record_reviewasked",
    "record_officerview",
    "record_casestep",
)
CHANGES = ("UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {} CASCADE")


def make_one_of_each() -> None:
    for make in (
        make_event_source,
        make_report_detail,
        make_classification_detail,
        make_risk_detail,
        make_police_call_detail,
        make_interview_offer_detail,
        make_acknowledgement,
        make_audit_entry,
        make_call_answer,
        make_located_detail,
        make_located_place,
        make_enquiry_detail,
        make_away_detail,
        make_away_place,
        make_lead_detail,
        make_count_detail,
        make_private_call_detail,
        make_seal,
        make_child_said_detail,
        make_childs_text,
        make_changed_detail,
        make_not_told_detail,
        make_return_plan,
        make_private_decision,
        make_nobody_told,
        make_match_moved,
        make_plan_step,
        make_plan_person,
        make_plan_holding,
        make_episode_plan,
        make_child_wish,
        make_care_status_detail,
        make_placement_detail,
        make_ended_at_once,
        make_end_notice,
        *arrivals.MADE,
        *casework.MADE,
        concerns.make_concern_detail,
        concerns.make_sign_seen,
        concerns.make_view_detail,
        concerns.make_not_referred_detail,
        concerns.make_welfare_form,
        concerns.make_nrm_referral,
        concerns.make_nrm_answer,
        concerns.make_nrm_decision,
        concerns.make_nrm_letter,
        concerns.make_guardian_asked,
        concerns.make_guardian_access,
        concerns.make_guardian_allocation,
        concerns.make_guardian_note,
        concerns.make_guardian_challenge,
        concerns.make_guardian_answer,
        make_return_interview,
        make_service_terms,
        make_interviewed_return,
        make_interview_said,
        make_interview_theme,
        make_not_held_detail,
        make_interview_share,
        make_prevention_detail,
        make_prevention_said,
        make_visit_detail,
        make_child_answered_detail,
        make_said_in_confidence,
        make_discussion_detail,
        publicity.make_appeal,
        publicity.make_appeal_signature,
        publicity.make_appeal_place,
        publicity.make_appeal_down,
        publicity.make_text_safe_asked,
        publicity.make_text_safe_answer,
        publicity.make_recovery_order_sought,
        publicity.make_recovery_order_decided,
        publicity.make_given_reference,
        make_told_whom,
        publicity.make_warning_notice,
        publicity.make_warning_notice_person,
        places.make_listed_place,
        places.make_place_search,
        make_discussion_person,
        make_discussion_episode,
        make_action_detail,
        make_action_answer,
        make_minutes_given,
        make_minutes_receipt,
        make_risk_basis,
        make_risk_cited,
        make_challenge_detail,
        make_challenge_answer,
        make_floor_detail,
        make_search_review,
        make_owed_step,
    ):
        make()
    with seen_as(SIMULATOR):
        for made in (make_child(), make_missing_episode()):
            made.version += 1
            made.save()


def test_these_are_all_the_append_only_tables() -> None:
    names = sorted(each.name for each in pkgutil.iter_modules(migrations.__path__))
    guards = [importlib.import_module(f"{migrations.__name__}.{name}") for name in names]

    guarded = [table for each in guards for table in getattr(each, "APPEND_ONLY", ())]
    assert sorted(guarded) == sorted(TABLES)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.split()[0])
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.django_db
def test_an_append_only_table_is_not_changed_by_the_application(table: str, change: str) -> None:
    key = "pgh_id" if table.endswith("history") else "id"

    with (
        seen_as(SIMULATOR),
        pytest.raises(ProgrammingError, match="permission denied") as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table, f"{key} = {key}"))

    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_an_append_only_table_is_not_changed_by_its_owner(fresh_database: Any) -> None:
    make_one_of_each()

    with psycopg.connect(fresh_database.owner_url, autocommit=True) as owner:
        for table in TABLES:
            key = "pgh_id" if table.endswith("history") else "id"
            for change in CHANGES:
                statement = change.format(table, f"{key} = {key}")
                # Even where replication has turned the ordinary triggers off.
                with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
                    owner.execute(statement)  # type: ignore[arg-type]
            assert owner.execute(f"SELECT count(*) > 0 FROM {table}").fetchone() == (True,)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_application_cannot_read_history_or_turn_a_trigger_off() -> None:
    for statement in (
        "SELECT 1 FROM record_childhistory",
        "SELECT 1 FROM record_missingepisodehistory",
        "ALTER TABLE record_event DISABLE TRIGGER ALL",
        "ALTER TABLE record_child DISABLE ROW LEVEL SECURITY",
        "DROP TABLE record_event CASCADE",
        "SET session_replication_role = replica",
        "SET ROLE lantern_owner",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_what_a_row_was_before_a_change_is_kept_in_its_history(django_db_setup: Any) -> None:
    episode = make_missing_episode()
    with seen_as(SIMULATOR):
        MissingEpisode.objects.filter(pk=episode.pk).update(version=2)
        Child.objects.filter(pk=episode.child_id).update(nationality="Invented")
        Child.objects.filter(pk=episode.child_id).update(nationality="Invented")  # changes nothing

        # It cannot be read as the application: that it was written shows in how often its trigger ran.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_sequence_last_value('record_missingepisodehistory_pgh_id_seq'::regclass) > 0"
            )
            assert cursor.fetchone() == (True,)
        assert Event.objects.filter(episode=episode).count() == 0
        assert AuditEntry.objects.count() == 0
