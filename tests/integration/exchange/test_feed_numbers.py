"""A nightly feed brings the numbers of a child's workers, and never one over a number that a person typed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lantern.actions import involved
from lantern.actions.children import open_child
from lantern.actions.involved import Post
from lantern.record.models import Involvement
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.involved import Capacity
from lantern.vocabulary.refusals import Refused, Stale
from lantern.vocabulary.roles import Role
from lantern.vocabulary.telephones import is_number
from tests.factories.sight import SIMULATOR, seen_as
from tests.integration.exchange.feeds import NIGHT, authority, correct, fed, rewrite, sample

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FEED = "Nightly feed (lcs)"
BY_HAND = "A person changed this in Lantern since the feed brought it, or recorded it before"


@pytest.fixture
def own() -> Any:
    return authority()


@pytest.fixture
def lcs(own: Any, tmp_path: Path) -> Path:
    return sample(tmp_path)


def desk(own: Any) -> Actor:
    return Actor(role=Role.DUTY_WORKER, name="Dana Invented", organisation_id=own.pk)


def row_of(number: str, capacity: Capacity = Capacity.SOCIAL_WORKER) -> Involvement:
    with seen_as(SIMULATOR):
        return Involvement.objects.select_related("child").get(
            child__identifiers__value=number, capacity=capacity.value, ended_at=None
        )


def numbers(number: str) -> tuple[str, str, str, str]:
    row = row_of(number)
    return (row.person, row.telephone, row.telephone_by, row.team_telephone)


def types(own: Any, number: str, telephone: str, *, seen: str = "01632 960311") -> None:
    row = row_of(number)
    involved.change_number(
        child=row.child.reference,
        involvement=row.pk,
        telephone=telephone,
        seen=seen,
        by=desk(own),
        now=NIGHT + timedelta(hours=8),
    )


def refused(imported: Any) -> list[tuple[str, int, str, str]]:
    return [(f.file, f.line, f.column, f.reason.split(".")[0]) for f in imported.fed.faults]


# Coming in ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lcs", "mosaic", "eclipse"])
def test_the_numbers_of_each_sample_stand_where_one_looks_for_whom_to_ring(
    own: Any, tmp_path: Path, name: str
) -> None:
    fed(sample(tmp_path, name))

    said = {
        number: [
            (one.capacity, one.person, one.telephone, one.team, one.team_telephone)
            for one in open_child(reference=row_of(number).child.reference, by=desk(own), now=NIGHT).workers
        ]
        for number in ("900101", "900102")
    }
    ida = (Capacity.SOCIAL_WORKER, "Ida Inventedworker", "01632 960311", "Children in Care", "01632 960310")
    assert said == {
        "900101": [
            ida,
            (Capacity.REVIEWING_OFFICER, "Ivo Inventedofficer", "+44 (0)1632 960312 ext 4", "", ""),
        ],
        "900102": [ida, (Capacity.PERSONAL_ADVISER, "Pia Inventedadviser", "07700 900311", "", "")],
    }


def test_a_number_that_the_main_system_changes_is_changed_with_when_and_by_what(lcs: Path) -> None:
    fed(lcs)
    correct(lcs / "involvements.csv", 2, Telephone="01632 960399", Team_Telephone="01632 960398")
    again = fed(lcs, now=NIGHT + timedelta(days=1))

    assert refused(again) == []
    assert numbers("900101") == ("Ida Inventedworker", "01632 960399", FEED, "01632 960398")
    assert row_of("900101").telephone_at == NIGHT + timedelta(days=1)


def test_another_spelling_of_the_same_number_changes_nothing(lcs: Path) -> None:
    fed(lcs)
    correct(lcs / "involvements.csv", 2, Telephone="+44 1632 960311")

    assert fed(lcs).fed.changes == ()
    assert numbers("900101")[1] == "01632 960311"


def test_a_new_worker_does_not_get_the_number_of_the_one_before(lcs: Path) -> None:
    fed(lcs)
    correct(lcs / "involvements.csv", 2, Worker="Una Inventednext", Telephone="")

    assert refused(fed(lcs)) == []
    assert numbers("900101") == ("Una Inventednext", "", "", "01632 960310")
    correct(lcs / "involvements.csv", 2, Telephone="01632 960311")
    assert refused(fed(lcs)) == []  # who took over may have taken the telephone over too
    assert numbers("900101")[:2] == ("Una Inventednext", "01632 960311")


def test_another_team_does_not_get_the_number_of_the_one_before(lcs: Path, own: Any) -> None:
    own.teams.create(name="Leaving Care")
    fed(lcs)
    correct(lcs / "involvements.csv", 2, Team="Leaving Care", Team_Telephone="")

    assert refused(fed(lcs)) == []
    assert numbers("900101") == ("Ida Inventedworker", "01632 960311", FEED, "")


def test_a_feed_without_these_columns_leaves_the_numbers(lcs: Path) -> None:
    fed(lcs)
    file = lcs / "involvements.csv"
    kept = [line.split(",") for line in file.read_text().splitlines()]
    file.write_text("".join(",".join([*cells[:4], cells[6]]) + "\n" for cells in kept))

    again = fed(lcs)

    assert (refused(again), again.fed.changes) == ([], ())
    assert numbers("900101")[1] == "01632 960311"


# What a person typed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["01632 960777", ""])
def test_a_number_that_a_person_typed_or_took_out_is_not_written_over(
    lcs: Path, own: Any, typed: str
) -> None:
    fed(lcs)
    types(own, "900101", typed)
    unchanged = fed(lcs, now=NIGHT + timedelta(days=1))
    correct(lcs / "involvements.csv", 2, Telephone="01632 960311")

    assert refused(unchanged) == [("involvements.csv", 2, "Telephone", BY_HAND)]
    assert numbers("900101")[1:3] == (typed, "Dana Invented" if typed else "")


def test_what_a_person_typed_is_not_written_over_by_a_newer_one_of_the_main_system(
    lcs: Path, own: Any
) -> None:
    fed(lcs)
    types(own, "900101", "01632 960777")
    correct(lcs / "involvements.csv", 2, Telephone="01632 960399")

    assert refused(fed(lcs)) == [("involvements.csv", 2, "Telephone", BY_HAND)]
    assert numbers("900101")[1] == "01632 960777"


def test_a_number_typed_for_the_one_before_is_neither_lost_nor_given_to_the_next(lcs: Path, own: Any) -> None:
    fed(lcs)
    types(own, "900101", "01632 960777")
    correct(lcs / "involvements.csv", 2, Worker="Una Inventednext", Telephone="")

    assert refused(fed(lcs)) == [
        (
            "involvements.csv",
            2,
            "Telephone",
            "Another worker has taken over, and the feed has no number for them",
        )
    ]
    assert numbers("900101")[:2] == ("Ida Inventedworker", "01632 960777")


def test_a_number_is_changed_from_the_page_that_stands_now_alone(lcs: Path, own: Any) -> None:
    fed(lcs)
    with pytest.raises(Stale, match="it is 01632 960311 now"):
        types(own, "900101", "01632 960777", seen="01632 960000")
    with pytest.raises(Refused, match="That is no telephone number"):
        types(own, "900101", "ask reception")
    assert numbers("900101")[1] == "01632 960311"


def test_a_number_is_of_somebody(own: Any, lcs: Path) -> None:
    fed(lcs)
    with pytest.raises(Refused, match="Say whose number this is"):
        involved.involve(
            child=row_of("900101").child.reference,
            post=Post(capacity=Capacity.SENIOR, organisation=own.reference, telephone="01632 960777"),
            by=desk(own),
            now=NIGHT,
        )


# What is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Telephone", "ask reception"),
        ("Telephone", "4411"),
        ("Team Telephone", "01632 960310 / 01632 960319"),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(lcs: Path, column: str, cell: str) -> None:
    rewrite(lcs / "involvements.csv", lambda rows: [rows[0] | {column: cell}, *rows[1:]])

    assert refused(fed(lcs)) == [("involvements.csv", 2, column, "This is no telephone number")]


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("01632 960311", True),
        ("+44 (0)1632 960311", True),
        ("01632-960311 ext. 42", True),
        ("(01632) 960311 x4", True),
        ("", False),
        ("960", False),
        ("01632 96031a", False),
        ("01632 960311 01632 960312", False),
        ("ext 42", False),
        ("01632\n960311", False),
    ],
)
def test_what_can_be_rung(said: str, is_one: bool) -> None:
    assert is_number(said) is is_one
