from __future__ import annotations

import pytest

from lantern.policies.access import (
    MATRIX,
    PERMISSION_TITLES,
    RELATION_BELONGS_TO,
    RELATION_TITLES,
    ROLE_BELONGS_TO,
    ROLE_TITLES,
    TO_RECORD,
    WITHOUT_CHILD,
    may,
    may_correct,
    permissions,
    relations_that,
)
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import OrganisationKind, Permission, Relation, Role

MACHINES = {Role.SYSTEM, Role.OPERATOR, Role.SIMULATOR}
NOT_ABOUT_ONE_CHILD = {
    Permission.SEE_BOARD,
    Permission.REGISTER_ARRIVAL,
    Permission.ANSWER_FOR_MISSING,
    Permission.SEE_ACCESS_MATRIX,
    Permission.SEE_OUTBOX,
    Permission.SEE_IMPORTS,
    Permission.CORRECT_IMPORTS,
    Permission.IMPORT_RETURN,
    Permission.KEEP_ROTA,
    Permission.KEEP_TABLETS,
    Permission.SET_UP,
    Permission.DELIVER,
    Permission.SIMULATE,
}
CELLS = [(role, relation) for role in Role for relation in Relation]


def test_the_matrix_answers_for_every_role_and_relation() -> None:
    assert [(role, relation) for role in MATRIX for relation in MATRIX[role]] == CELLS
    assert [list(WITHOUT_CHILD), list(ROLE_BELONGS_TO), list(RELATION_BELONGS_TO)] == [
        list(Role),
        list(Role),
        list(Relation),
    ]


def test_every_word_of_the_matrix_has_a_title() -> None:
    assert [list(ROLE_TITLES), list(RELATION_TITLES), list(PERMISSION_TITLES)] == [
        list(Role),
        list(Relation),
        list(Permission),
    ]


def test_titles_are_told_apart() -> None:
    for titles in (ROLE_TITLES, RELATION_TITLES, PERMISSION_TITLES):
        assert len(set(titles.values())) == len(titles)


@pytest.mark.parametrize(("role", "relation"), CELLS)
def test_no_cell_holds_what_is_not_about_one_child(role: Role, relation: Relation) -> None:
    assert MATRIX[role][relation] & NOT_ABOUT_ONE_CHILD == frozenset()


@pytest.mark.parametrize("role", Role)
def test_only_registering_a_child_stands_in_both_tables(role: Role) -> None:
    assert WITHOUT_CHILD[role] <= NOT_ABOUT_ONE_CHILD | {Permission.REGISTER_CHILD}


def test_every_permission_is_held_by_somebody() -> None:
    in_cells = {permission for role, relation in CELLS for permission in MATRIX[role][relation]}
    elsewhere = {permission for role in Role for permission in WITHOUT_CHILD[role]}

    assert in_cells | elsewhere == set(Permission)


@pytest.mark.parametrize(("role", "relation"), CELLS)
def test_who_sees_more_sees_less_too(role: Role, relation: Relation) -> None:
    cell = MATRIX[role][relation]

    assert Permission.SEE_EPISODE in cell or not cell
    assert Permission.SEE_RECORD in cell or Permission.SEE_PROTECTED not in cell
    assert Permission.SEE_NAME in cell or role is Role.SYSTEM or Permission.SEE_RECORD not in cell


@pytest.mark.parametrize("role", [role for role in Role if role not in MACHINES | {Role.NATIONAL_OVERSIGHT}])
def test_without_a_relation_nobody_sees_a_child(role: Role) -> None:
    assert MATRIX[role][Relation.NONE] == frozenset()


@pytest.mark.parametrize("role", [role for role in Role if role not in MACHINES])
def test_a_notice_never_gives_a_name(role: Role) -> None:
    assert MATRIX[role][Relation.TOLD] <= {Permission.SEE_EPISODE, Permission.ACKNOWLEDGE}


def test_a_link_gives_a_name_only_inside_the_authority_that_looks_after_the_child() -> None:
    assert relations_that(Role.LINK_HOLDER, Permission.SEE_NAME) == {Relation.RESPONSIBLE, Relation.ASKED}


def test_national_oversight_sees_references_everywhere_and_nothing_else() -> None:
    assert set(MATRIX[Role.NATIONAL_OVERSIGHT].values()) == {frozenset({Permission.SEE_EPISODE})}


def test_the_administrator_and_the_operator_see_no_child() -> None:
    cells = [set(MATRIX[role].values()) for role in (Role.ADMINISTRATOR, Role.OPERATOR)]

    assert cells == [{frozenset()}, {frozenset()}]


def test_immigration_guardian_and_outside_interviewer_see_only_what_they_were_told() -> None:
    roles = (Role.IMMIGRATION_OFFICER, Role.GUARDIAN, Role.INTERVIEWER)
    outside = (
        Relation.HOST,
        Relation.PLACEMENT,
        Relation.POLICE,
        Relation.GIVEN,
        Relation.TOLD,
        Relation.NONE,
    )

    assert [permissions(role=role, relations=outside) for role in roles] == [
        frozenset({Permission.SEE_EPISODE, Permission.ACKNOWLEDGE})
    ] * 3


@pytest.mark.parametrize(
    ("permission", "who"),
    [
        (
            Permission.SEE_PROTECTED,
            {
                (Role.DUTY_WORKER, Relation.RESPONSIBLE),
                (Role.SOCIAL_WORKER, Relation.RESPONSIBLE),
                (Role.MISSING_LEAD, Relation.RESPONSIBLE),
                (Role.INFORMATION_OWNER, Relation.RESPONSIBLE),
                (Role.POLICE_DESK, Relation.POLICE),
                (Role.POLICE_DESK, Relation.GIVEN),
                (Role.IMPORTER, Relation.RESPONSIBLE),  # it writes the postcodes of a return
            },
        ),
        (
            Permission.CORRECT,
            {
                (Role.DUTY_WORKER, Relation.RESPONSIBLE),
                (Role.SOCIAL_WORKER, Relation.RESPONSIBLE),
                (Role.MISSING_LEAD, Relation.RESPONSIBLE),
                (Role.INFORMATION_OWNER, Relation.RESPONSIBLE),
            },
        ),
        (
            Permission.RECORD_RETURN,
            {
                (Role.DUTY_WORKER, Relation.RESPONSIBLE),
                (Role.SOCIAL_WORKER, Relation.RESPONSIBLE),
                (Role.MISSING_LEAD, Relation.RESPONSIBLE),
                (Role.CARER, Relation.PLACEMENT),
                (Role.IMPORTER, Relation.RESPONSIBLE),
            },
        ),
    ],
)
def test_who_may_among_people_and_imports(permission: Permission, who: set[tuple[Role, Relation]]) -> None:
    found = {
        (role, relation)
        for role in Role
        if role not in MACHINES
        for relation in relations_that(role, permission)
    }

    assert found == who


@pytest.mark.parametrize(
    ("role", "relation"),
    [
        (role, relation)
        for role, relation in CELLS
        if MATRIX[role][relation] and role not in MACHINES | {Role.NATIONAL_OVERSIGHT}
    ],
)
def test_no_cell_is_for_an_organisation_that_cannot_be(role: Role, relation: Relation) -> None:
    assert ROLE_BELONGS_TO[role] & RELATION_BELONGS_TO[relation] != frozenset()


def test_only_the_machine_s_own_roles_belong_nowhere() -> None:
    assert {role for role, kinds in ROLE_BELONGS_TO.items() if not kinds} == MACHINES


def test_every_kind_of_organisation_has_a_role_that_works_there() -> None:
    working = {Role.ADMINISTRATOR, Role.LINK_HOLDER}
    kinds = {kind for role, kinds in ROLE_BELONGS_TO.items() if role not in working for kind in kinds}

    told_only = {OrganisationKind.HEALTH, OrganisationKind.SCHOOL}  # they are told, and have no desk yet
    assert set(OrganisationKind) - kinds == told_only


def test_every_kind_of_event_says_what_it_takes_to_record_it() -> None:
    assert list(TO_RECORD) == list(EventKind)


@pytest.mark.parametrize(
    ("role", "relation", "permission", "is_allowed"),
    [
        (Role.DUTY_WORKER, Relation.RESPONSIBLE, Permission.RECORD_RETURN, True),
        (Role.DUTY_WORKER, Relation.HOST, Permission.RECORD_RETURN, False),
        (Role.DUTY_WORKER, Relation.NONE, Permission.SEE_EPISODE, False),
        (Role.DUTY_WORKER, Relation.NONE, Permission.SEE_BOARD, True),
        (Role.DUTY_WORKER, None, Permission.SEE_BOARD, True),
        (Role.DUTY_WORKER, None, Permission.REGISTER_CHILD, True),
        (Role.DUTY_WORKER, None, Permission.SEE_NAME, False),
        (Role.CARER, None, Permission.REGISTER_CHILD, False),
    ],
)
def test_may(role: Role, relation: Relation | None, permission: Permission, *, is_allowed: bool) -> None:
    assert may(role=role, relation=relation, permission=permission) is is_allowed


def test_permissions_of_several_relations_add_up() -> None:
    both = permissions(role=Role.DUTY_WORKER, relations=[Relation.HOST, Relation.TOLD])

    assert both == MATRIX[Role.DUTY_WORKER][Relation.HOST] | MATRIX[Role.DUTY_WORKER][Relation.TOLD]


def test_permissions_of_no_relation_are_none() -> None:
    assert permissions(role=Role.DUTY_WORKER, relations=[]) == frozenset()


@pytest.mark.parametrize(
    ("role", "relation", "kind", "own", "is_allowed"),
    [
        (Role.DUTY_WORKER, Relation.RESPONSIBLE, EventKind.RISK_ASSESSED, False, True),
        (Role.POLICE_DESK, Relation.POLICE, EventKind.RISK_ASSESSED, True, True),
        (Role.POLICE_DESK, Relation.POLICE, EventKind.RISK_ASSESSED, False, False),
        (Role.POLICE_DESK, Relation.POLICE, EventKind.CHILD_RETURNED, True, False),
        (Role.CARER, Relation.PLACEMENT, EventKind.CHILD_RETURNED, True, True),
        (Role.CARER, Relation.NONE, EventKind.CHILD_RETURNED, True, False),
        (Role.CARER, Relation.PLACEMENT, EventKind.ENTERED_IN_ERROR, True, False),
    ],
)
def test_may_correct(role: Role, relation: Relation, kind: EventKind, *, own: bool, is_allowed: bool) -> None:
    found = may_correct(role=role, relation=relation, kind=kind, by_police=False, recorded_by_own=own)

    assert found is is_allowed


@pytest.mark.parametrize("by_police", [True, False])
def test_may_correct_a_classification_only_where_it_is_one_s_own_to_give(*, by_police: bool) -> None:
    found = may_correct(
        role=Role.POLICE_DESK,
        relation=Relation.POLICE,
        kind=EventKind.CLASSIFIED,
        by_police=by_police,
        recorded_by_own=True,
    )

    assert found is by_police
