"""Who may stand in what relation to a child, and what there is to be allowed."""

from __future__ import annotations

from enum import StrEnum


class OrganisationKind(StrEnum):
    LOCAL_AUTHORITY = "local_authority"
    POLICE_FORCE = "police_force"
    FOSTERING_SERVICE = "fostering_service"
    CHILDRENS_HOME = "childrens_home"
    SUPPORTED_ACCOMMODATION = "supported_accommodation"
    IMMIGRATION = "immigration"
    GUARDIAN_SERVICE = "guardian_service"
    RETURN_INTERVIEW_SERVICE = "return_interview_service"
    ADVOCACY = "advocacy"
    HEALTH = "health"
    SCHOOL = "school"
    SAFEGUARDING_PARTNERSHIP = "safeguarding_partnership"
    CHARITY = "charity"


class Role(StrEnum):
    """What a person is here to do. One account holds one role in one organisation."""

    DUTY_WORKER = "duty_worker"  # out-of-hours desk of a local authority
    SOCIAL_WORKER = "social_worker"
    MISSING_LEAD = "missing_lead"  # the senior manager named for missing children
    POLICE_DESK = "police_desk"
    CARER = "carer"  # on shift in a home, or fostering service's duty line
    INTERVIEWER = "interviewer"  # return interviews
    GUARDIAN = "guardian"  # independent child trafficking guardian
    IMMIGRATION_OFFICER = "immigration_officer"
    INFORMATION_OWNER = "information_owner"  # answers for who may see what
    ADMINISTRATOR = "administrator"  # organisations and accounts; sees no child
    # The widest reader: every authority, references and clocks, no names.
    NATIONAL_OVERSIGHT = "national_oversight"
    LINK_HOLDER = "link_holder"  # opened one notice's link and gave its code
    SYSTEM = "system"  # the worker that delivers and reckons
    IMPORTER = "importer"  # a file, brought by an operator
    OPERATOR = "operator"  # at the command line
    SIMULATOR = "simulator"  # invents children; the only one who may backdate


class Relation(StrEnum):
    """How an organisation stands to one child. NONE is a relation too, and every matrix has its row."""

    RESPONSIBLE = "responsible"  # the authority that looks after the child
    HOST = "host"  # the authority in whose area the child is placed
    PLACEMENT = "placement"  # the home or service the child lives in now
    POLICE = "police"  # the force a missing episode was, or is to be, reported to
    GIVEN = "given"  # was let into this one episode by a worker, for a time
    ALLOCATED = "allocated"  # this very person is the child's guardian, until they leave
    ASKED = "asked"  # was asked to hold the return interview of this one episode
    TOLD = "told"  # was sent a notice, and holds its link
    NONE = "none"


class Permission(StrEnum):
    """Something that may be allowed. Permissions on a child are read with the relation."""

    SEE_EPISODE = "see_episode"  # that a child of this reference is missing, its clocks and tellings
    SEE_NAME = "see_name"
    SEE_RECORD = "see_record"  # the child's page and the chronology's words
    SEE_PROTECTED = "see_protected"  # addresses, carers' names, telephone numbers
    SEE_SEALED = "see_sealed"  # what was entered on the wrong child
    REPORT_MISSING = "report_missing"
    RECORD_LATE = "record_late"  # the child is late; the clock runs
    AGREE_RETURN_PLAN = "agree_return_plan"  # whether and for how long this child may be late
    TELL_PRIVATE_PERSON = "tell_private_person"  # decide on and ring a parent, relative or friend
    KEEP_INVOLVED = "keep_involved"  # who has to do with the child, by their post
    AGREE_LEAD = "agree_lead"  # ask an authority to lead, or answer for one's own
    GIVE_ACCESS = "give_access"  # let another force or authority into one episode
    END_SEARCH = "end_search"
    MATCH_CHILD = "match_child"  # say who a child nobody knew is
    ADD_PHOTOGRAPH = "add_photograph"
    REGISTER_CHILD = "register_child"
    REGISTER_ARRIVAL = "register_arrival"  # a child who arrived alone, at a port or elsewhere
    RECORD_POLICE_CALL = "record_police_call"
    RING = "ring"  # ring somebody who has not answered, and record how it went
    RECORD_RISK = "record_risk"
    RECORD_INFORMATION = "record_information"
    CLASSIFY = "classify"
    CLASSIFY_FOR_POLICE = "classify_for_police"
    RECORD_LOCATED = "record_located"
    RECORD_RETURN = "record_return"
    RECORD_INTERVIEW_OFFER = "record_interview_offer"
    ASK_INTERVIEWER = "ask_interviewer"  # ask a service to hold one return interview, and take it back
    RECORD_PREVENTION_INTERVIEW = "record_prevention_interview"
    WORK_SEARCH = "work_search"  # an appeal, a charity's text, a recovery order, a warning notice
    SEE_PLAN = "see_plan"  # the going-missing plan: the home has it too
    WRITE_PLAN = "write_plan"
    HOLD_PLAN = "hold_plan"  # say that the placement holds it, and the carer was briefed
    RECORD_CONCERN = "record_concern"  # a sign of exploitation: whoever sees one writes it down
    DECIDE_CONCERN = "decide_concern"  # the authority's own view, or why no referral is made
    REFER_TO_NRM = "refer_to_nrm"  # the National Referral Mechanism
    KEEP_GUARDIAN = "keep_guardian"  # ask for one, name one, answer one, and record that one has left
    SPEAK_AS_GUARDIAN = (
        "speak_as_guardian"  # a contact, a view, a challenge: one's own, or written for a guardian
    )
    HOLD_DISCUSSION = "hold_discussion"  # a strategy discussion, with what was decided
    WORK_ACTION = "work_action"  # say what came of something that was to be done
    ASK_BUNDLE = "ask_bundle"  # ask for an inquiry bundle
    RELEASE_BUNDLE = "release_bundle"  # release one that somebody else asked for
    CORRECT = "correct"
    ACKNOWLEDGE = "acknowledge"
    KEEP_LINKS = "keep_links"  # see which links were sent for an episode, and withdraw them
    # not about one child
    SEE_BOARD = "see_board"
    KEEP_TABLETS = "keep_tablets"  # a home's own devices and its workers' shift PINs
    KEEP_ROTA = "keep_rota"  # who is on duty in one's own organisation, when, on which number
    ANSWER_FOR_MISSING = "answer_for_missing"  # lower a local floor with reasons; see what everybody owes
    SEE_ACCESS_MATRIX = "see_access_matrix"
    SEE_OUTBOX = "see_outbox"
    SEE_IMPORTS = "see_imports"
    CORRECT_IMPORTS = "correct_imports"
    IMPORT_RETURN = "import_return"
    SET_UP = "set_up"
    DELIVER = "deliver"
    SIMULATE = "simulate"
