"""Who may do what, as data. The page that prints it, the actions, the queries and the database read it.

A cell answers: may somebody in this role, acting for an organisation that stands in this relation to the
child, do this? What a cell does not list is not allowed. No cell is left out: empty is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import OrganisationKind, Permission, Relation, Role

Allowed = frozenset[Permission]
NOTHING: Allowed = frozenset()

# A notice gives a reference and its clocks; a name is never in it.
NOTICE: Allowed = frozenset({Permission.SEE_EPISODE, Permission.ACKNOWLEDGE})
SEE_NAME: Allowed = frozenset({Permission.SEE_EPISODE, Permission.SEE_NAME})
SEE_RECORD: Allowed = SEE_NAME | {Permission.SEE_RECORD}
SEE_ALL: Allowed = SEE_RECORD | {Permission.SEE_PROTECTED}

# The authority that looks after the child. Its desk also types what a named officer said of risk and kind.
CARE_FOR: Allowed = SEE_ALL | {
    Permission.REPORT_MISSING,
    Permission.REGISTER_CHILD,
    Permission.RECORD_POLICE_CALL,
    Permission.RING,
    Permission.RECORD_RISK,
    Permission.RECORD_INFORMATION,
    Permission.CLASSIFY,
    Permission.CLASSIFY_FOR_POLICE,
    Permission.RECORD_LOCATED,
    Permission.RECORD_RETURN,
    Permission.RECORD_INTERVIEW_OFFER,
    Permission.ASK_INTERVIEWER,
    Permission.CORRECT,
    Permission.ACKNOWLEDGE,
    Permission.RECORD_LATE,
    Permission.AGREE_RETURN_PLAN,
    Permission.TELL_PRIVATE_PERSON,
    Permission.KEEP_INVOLVED,
    Permission.AGREE_LEAD,
    Permission.GIVE_ACCESS,
    Permission.MATCH_CHILD,
    Permission.ADD_PHOTOGRAPH,
    Permission.RECORD_PREVENTION_INTERVIEW,
    Permission.WORK_SEARCH,
    Permission.SEE_PLAN,
    Permission.WRITE_PLAN,
    Permission.HOLD_PLAN,
    Permission.RECORD_CONCERN,
    Permission.DECIDE_CONCERN,
    Permission.REFER_TO_NRM,
    Permission.KEEP_GUARDIAN,
    Permission.SPEAK_AS_GUARDIAN,
    Permission.HOLD_DISCUSSION,
    Permission.WORK_ACTION,
}
# Who knows the child's case asks for a bundle of it; who answers for the record releases it, and never their own.
ASK_BUNDLE: Allowed = frozenset({Permission.ASK_BUNDLE})
RELEASE_BUNDLE: Allowed = ASK_BUNDLE | {Permission.RELEASE_BUNDLE}
# To search no more is for the senior manager named for missing children alone.
LEAD_FOR: Allowed = CARE_FOR | RELEASE_BUNDLE | {Permission.END_SEARCH}

# A link opens a notice without an account. Who answers for the sending, and the desk that is awake when a mailbox
# proves wrong, may close it; that is for the authority that sent it alone.
KEEP_LINKS: Allowed = frozenset({Permission.KEEP_LINKS})

# The authority in whose area the child lives: takes the call, rings the police, may find the child. To
# classify, close or correct is for the authority that looks after the child. It does not see addresses.
HOST_DESK: Allowed = SEE_RECORD | {
    Permission.REPORT_MISSING,
    Permission.RING,
    Permission.RECORD_POLICE_CALL,
    Permission.RECORD_INFORMATION,
    Permission.RECORD_LOCATED,
    Permission.ACKNOWLEDGE,
    Permission.RECORD_LATE,
    Permission.AGREE_LEAD,
    Permission.ADD_PHOTOGRAPH,
    Permission.SEE_PLAN,
    Permission.RECORD_CONCERN,
    Permission.WORK_ACTION,
}
HOST_WORKER: Allowed = SEE_RECORD | {
    Permission.SEE_PLAN,
    Permission.RECORD_CONCERN,
    Permission.WORK_ACTION,
    Permission.RECORD_INFORMATION,
    Permission.ACKNOWLEDGE,
    Permission.AGREE_LEAD,
}

# The home has the child in front of it, so it may say that the child is back. Of the rest it sees the name
# and the clocks: the chronology may hold what a child told others in confidence.
HOME: Allowed = SEE_NAME | {
    Permission.REPORT_MISSING,
    Permission.RECORD_POLICE_CALL,
    Permission.RECORD_INFORMATION,
    Permission.RECORD_LOCATED,
    Permission.RECORD_RETURN,
    Permission.ACKNOWLEDGE,
    Permission.RECORD_LATE,
    Permission.ADD_PHOTOGRAPH,
    Permission.SEE_PLAN,
    Permission.HOLD_PLAN,
    Permission.RECORD_CONCERN,
}

# A force sees all about a child reported to it. Found is its fact; back is the authority's or the home's.
FORCE: Allowed = SEE_ALL | {
    Permission.RECORD_PREVENTION_INTERVIEW,
    Permission.WORK_SEARCH,
    Permission.SEE_PLAN,
    Permission.RECORD_CONCERN,
    Permission.REFER_TO_NRM,
    Permission.WORK_ACTION,
    Permission.RECORD_POLICE_CALL,
    Permission.RECORD_RISK,
    Permission.CLASSIFY_FOR_POLICE,
    Permission.RECORD_INFORMATION,
    Permission.RECORD_LOCATED,
    Permission.ACKNOWLEDGE,
}

# Another force that was let in has found the child, or is asked to look: it sees and says all that helps with it.
GIVEN_FORCE: Allowed = SEE_ALL | {
    Permission.RECORD_POLICE_CALL,
    Permission.RECORD_INFORMATION,
    Permission.RECORD_LOCATED,
    Permission.ACKNOWLEDGE,
}
GIVEN_DESK: Allowed = SEE_RECORD | {
    Permission.RING,
    Permission.RECORD_POLICE_CALL,
    Permission.RECORD_INFORMATION,
    Permission.RECORD_LOCATED,
    Permission.ACKNOWLEDGE,
    Permission.AGREE_LEAD,
}

# The child's own guardian, from the day they are named until they leave: all that is recorded of this child, the plan,
# and their own words. What names other people (addresses, telephones, suspects) and what the child told others in
# confidence is not theirs to read: they ask the social worker.
GUARDS_THE_CHILD: Allowed = SEE_RECORD | {
    Permission.SEE_PLAN,
    Permission.RECORD_CONCERN,
    Permission.RECORD_INFORMATION,
    Permission.SPEAK_AS_GUARDIAN,
}

INTERVIEWS_OUR_CHILD: Allowed = SEE_NAME | {
    Permission.RECORD_INFORMATION,
    Permission.RECORD_INTERVIEW_OFFER,
    Permission.ACKNOWLEDGE,
}
# A service that was asked to hold one interview sees whose it is, and says what came of it: it reads no chronology,
# and not what the child told anybody else.
INTERVIEWS_ONE_RETURN: Allowed = SEE_NAME | {Permission.RECORD_INTERVIEW_OFFER}
REFERENCE: Allowed = frozenset({Permission.SEE_EPISODE})


def _cells(cells: Mapping[Relation, Allowed]) -> Mapping[Relation, Allowed]:
    return {relation: cells.get(relation, NOTHING) for relation in Relation}


MATRIX: Mapping[Role, Mapping[Relation, Allowed]] = {
    Role.DUTY_WORKER: _cells(
        {
            Relation.RESPONSIBLE: CARE_FOR | KEEP_LINKS,
            Relation.HOST: HOST_DESK,
            Relation.GIVEN: GIVEN_DESK,
            Relation.TOLD: NOTICE,
        }
    ),
    Role.SOCIAL_WORKER: _cells(
        {
            Relation.RESPONSIBLE: CARE_FOR | ASK_BUNDLE,
            Relation.HOST: HOST_WORKER,
            Relation.GIVEN: GIVEN_DESK,
            Relation.TOLD: NOTICE,
        }
    ),
    Role.MISSING_LEAD: _cells(
        {
            Relation.RESPONSIBLE: LEAD_FOR | KEEP_LINKS,
            Relation.HOST: HOST_DESK,
            Relation.GIVEN: GIVEN_DESK,
            Relation.TOLD: NOTICE,
        }
    ),
    Role.POLICE_DESK: _cells({Relation.POLICE: FORCE, Relation.GIVEN: GIVEN_FORCE, Relation.TOLD: NOTICE}),
    Role.CARER: _cells({Relation.PLACEMENT: HOME, Relation.TOLD: NOTICE}),
    Role.INTERVIEWER: _cells(
        {
            Relation.RESPONSIBLE: INTERVIEWS_OUR_CHILD,
            Relation.ASKED: INTERVIEWS_ONE_RETURN,
            Relation.TOLD: NOTICE,
        }
    ),
    Role.GUARDIAN: _cells({Relation.ALLOCATED: GUARDS_THE_CHILD, Relation.TOLD: NOTICE}),
    Role.IMMIGRATION_OFFICER: _cells({Relation.TOLD: NOTICE}),
    Role.INFORMATION_OWNER: _cells(
        {
            Relation.RESPONSIBLE: SEE_ALL
            | KEEP_LINKS
            | RELEASE_BUNDLE
            | {Permission.CORRECT, Permission.SEE_SEALED},
            Relation.HOST: REFERENCE,
            Relation.TOLD: REFERENCE,
        }
    ),
    Role.ADMINISTRATOR: _cells({}),
    Role.NATIONAL_OVERSIGHT: _cells(dict.fromkeys(Relation, REFERENCE)),
    # A link is bound to one notice. Only inside the authority that looks after the child does it give a name.
    Role.LINK_HOLDER: _cells(
        {
            Relation.RESPONSIBLE: NOTICE | {Permission.SEE_NAME},
            Relation.HOST: NOTICE,
            Relation.PLACEMENT: NOTICE,
            Relation.POLICE: NOTICE,
            Relation.GIVEN: NOTICE,
            # A service without accounts: what its interviewers would see and record, by a link to one asking.
            Relation.ASKED: NOTICE | INTERVIEWS_ONE_RETURN,
            Relation.TOLD: NOTICE,
        }
    ),
    # What is owed is reckoned from the chronology, so the worker reads it; it reads no name and no address.
    Role.SYSTEM: _cells(dict.fromkeys(Relation, REFERENCE | {Permission.SEE_RECORD})),
    # An import acts for the authority whose return it is: it must recognise its children, and brings postcodes.
    Role.IMPORTER: _cells(
        {
            Relation.RESPONSIBLE: SEE_ALL
            | {
                Permission.REGISTER_CHILD,
                Permission.REPORT_MISSING,
                Permission.CLASSIFY,
                Permission.RECORD_RETURN,
            }
        }
    ),
    Role.OPERATOR: _cells({}),
    # It invents the children of every authority, and runs only in a demonstration.
    Role.SIMULATOR: _cells(dict.fromkeys(Relation, LEAD_FOR | {Permission.SEE_SEALED})),
}

AT_THE_BOARD: Allowed = frozenset({Permission.SEE_BOARD, Permission.SEE_ACCESS_MATRIX})
# Whoever may be rung at night writes down who that is.
AT_THE_DESK: Allowed = AT_THE_BOARD | {Permission.KEEP_ROTA}
# A port has no relation to a child yet: it registers who arrived, and the authority of the area looks after them.
ARRIVALS: Allowed = frozenset({Permission.REGISTER_ARRIVAL})
IMPORTS: Allowed = frozenset({Permission.SEE_IMPORTS, Permission.CORRECT_IMPORTS})

# What is not about one child. A new child has no relation yet, so registering one stands here too.
WITHOUT_CHILD: Mapping[Role, Allowed] = {
    Role.DUTY_WORKER: AT_THE_DESK | ARRIVALS | {Permission.REGISTER_CHILD, Permission.SEE_OUTBOX},
    Role.SOCIAL_WORKER: AT_THE_BOARD | ARRIVALS | {Permission.REGISTER_CHILD},
    Role.MISSING_LEAD: AT_THE_DESK
    | IMPORTS
    | ARRIVALS
    | {Permission.REGISTER_CHILD, Permission.SEE_OUTBOX, Permission.ANSWER_FOR_MISSING},
    Role.POLICE_DESK: AT_THE_DESK,
    Role.CARER: AT_THE_DESK | {Permission.KEEP_TABLETS},
    Role.INTERVIEWER: AT_THE_BOARD,
    Role.GUARDIAN: AT_THE_BOARD,
    Role.IMMIGRATION_OFFICER: AT_THE_BOARD | ARRIVALS,
    Role.INFORMATION_OWNER: AT_THE_BOARD | IMPORTS | {Permission.SEE_OUTBOX},
    Role.ADMINISTRATOR: frozenset(
        {Permission.SEE_ACCESS_MATRIX, Permission.SET_UP, Permission.SEE_OUTBOX, Permission.KEEP_TABLETS}
    ),
    Role.NATIONAL_OVERSIGHT: AT_THE_BOARD,
    Role.LINK_HOLDER: NOTHING,
    Role.SYSTEM: frozenset({Permission.DELIVER, Permission.SEE_OUTBOX}),
    Role.IMPORTER: frozenset({Permission.IMPORT_RETURN, Permission.REGISTER_CHILD, Permission.SEE_IMPORTS}),
    Role.OPERATOR: frozenset(
        {Permission.SEE_ACCESS_MATRIX, Permission.SET_UP, Permission.IMPORT_RETURN, Permission.DELIVER}
        | {Permission.SIMULATE}
    ),
    Role.SIMULATOR: frozenset({Permission.SIMULATE, Permission.REGISTER_CHILD, Permission.SET_UP}),
}

AUTHORITY = frozenset({OrganisationKind.LOCAL_AUTHORITY})
ANY_ORGANISATION = frozenset(OrganisationKind)

# Where an account in this role may belong. The machine's own roles belong nowhere: no account may hold them.
ROLE_BELONGS_TO: Mapping[Role, frozenset[OrganisationKind]] = {
    Role.DUTY_WORKER: AUTHORITY,
    Role.SOCIAL_WORKER: AUTHORITY,
    Role.MISSING_LEAD: AUTHORITY,
    Role.POLICE_DESK: frozenset({OrganisationKind.POLICE_FORCE}),
    Role.CARER: frozenset(
        {
            OrganisationKind.CHILDRENS_HOME,
            OrganisationKind.FOSTERING_SERVICE,
            OrganisationKind.SUPPORTED_ACCOMMODATION,
        }
    ),
    Role.INTERVIEWER: AUTHORITY
    | {OrganisationKind.RETURN_INTERVIEW_SERVICE, OrganisationKind.ADVOCACY, OrganisationKind.CHARITY},
    Role.GUARDIAN: frozenset({OrganisationKind.GUARDIAN_SERVICE}),
    Role.IMMIGRATION_OFFICER: frozenset({OrganisationKind.IMMIGRATION}),
    Role.INFORMATION_OWNER: AUTHORITY,
    Role.ADMINISTRATOR: ANY_ORGANISATION,
    Role.NATIONAL_OVERSIGHT: frozenset({OrganisationKind.SAFEGUARDING_PARTNERSHIP, OrganisationKind.CHARITY}),
    Role.LINK_HOLDER: ANY_ORGANISATION,
    Role.SYSTEM: frozenset(),
    Role.IMPORTER: AUTHORITY,
    Role.OPERATOR: frozenset(),
    Role.SIMULATOR: frozenset(),
}

# Which kinds of organisation can stand in a relation at all.
RELATION_BELONGS_TO: Mapping[Relation, frozenset[OrganisationKind]] = {
    Relation.RESPONSIBLE: AUTHORITY,
    Relation.HOST: AUTHORITY,
    Relation.PLACEMENT: ROLE_BELONGS_TO[Role.CARER],
    Relation.POLICE: frozenset({OrganisationKind.POLICE_FORCE}),
    Relation.GIVEN: AUTHORITY | {OrganisationKind.POLICE_FORCE},
    Relation.ALLOCATED: ROLE_BELONGS_TO[Role.GUARDIAN],
    Relation.ASKED: ROLE_BELONGS_TO[Role.INTERVIEWER],
    Relation.TOLD: ANY_ORGANISATION,
    Relation.NONE: ANY_ORGANISATION,
}

# What somebody must be allowed, to record each kind of event. For the police classification it is
# CLASSIFY_FOR_POLICE instead.
TO_RECORD: Mapping[EventKind, Permission] = {
    EventKind.MISSING_REPORTED: Permission.REPORT_MISSING,
    EventKind.REPORT_JOINED: Permission.REPORT_MISSING,
    EventKind.CLASSIFIED: Permission.CLASSIFY,
    EventKind.POLICE_REPORTED: Permission.RECORD_POLICE_CALL,
    EventKind.POLICE_CALL_TRIED: Permission.RECORD_POLICE_CALL,
    EventKind.RISK_ASSESSED: Permission.RECORD_RISK,
    EventKind.INFORMATION_RECEIVED: Permission.RECORD_INFORMATION,
    EventKind.ORGANISATION_TOLD: Permission.ACKNOWLEDGE,
    EventKind.ORGANISATION_CALL_TRIED: Permission.RING,
    EventKind.ENQUIRY_SET: Permission.RECORD_INFORMATION,
    EventKind.ENQUIRY_ANSWERED: Permission.RECORD_INFORMATION,
    EventKind.CHILD_LOCATED: Permission.RECORD_LOCATED,
    EventKind.CHILD_RETURNED: Permission.RECORD_RETURN,
    EventKind.RETURN_INTERVIEW_OFFERED: Permission.RECORD_INTERVIEW_OFFER,
    EventKind.RETURN_INTERVIEW_HELD: Permission.RECORD_INTERVIEW_OFFER,
    EventKind.RETURN_INTERVIEW_DECLINED: Permission.RECORD_INTERVIEW_OFFER,
    EventKind.PRIVATE_PERSON_RUNG: Permission.TELL_PRIVATE_PERSON,
    EventKind.LEAD_ASKED: Permission.AGREE_LEAD,
    EventKind.LEAD_ANSWERED: Permission.AGREE_LEAD,
    EventKind.ACCESS_GIVEN: Permission.GIVE_ACCESS,
    EventKind.ACCESS_ENDED: Permission.GIVE_ACCESS,
    EventKind.COUNT_ENDED: Permission.CORRECT,
    EventKind.SEARCH_ENDED: Permission.END_SEARCH,
    EventKind.SEARCH_RESUMED: Permission.REPORT_MISSING,
    EventKind.CHILD_MATCHED: Permission.MATCH_CHILD,
    EventKind.WENT_TOGETHER: Permission.RECORD_INFORMATION,
    EventKind.RISK_CHALLENGED: Permission.CLASSIFY,
    EventKind.CHALLENGE_ANSWERED: Permission.RECORD_RISK,
    EventKind.RETURN_INTERVIEW_NOT_POSSIBLE: Permission.RECORD_INTERVIEW_OFFER,
    EventKind.CARER_TOLD_INSTEAD: Permission.RECORD_INTERVIEW_OFFER,
    EventKind.INTERVIEW_SHARED: Permission.RECORD_INTERVIEW_OFFER,
    EventKind.PREVENTION_INTERVIEW_HELD: Permission.RECORD_PREVENTION_INTERVIEW,
    EventKind.SOCIAL_WORKER_VISITED: Permission.CLASSIFY,
    EventKind.CHILD_ANSWERED: Permission.RECORD_INTERVIEW_OFFER,
    EventKind.CHILD_NOT_TOLD: Permission.RECORD_INTERVIEW_OFFER,
    EventKind.CHANGED_AFTER: Permission.CLASSIFY,
    EventKind.CHILD_SAID: Permission.CORRECT,  # the child alone says it; who corrects the record may withdraw it
    EventKind.TEXTSAFE_ASKED: Permission.WORK_SEARCH,
    EventKind.TEXTSAFE_ANSWERED: Permission.WORK_SEARCH,
    EventKind.PUBLICITY_PROPOSED: Permission.WORK_SEARCH,
    EventKind.PUBLICITY_SIGNED: Permission.WORK_SEARCH,
    EventKind.PUBLICITY_STOPPED: Permission.WORK_SEARCH,
    EventKind.PUBLICITY_PLACED: Permission.WORK_SEARCH,
    EventKind.PUBLICITY_TAKEN_DOWN: Permission.WORK_SEARCH,
    EventKind.RECOVERY_ORDER_SOUGHT: Permission.WORK_SEARCH,
    EventKind.RECOVERY_ORDER_DECIDED: Permission.WORK_SEARCH,
    EventKind.WARNING_NOTICE_SERVED: Permission.WORK_SEARCH,
    EventKind.PLACE_LISTED: Permission.RECORD_INFORMATION,
    EventKind.PLACE_SEARCHED: Permission.RECORD_INFORMATION,
    EventKind.CHILD_ARRIVED: Permission.REGISTER_ARRIVAL,
    EventKind.AGE_SAID: Permission.DECIDE_CONCERN,
    EventKind.PLAN_WRITTEN: Permission.WRITE_PLAN,
    EventKind.PLAN_HELD: Permission.HOLD_PLAN,
    EventKind.CARE_PLAN_RECORDED: Permission.DECIDE_CONCERN,
    EventKind.CONCERN_RECORDED: Permission.RECORD_CONCERN,
    EventKind.CONCERN_VIEWED: Permission.DECIDE_CONCERN,
    EventKind.NOT_REFERRED: Permission.DECIDE_CONCERN,
    EventKind.NRM_REFERRED: Permission.REFER_TO_NRM,
    EventKind.NRM_DECIDED: Permission.REFER_TO_NRM,
    EventKind.NRM_INFORMED: Permission.REFER_TO_NRM,
    EventKind.GUARDIAN_REFERRED: Permission.KEEP_GUARDIAN,
    EventKind.GUARDIAN_ALLOCATED: Permission.KEEP_GUARDIAN,
    EventKind.GUARDIAN_SAID: Permission.SPEAK_AS_GUARDIAN,
    EventKind.GUARDIAN_CHALLENGED: Permission.SPEAK_AS_GUARDIAN,
    EventKind.GUARDIAN_ANSWERED: Permission.KEEP_GUARDIAN,
    EventKind.GUARDIAN_LEFT: Permission.KEEP_GUARDIAN,
    EventKind.STRATEGY_DISCUSSION_HELD: Permission.HOLD_DISCUSSION,
    EventKind.ACTION_SET: Permission.HOLD_DISCUSSION,
    EventKind.ACTION_ANSWERED: Permission.WORK_ACTION,
    EventKind.ENTERED_IN_ERROR: Permission.CORRECT,
}


def may(*, role: Role, relation: Relation | None, permission: Permission) -> bool:
    """Say whether this role may do this, in this relation to the child (None where no child is meant)."""
    if permission in WITHOUT_CHILD[role]:
        return True
    return relation is not None and permission in MATRIX[role][relation]


def permissions(*, role: Role, relations: Iterable[Relation]) -> Allowed:
    """Give all that this role may do with one child, where its organisation stands in these relations."""
    return NOTHING.union(*(MATRIX[role][relation] for relation in relations))


def relations_that(role: Role, permission: Permission) -> frozenset[Relation]:
    """Give the relations in which this role has this permission: what a query or the database filters by."""
    return frozenset(relation for relation, cell in MATRIX[role].items() if permission in cell)


def may_correct(
    *, role: Role, relation: Relation, kind: EventKind, by_police: bool, recorded_by_own: bool
) -> bool:
    """Say whether this role may correct an event of this kind.

    Where CORRECT is held, any. Otherwise only what one's own organisation recorded and one may record
    oneself: a force its risk level, a home its wrong "back". `by_police` marks the police classification.
    """
    if may(role=role, relation=relation, permission=Permission.CORRECT):
        return True
    is_police_kind = by_police and kind is EventKind.CLASSIFIED
    needed = Permission.CLASSIFY_FOR_POLICE if is_police_kind else TO_RECORD[kind]
    return recorded_by_own and may(role=role, relation=relation, permission=needed)


ROLE_TITLES: Mapping[Role, str] = {
    Role.DUTY_WORKER: "Duty worker",
    Role.SOCIAL_WORKER: "Social worker",
    Role.MISSING_LEAD: "Missing lead",
    Role.POLICE_DESK: "Police desk",
    Role.CARER: "Carer",
    Role.INTERVIEWER: "Return interviewer",
    Role.GUARDIAN: "Guardian",
    Role.IMMIGRATION_OFFICER: "Immigration officer",
    Role.INFORMATION_OWNER: "Information owner",
    Role.ADMINISTRATOR: "Administrator",
    Role.NATIONAL_OVERSIGHT: "National oversight",
    Role.LINK_HOLDER: "Holder of one notice's link",
    Role.SYSTEM: "Lantern itself",
    Role.IMPORTER: "Import of a file",
    Role.OPERATOR: "Operator at the command line",
    Role.SIMULATOR: "Simulator of invented children",
}

RELATION_TITLES: Mapping[Relation, str] = {
    Relation.RESPONSIBLE: "Looks after the child",
    Relation.HOST: "The child lives in its area",
    Relation.PLACEMENT: "The child lives there",
    Relation.POLICE: "The force the report is made to",
    Relation.GIVEN: "Was let into this episode for a time",
    Relation.ALLOCATED: "Is the child's own guardian now (the person, not the service)",
    Relation.ASKED: "Was asked to hold the return interview of this episode",
    Relation.TOLD: "Was sent a notice",
    Relation.NONE: "No relation to the child",
}

PERMISSION_TITLES: Mapping[Permission, str] = {
    Permission.SEE_EPISODE: "See that a child is missing, by reference, with clocks and who was told",
    Permission.SEE_NAME: "See the child's name",
    Permission.SEE_RECORD: "Open the child's record and chronology",
    Permission.SEE_PROTECTED: "See addresses, carers' names and telephone numbers",
    Permission.SEE_SEALED: "Open what was entered on the wrong child and sealed",
    Permission.REPORT_MISSING: "Report a child missing",
    Permission.RECORD_LATE: "Record that a child is late",
    Permission.AGREE_RETURN_PLAN: "Agree whether and for how long a child may be late",
    Permission.TELL_PRIVATE_PERSON: "Decide whether a relative or friend may be told, and ring them",
    Permission.KEEP_INVOLVED: "Keep who has to do with a child: guardian, school, health and others",
    Permission.AGREE_LEAD: "Ask an authority to lead, or answer for one's own",
    Permission.GIVE_ACCESS: "Let another force or authority into one episode, for a time",
    Permission.END_SEARCH: "Decide, with reasons, that the search ends",
    Permission.MATCH_CHILD: "Say who a child nobody knew is",
    Permission.ADD_PHOTOGRAPH: "Add a photograph of a child",
    Permission.REGISTER_CHILD: "Register a child",
    Permission.REGISTER_ARRIVAL: "Register a child who arrived alone",
    Permission.RECORD_POLICE_CALL: "Record a call to the police",
    Permission.RING: "Ring somebody who has not answered, and record the call",
    Permission.RECORD_RISK: "Record the police risk level",
    Permission.RECORD_INFORMATION: "Record information received",
    Permission.CLASSIFY: "Classify as missing or away, for the authority",
    Permission.CLASSIFY_FOR_POLICE: "Record the police classification",
    Permission.RECORD_LOCATED: "Record that the child is found",
    Permission.RECORD_RETURN: "Record that the child is back",
    Permission.RECORD_INTERVIEW_OFFER: "Record the offer of a return interview",
    Permission.ASK_INTERVIEWER: "Ask a service to hold a return interview, and take it back",
    Permission.RECORD_PREVENTION_INTERVIEW: "Record the police prevention interview",
    Permission.WORK_SEARCH: "Record an appeal to the public, a charity's text, a recovery order or a warning notice",
    Permission.SEE_PLAN: "See the child's going-missing plan",
    Permission.WRITE_PLAN: "Write the child's going-missing plan",
    Permission.HOLD_PLAN: "Say that the placement holds the plan and the carer was briefed",
    Permission.RECORD_CONCERN: "Record a sign of exploitation",
    Permission.DECIDE_CONCERN: "Record the authority's view of trafficking, or why no referral is made",
    Permission.REFER_TO_NRM: "Refer a child to the National Referral Mechanism, and record its decisions",
    Permission.KEEP_GUARDIAN: "Ask for a guardian, name one, answer one and record that one left",
    Permission.SPEAK_AS_GUARDIAN: "Record a guardian's contact, view on a decision, or challenge",
    Permission.HOLD_DISCUSSION: "Record a strategy discussion and what was decided",
    Permission.WORK_ACTION: "Record what came of an action",
    Permission.ASK_BUNDLE: "Ask for an inquiry bundle of a child or an episode",
    Permission.RELEASE_BUNDLE: "Release an inquiry bundle that somebody else asked for",
    Permission.CORRECT: "Correct any record of the episode",
    Permission.ACKNOWLEDGE: "Acknowledge a notice",
    Permission.KEEP_LINKS: "See and withdraw the links that were sent for an episode",
    Permission.SEE_BOARD: "See who is missing now",
    Permission.KEEP_TABLETS: "Keep a home's tablets and shift PINs",
    Permission.KEEP_ROTA: "Keep the rota of one's own organisation",
    Permission.ANSWER_FOR_MISSING: "Lower a local floor of risk with reasons, and see what everybody owes",
    Permission.SEE_ACCESS_MATRIX: "See who may do what",
    Permission.SEE_OUTBOX: "See the demonstration's outbox",
    Permission.SEE_IMPORTS: "See the rows an import could not take",
    Permission.CORRECT_IMPORTS: "Correct the rows an import could not take",
    Permission.IMPORT_RETURN: "Import a statutory return",
    Permission.SET_UP: "Set up organisations and accounts",
    Permission.DELIVER: "Deliver notices and reckon what is owed",
    Permission.SIMULATE: "Make a synthetic authority",
}
