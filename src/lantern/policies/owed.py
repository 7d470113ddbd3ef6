"""Whom it may be said to that something is owed in a child's case: whose desk reads what it arises from."""

from __future__ import annotations

from lantern.policies import access
from lantern.vocabulary.roles import Permission, Relation, Role

# Who opens the mailbox of an organisation that stands so to a child, and takes its calls.
_DESK = {
    Relation.RESPONSIBLE: Role.DUTY_WORKER,
    Relation.HOST: Role.DUTY_WORKER,
    Relation.PLACEMENT: Role.CARER,
    Relation.POLICE: Role.POLICE_DESK,
}


def desk_reads(relation: Relation) -> bool:
    """Say whether the desk of an organisation in this relation reads the record, and so what is owed by it.

    That a duty is owed may say where a child comes from, or what is feared for them: a home's carers read no
    chronology, and are not told.
    """
    return access.may(role=_DESK[relation], relation=relation, permission=Permission.SEE_RECORD)
