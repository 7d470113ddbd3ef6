"""One refused row of a nightly feed, put right on its page: it goes in by the feed's rules, and no feed undoes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, ImportRow, ImportRun, Involvement, PrivatePerson
from lantern.vocabulary.roles import Role
from tests.factories.imports import importer
from tests.factories.sight import SIMULATOR
from tests.integration.exchange.feeds import NIGHT, authority, correct, fed, record_now, sample
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import hidden

pytestmark = pytest.mark.django_db
WORKERS = "involvements.csv"
BOXES = ("Child ID", "Worker", "Role", "Team", "Telephone", "Team Telephone", "End Date")
ROW = dict(
    zip(
        BOXES,
        (
            *("900101", "Ida Inventedworker", "Allocated Social Worker", "Children in Care"),
            *("ask reception", "01632 960310", ""),
        ),
        strict=True,
    )
)


@pytest.fixture
def own() -> Any:
    return authority()


@pytest.fixture
def lcs(own: Any, tmp_path: Path) -> Path:
    folder = sample(tmp_path)
    correct(folder / WORKERS, 2, Telephone="ask reception")
    return folder


@pytest.fixture
def lead(own: Any, signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.MISSING_LEAD, organisation=own, name="Lee Testlead")


def rows(own: Any) -> list[ImportRow]:
    with seen_as(importer(own)):
        return list(ImportRow.objects.select_related("run").order_by("pk"))


def address(row: ImportRow) -> str:
    return f"/imports/{row.run.reference}/{row.pk}"


def typed(**changed: str) -> dict[str, str]:
    cells = ROW | {name.replace("_", " "): cell for name, cell in changed.items()}
    return {"correct": "yes", **{f"column_{place}": cells[name] for place, name in enumerate(BOXES)}}


def number_of(child: str) -> tuple[str, str]:
    with seen_as(SIMULATOR):
        found = Involvement.objects.filter(
            child__identifiers__value=child, capacity="social_worker", ended_at=None
        )
        return found.values_list("telephone", "telephone_by").get()


def test_a_row_goes_in_as_it_was_corrected_and_it_is_said_who_did_it(
    own: Any, lcs: Path, lead: Client
) -> None:
    fed(lcs)
    (row,) = rows(own)
    page = lead.get(address(row))
    sent = typed(Telephone="01632 960311") | {"key": hidden(page)["key"]}
    done = lead.post(address(row), sent, follow=True)
    again = lead.post(address(row), sent)
    (now,) = rows(own)

    assert "Telephone : This is no telephone number." in words(page)
    assert [name for name in BOXES if f">{name}" in page.content.decode().replace("\n", "")] == list(BOXES)
    assert "The corrected row went in." in words(done)
    assert again.status_code == 302  # the same press: nothing twice
    by = "Nightly feed (lcs), row corrected by Lee Testlead"
    assert number_of("900101") == ("01632 960311", by)
    assert (now.state, now.settled_by, now.corrected_text["Telephone"]) == (
        "corrected",
        "Lee Testlead",
        "01632 960311",
    )
    with seen_as(importer(own)):
        assert (now.row_text["Telephone"], ImportRun.objects.count()) == ("ask reception", 1)
    said = words(lead.get(address(now)))
    assert "Telephone 01632 960311, where there stood ask reception" in said
    assert "Corrected by Lee Testlead" in said
    kinds = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(kinds)[-2:] == ["feed.write_corrected", "imports.mark_corrected"]


def test_the_same_fault_sent_tomorrow_does_not_wait_again_and_says_that_it_was_corrected_here(
    own: Any, lcs: Path, lead: Client
) -> None:
    fed(lcs)
    (row,) = rows(own)
    lead.post(address(row), typed(Telephone="01632 960311"))
    tomorrow = fed(lcs, now=NIGHT + timedelta(days=1))
    (now,) = rows(own)

    assert (now.state, now.settled_by, now.sent_again_at) == (
        "corrected",
        "Lee Testlead",
        NIGHT + timedelta(days=1),
    )
    assert now.run.reference == tomorrow.fed.run
    assert tomorrow.fed.counts["rows_refused"] == tomorrow.fed.counts["corrected_here_and_sent_again"] == 1
    assert number_of("900101")[0] == "01632 960311"
    assert "Corrected here by hand, and sent again as it was , last Sunday 15 March 2026" in words(
        lead.get(address(now))
    )
    listed = words(lead.get(f"/imports/{now.run.reference}?state=corrected"))
    assert "Corrected here, sent again" in listed
    assert "To correct (0) Corrected (1)" in listed


def test_what_was_corrected_here_is_not_written_over_by_what_the_source_sends_later(
    own: Any, lcs: Path, lead: Client
) -> None:
    fed(lcs)
    (row,) = rows(own)
    lead.post(address(row), typed(Telephone="01632 960311", Worker="Una Inventednext"))
    correct(lcs / WORKERS, 2, Telephone="01632 960399")
    refused = [(f.line, f.column) for f in fed(lcs, now=NIGHT + timedelta(days=1)).fed.faults]

    assert refused == [(2, "Worker")]
    assert number_of("900101")[0] == "01632 960311"


def test_a_source_that_puts_it_right_itself_takes_over_again(own: Any, lcs: Path, lead: Client) -> None:
    fed(lcs)
    (row,) = rows(own)
    lead.post(address(row), typed(Telephone="01632 960311"))
    correct(lcs / WORKERS, 2, Telephone="01632 960311")
    same = fed(lcs, now=NIGHT + timedelta(days=1))
    correct(lcs / WORKERS, 2, Telephone="01632 960399")
    changed = fed(lcs, now=NIGHT + timedelta(days=2))

    assert (same.fed.faults, same.fed.changes, changed.fed.faults) == ((), (), ())
    assert number_of("900101") == ("01632 960399", "Nightly feed (lcs)")


def test_a_correction_does_not_undo_what_a_person_wrote(own: Any, lcs: Path, lead: Client) -> None:
    correct(lcs / WORKERS, 2, Telephone="01632 960311")
    fed(lcs)
    with seen_as(SIMULATOR):
        PrivatePerson.objects.filter(child__identifiers__value="900101").update(telephone="01632 960777")
    correct(lcs / "relationships.csv", 2, Telephone="01632 960399")
    fed(lcs)
    (row,) = rows(own)
    cells = ("900101", "Invented Mother Feedwell", "mother", "Yes", "01632 960399")
    sent = {f"column_{place}": cell for place, cell in enumerate(cells)} | {"correct": "yes"}
    kept = errors(lead.post(address(row), sent))
    lead.post(address(row), sent | {"column_4": "01632 960777"})
    fed(lcs, now=NIGHT + timedelta(days=1))
    (now,) = rows(own)

    assert "A person changed this in Lantern since the feed brought it" in kept[0]
    assert (now.state, now.sent_again_at) == ("corrected", NIGHT + timedelta(days=1))
    assert record_now()["900101"]["PrivatePerson"][0][2] == "01632 960777"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, "The row still cannot go in. Telephone: This is no telephone number."),
        ({"Telephone": "", "Child_ID": "1"}, "Child ID: No child is on the record by this number."),
        ({"Telephone": "", "Team": "No Team"}, "Team: The authority has no team of this name here."),
        ({"Telephone": "", "Role": "Family Support Worker"}, "The mapping passes such a row over"),
        (dict.fromkeys((name.replace(" ", "_") for name in BOXES), ""), "Nothing is left of the row."),
    ],
)
def test_a_row_that_still_cannot_go_in_says_why_keeps_what_was_typed_and_changes_nothing(
    own: Any, lcs: Path, lead: Client, changed: dict[str, str], says: str
) -> None:
    fed(lcs)
    (row,) = rows(own)
    before = record_now()
    answer = lead.post(address(row), typed(**changed))
    (now,) = rows(own)

    assert errors(answer)[0].startswith(says) or says in errors(answer)[0]
    assert (now.state, now.corrected_text, record_now() == before) == ("open", {}, True)
    for cell in changed.values():
        assert cell in answer.content.decode()


def test_what_begins_on_a_later_day_is_not_taken_for_gone_in(own: Any, lcs: Path, lead: Client) -> None:
    correct(lcs / WORKERS, 2, Telephone="")
    correct(lcs / "placements.csv", 2, Placement_Start="nonsense")
    fed(lcs)
    (row,) = rows(own)
    cells = ("900101", "First Invented Foster Service", "01/01/2099", "", "", "", "", "")
    answer = lead.post(
        address(row), {f"column_{place}": cell for place, cell in enumerate(cells)} | {"correct": "yes"}
    )

    assert "This begins on a day still to come" in errors(answer)[0]
    assert rows(own)[0].state == "open"


def test_a_row_read_by_a_mapping_of_ones_own_is_corrected_by_that_mapping(
    own: Any, lcs: Path, lead: Client, tmp_path: Path
) -> None:
    from_here = Path(__file__).parents[3] / "src/lantern/exchange/feeds/lcs.toml"
    own_mapping = tmp_path / "testwick.toml"
    own_mapping.write_text(from_here.read_text().replace('"Role"', '"Their Role"'))
    file = lcs / WORKERS
    file.write_text(file.read_text().replace("Role", "Their Role"))
    fed(lcs, mapping=str(own_mapping))
    own_mapping.unlink()
    (row,) = rows(own)

    assert lead.post(address(row), typed(Telephone="01632 960311")).status_code == 302
    assert number_of("900101")[0] == "01632 960311"


def test_a_torn_line_and_a_file_as_a_whole_have_no_form(own: Any, lcs: Path, lead: Client) -> None:
    correct(lcs / WORKERS, 2, Telephone="")
    with (lcs / "legal_status.csv").open("a") as file:
        file.write('900101,"C2,05/01/2024,\n')
    (lcs / "contacts.csv").write_text("Child ID,Number\n900101,07700 900301\n")
    fed(lcs)

    for row in rows(own):
        assert "Try again with this" not in words(lead.get(address(row)))
        assert lead.post(address(row), {"correct": "yes"}).status_code in {200, 302}
    assert [row.state for row in rows(own)] == ["open", "open"]


@pytest.mark.parametrize("role", [Role.DUTY_WORKER, Role.ADMINISTRATOR, Role.GUARDIAN])
def test_only_who_settles_imports_sees_or_sends_the_form(
    own: Any, lcs: Path, signed_in: Callable[..., Client], role: Role
) -> None:
    fed(lcs)
    (row,) = rows(own)
    other = signed_in(role, organisation=own)

    assert other.get(address(row)).status_code == 403
    assert other.post(address(row), typed(Telephone="01632 960311")).status_code == 403
    assert rows(own)[0].state == "open"
    assert [row[0] for row in record_now()["900101"]["Involvement"]] == ["reviewing_officer"]


def test_another_authority_s_lead_does_not_reach_the_row(
    own: Any, lcs: Path, signed_in: Callable[..., Client]
) -> None:
    fed(lcs)
    (row,) = rows(own)

    assert signed_in(Role.MISSING_LEAD).post(address(row), typed(Telephone="1")).status_code == 404
