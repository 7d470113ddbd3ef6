"""Every field that holds something of a person, declared: a new field on neither list fails a test.

SCRUB holds what tells of a child, or of anybody else by name, number or day; it never goes into a
log line, a message, a job or an extract. ALLOWED tells of the record itself: references, when it was written,
organisations and their duty numbers, and how far a telling has come.
"""

from __future__ import annotations

from collections.abc import Mapping

SCRUB: Mapping[str, str] = {
    "Account": "password last_login email name person",
    "Acknowledgement": "name job_title",
    "AwayDetail": "how_known address_verified_by adults_verified_by",
    "AwayPlace": "address adults",
    "Bundle": "child episode recipient recipient_post route reasons asked_by asked_by_name decided_by "
    "decided_by_name decided_words digest",
    "BundleContent": "content",
    "CallAnswer": "question answer words",
    "CareEpisode": "child began_on ended_on reason_began legal_status category_of_need placement_code "
    "place_provider reason_ended reason_place_change urn",
    "CareEpisodeAddress": "care_episode home_postcode placement_postcode",
    "CareReview": "child held_on code",
    "Child": "date_of_birth date_of_birth_certainty sex ethnicity nationality languages placement_provider "
    "matched_to",
    "ChildIdentifier": "child kind value",
    "ChildMatch": "unknown known",
    "ChildName": "child kind name search_key",
    "ClassificationDetail": "kind check_again_at",
    "ContactPerson": "name job_title work_telephone work_email",
    "CountDetail": "until_on because",
    "DemoMessage": "recipient body",
    "Draft": "account content",
    "DutyShift": "name post telephone",
    "EnquiryDetail": "asked_of owner due_at",
    "EpisodeAccess": "reasons by_name by_account ended_by_name",
    "Event": "child happened_on happened_at words by_name by_account",
    "EventSource": "said_by said_by_role contact obtained_at",
    "ImportRow": "column value reason row_text settled_reason settled_by",
    "ImportRun": "by_name",
    "InterviewOfferDetail": "offered_by language",
    "Involvement": "child person",
    "Lateness": "child expected_at trigger_at last_seen_at words by_name by_account ended_by_name",
    "LocatedDetail": "state safe_and_well owner check_again_at",
    "LocatedPlace": "place collected_by to_address authorised_by",
    "MatchMoved": "episode photograph contact person lateness involvement placement",
    "MissingEpisode": "child group placement_provider last_seen_on last_seen_at noticed_on noticed_at "
    "police_reported_on police_reported_at located_on located_at returned_on returned_at authority_kind "
    "police_kind risk_level risk_set_at next_review_at away_check_at counted_until_on counted_until_because",
    "NobodyTold": "reasons by_name by_account",
    "NoticeCode": "code_hash",
    "OwedDuty": "arose_on arose_at due_at settled_on settled_at",
    "Photograph": "child content digest words by_name by_account withdrawn_because withdrawn_by",
    "Placement": "child provider from_on until_on",
    "PlacementAddress": "placement address carer_name telephone",
    "PoliceCallDetail": "log_number handler waited_minutes",
    "PrivateCallDetail": "person checked_by outcome said",
    "PrivateDecision": "person may_be_told reasons by_name by_account",
    "PrivatePerson": "child name is_to_the_child telephone has_parental_responsibility",
    "Proof": "address code_hash answered_by proved_by",
    "ProtectedContact": "child what name telephone address",
    "ReportDetail": "last_seen_on last_seen_at noticed_on noticed_at last_seen_where wearing why_worried "
    "done_to_trace caller_view caller_worry caller_reasons",
    "ResponsibilityPeriod": "child from_on until_on",
    "ReturnPlan": "child may_be_late minutes usual_time trafficking_concern words by_name by_account",
    "RiskDetail": "level officer next_review_at",
    "Seal": "reasons by_name by_account",
    "ShiftPin": "name pin_hash given_by",
    "Tablet": "enrolment_hash token_hash",
    "Telling": "token_hash",
    "UnaccompaniedPeriod": "child ceased_on",
    "WebhookTarget": "secret",
}

ALLOWED: Mapping[str, str] = {
    "Account": "id role organisation is_active is_demo",
    "Acknowledgement": "id telling strength acknowledged_at",
    "AuditEntry": "id stream number at role account_id organisation_id action outcome about previous_hash hash",
    "AwayDetail": "id event",
    "AwayPlace": "id event",
    "Bundle": "id reference state asked_at asked_by_role decided_at decided_by_role with_sealed ends_at",
    "BundleContent": "id bundle",
    "CallAnswer": "id event sheet",
    "CallGroup": "id recorded_at",
    "CareEpisode": "id recorded_at",
    "CareEpisodeAddress": "id",
    "CareReview": "id recorded_at",
    "Child": "id reference responsible_authority responsible_team host_authority is_unidentified recorded_at "
    "version",
    "ChildIdentifier": "id issued_by",
    "ChildMatch": "id reference recorded_at undone_at",
    "ChildName": "id recorded_at",
    "ClaimedKey": "key action account_id answer claimed_at",
    "ClassificationDetail": "id event classified_by",
    "ContactPerson": "id organisation team",
    "CountDetail": "id event",
    "DemoMessage": "id message_id subject sent_at",
    "Draft": "id form about saved_at expires_at",
    "DutyShift": "id organisation team place from_at until_at",
    "EnquiryDetail": "id event",
    "EpisodeAccess": "id episode organisation from_at until_at recorded_at ended_at",
    "Event": "id episode kind recorded_at corrects answers by_role by_organisation",
    "EventSource": "id event",
    "ImportRow": "id run authority file line rule disposition digest state settled_at",
    "ImportRun": "id reference authority form began_at ended_at summary",
    "InterviewOfferDetail": "id event",
    "Involvement": "id capacity organisation team recorded_at ended_at",
    "Lateness": "id reference plan recorded_at by_role by_organisation state ended_at episode",
    "LeadDetail": "id event authority accepted",
    "LocatedDetail": "id event",
    "LocatedPlace": "id event",
    "MatchMoved": "id match",
    "MissingEpisode": "id reference responsible_authority host_authority police_force lead_authority stage is_void "
    "risk_scheme search_ended_at "
    "recorded_at version",
    "NobodyTold": "id episode by_role recorded_at",
    "NoticeCode": "id telling strength asked_at expires_at tries used_at",
    "Organisation": "id reference kind name switchboard out_of_hours_telephone email duty_mobile second_email "
    "police_force area_authority",
    "OwedDuty": "id episode code title owed_by arises_from settled_as settled_by",
    "Photograph": "id reference media_type width height by_role by_organisation recorded_at withdrawn_at",
    "Placement": "id recorded_at",
    "PlacementAddress": "id",
    "PoliceCallDetail": "id event police_force",
    "PrivateCallDetail": "id event",
    "PrivateDecision": "id by_role recorded_at",
    "PrivatePerson": "id reference recorded_at",
    "Proof": "id kind organisation asked_at proved_at",
    "ProtectedContact": "id recorded_at",
    "ReportDetail": "id event",
    "ResponsibilityPeriod": "id relation organisation recorded_at",
    "ReturnPlan": "id by_role by_organisation recorded_at",
    "RiskDetail": "id event scheme",
    "Seal": "id event by_role recorded_at",
    "ShiftPin": "id organisation from_at until_at wrong_tries withdrawn_at",
    "Tablet": "id organisation name account enrolment_expires_at enrolled_at withdrawn_at",
    "Team": "id organisation name out_of_hours_telephone email second_email",
    "Telling": "id reference episode event about organisation team relation channel stage state recorded_at "
    "next_attempt_at told_at answer_by follows_up on_duty link_expires_at link_withdrawn_at",
    "TellingAttempt": "id telling number message_id claimed_at ended_at outcome answer",
    "UnaccompaniedPeriod": "id recorded_at",
    "WebhookTarget": "id organisation url made_at withdrawn_at",
}


def scrubbed(model: str) -> frozenset[str]:
    """Give the fields of a model that hold personal data."""
    return frozenset(SCRUB.get(model, "").split())


def allowed(model: str) -> frozenset[str]:
    """Give the fields of a model that hold none."""
    return frozenset(ALLOWED.get(model, "").split())
