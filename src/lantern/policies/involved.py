"""Which kinds of organisation may be stored in which capacity, and when a private person may be rung."""

from __future__ import annotations

from collections.abc import Mapping

from lantern.vocabulary.involved import CallOutcome, Capacity, MayBeTold
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind
from lantern.vocabulary.telephones import LOOKS_LIKE, is_number

_AUTHORITY = frozenset({OrganisationKind.LOCAL_AUTHORITY})

# A slip here would send a notice to a stranger: each capacity names the kinds that can hold it.
HOLDS: Mapping[Capacity, frozenset[OrganisationKind]] = {
    Capacity.ON_CALL: frozenset(
        {
            OrganisationKind.CHILDRENS_HOME,
            OrganisationKind.FOSTERING_SERVICE,
            OrganisationKind.SUPPORTED_ACCOMMODATION,
        }
    ),
    Capacity.SENIOR: _AUTHORITY,
    Capacity.SOCIAL_WORKER: _AUTHORITY,
    Capacity.PERSONAL_ADVISER: _AUTHORITY,
    Capacity.REVIEWING_OFFICER: _AUTHORITY,
    # The school itself, or the authority's virtual school.
    Capacity.SCHOOL: _AUTHORITY | {OrganisationKind.SCHOOL},
    Capacity.HEALTH: frozenset({OrganisationKind.HEALTH}),
    Capacity.GUARDIAN: frozenset({OrganisationKind.GUARDIAN_SERVICE}),
    Capacity.IMMIGRATION: frozenset({OrganisationKind.IMMIGRATION}),
}


def check_capacity(*, capacity: Capacity, kind: OrganisationKind) -> None:
    """Refuse to store an organisation in a capacity that its kind cannot hold."""
    if kind not in HOLDS[capacity]:
        raise Refused(
            "That organisation is not of the kind that can do this for a child. Nothing was stored. "
            "Choose another organisation, or ask your administrator to set it up.",
            field="organisation",
        )


def check_number(*, telephone: str, person: str) -> None:
    """Refuse a worker's number that nobody could ring, or one that is said of nobody."""
    if not telephone.strip():
        return
    if not is_number(telephone):
        raise Refused(f"That is no telephone number. {LOOKS_LIKE} Nothing was stored.", field="telephone")
    if not person.strip():
        raise Refused(
            "Say whose number this is. The number of an organisation is kept with the organisation. "
            "Nothing was stored.",
            field="person",
        )


def check_decision(*, reasons: str) -> None:
    """Refuse a decision without its reason: the next worker must be able to read why."""
    if not reasons.strip():
        raise Refused("Type why this is decided. Nothing was recorded.", field="reasons")


def check_may_be_rung(*, decided: MayBeTold, outcome: CallOutcome, checked_by: str) -> None:
    """Refuse a call to somebody who may not be told, and one that told them before it was known who they are."""
    if decided is not MayBeTold.YES:
        raise Refused(
            "Nobody has decided that this person may be told, so no call to them is recorded. "
            "Decide first. If they rang you, record that as information received."
        )
    if outcome is CallOutcome.SPOKEN_TO and not checked_by.strip():
        raise Refused(
            "Say how you checked who answered. If you could not, record that it was not checked.",
            field="checked_by",
        )
