"""Where an account in a role may belong, and which organisations can stand in a relation to a child."""

from __future__ import annotations

from collections.abc import Mapping

from lantern.vocabulary.roles import OrganisationKind, Relation, Role

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
