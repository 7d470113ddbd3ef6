"""The access matrix itself: what each role may do with a child, by its organisation's relation, and without one."""

from __future__ import annotations

from collections.abc import Mapping

from lantern.vocabulary.roles import Permission, Relation, Role

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
