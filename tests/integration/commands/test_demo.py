from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account, Organisation
from lantern.actions.children import open_child
from lantern.commands import _invented as invented
from lantern.commands import demo
from lantern.gateways import duty_numbers
from lantern.policies import access
from lantern.queries import groups, imports, missing, rota
from lantern.queries.values import EpisodePage
from lantern.record.context import seen_as
from lantern.record.models import Child, ChildName, InterviewAsked, MissingEpisode, Telling
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.missing import LocatedState
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Role
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
MACHINES = {Role.LINK_HOLDER, Role.IMPORTER, Role.SYSTEM, Role.OPERATOR, Role.SIMULATOR}
# Ofcom keeps these ranges free for drama: nobody has such a number.
FOR_DRAMA = re.compile(r"(01632 960|07700 900|020 7946 0)\d{3}")


def test_demo_fills_an_empty_installation_and_then_leaves_it_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    demo.run([])
    after = [Organisation.objects.count(), Account.objects.count(), _children()]
    demo.run(["--if-empty"])

    # One more came in at the port, and one with the nightly feed.
    assert after == [len(invented.PLACES), len(invented.PEOPLE), len(invented.CHILDREN) + 2]
    assert [Organisation.objects.count(), Account.objects.count(), _children()] == after
    said = capsys.readouterr().out.splitlines()
    assert [said[0], said[2]] == [
        "Invented 13 organisations and 17 children.",
        "There are organisations already. Nothing was added.",
    ]
    assert re.fullmatch(r"The page that a worker gave Bram Testerley: http\S+/c/[0-9a-f]{24}", said[1])


def _children() -> int:
    with seen_as(SIMULATOR):
        return Child.objects.count()


def test_tonight_each_stands_differently_on_the_board() -> None:
    demo.run([])
    by = Account.objects.get(email="dana@northmere.example").as_actor()
    rows = missing.board(by=by, now=datetime.now(UTC)).rows

    assert [(row.head.name, row.head.stage, row.police_rung, row.head.risk_level) for row in rows] == [
        ("June Samplewick", "missing", False, None),
        ("Otis Inventley", "missing", True, None),  # not assessed is the most urgent of all
        ("Amal Mithali", "missing", True, "high"),
        ("Kit Madeupson", "located", True, "medium"),
    ]


def test_one_enquiry_is_open_and_the_other_has_its_result() -> None:
    lines = _episode("Amal Mithali").enquiries

    assert [(line.owner, line.is_open, line.result) for line in lines] == [
        ("Sergeant Demoton", True, ""),
        ("Dana Dutydemo", False, "Nobody like him on the 23:10 or the 00:40. They ring if he comes."),
    ]


def test_child_who_is_found_has_an_owner_and_a_time_to_look_again_that_is_to_come() -> None:
    found = _episode("Kit Madeupson").found

    assert found is not None
    assert (found.state, found.safe_and_well, found.owner) == (
        LocatedState.BEING_FETCHED,
        Answer.YES,
        "Dana Dutydemo",
    )
    assert found.check_again_at is not None
    assert found.check_again_at > datetime.now(UTC)


def test_two_of_two_authorities_went_together_and_neither_reads_the_others_name() -> None:
    northmere = _went_with("Otis Inventley", "dana@northmere.example")
    westhaven = _went_with("Gwen Notreal", "wes@westhaven.example")
    home = _went_with("Otis Inventley", "cam@larkfield.example")

    assert northmere == (["Otis Inventley"], 1)
    assert westhaven == (["Gwen Notreal", "Otis Inventley"], 0)  # as the host of both it reads both
    assert home == (["Otis Inventley", "Gwen Notreal"], 0)


def test_rota_names_who_is_rung_now_and_who_comes_after() -> None:
    demo.run([])
    by = Account.objects.get(email="dana@northmere.example").as_actor()
    own = rota.rota(by=by, now=datetime.now(UTC))

    assert [shift.name for shift in own.on_now] == ["Nell Nightdemo", "Raj Rotademo"]
    assert [shift.name for shift in own.to_come] == ["Mo Morningdemo"]


def test_a_childs_page_opens_by_the_link_that_is_printed(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.run([])
    token = capsys.readouterr().out.splitlines()[1].rsplit("/", 1)[-1]

    assert client.get(f"/c/{token}").status_code == 200
    assert client.get("/c/0123456789abcdef01234567").status_code != 200


def test_a_feed_was_run_and_one_of_its_rows_waits_with_its_reason() -> None:
    demo.run([])
    by = Account.objects.get(email="lee@northmere.example").as_actor()
    (run,) = imports.runs(by=by, now=datetime.now(UTC)).lines
    page = imports.run_page(reference=run.reference, state="open", page=1, by=by, now=datetime.now(UTC))

    assert (run.form, run.waiting) == ("feed lcs", 1)
    assert [(row.file, row.line, row.column, row.value) for row in page.rows] == [
        ("involvements.csv", 3, "Telephone", "ask reception")
    ]
    with seen_as(SIMULATOR):
        child = ChildName.objects.get(name="Wren Nightlyfeed").child.reference
    dana = Account.objects.get(email="dana@northmere.example").as_actor()
    workers = open_child(reference=child, by=dana, now=datetime.now(UTC)).workers
    assert [(one.person, one.telephone, one.team_telephone) for one in workers] == [
        ("Sol Workerdemo", "01632 960821", "01632 960820")
    ]


def test_a_service_was_asked_to_hear_the_child_who_is_back() -> None:
    demo.run([])
    with seen_as(SIMULATOR):
        asked = InterviewAsked.objects.get()
        back = MissingEpisode.objects.get(child__names__name="Bram Testerley")

    assert (asked.service.name, asked.episode_id, asked.ended_at) == (invented.LISTENERS, back.pk, None)


def _episode(name: str) -> EpisodePage:
    demo.run([])
    by = Account.objects.get(email="dana@northmere.example").as_actor()
    now = datetime.now(UTC)
    row = next(row for row in missing.board(by=by, now=now).rows if row.head.name == name)
    return missing.episode_page(reference=row.head.reference, by=by, now=now)


def _went_with(name: str, email: str) -> tuple[list[str | None], int]:
    demo.run([])
    by = Account.objects.get(email=email).as_actor()
    with seen_as(SIMULATOR):
        reference = MissingEpisode.objects.get(child__names__name=name).reference
    gone = groups.together(reference=reference, by=by, now=datetime.now(UTC))
    return [one.head.name for one in gone.seen], gone.unnamed


def test_third_child_is_back_and_everybody_who_was_told_is_told_so() -> None:
    demo.run([])
    with seen_as(SIMULATOR):
        back = Telling.objects.filter(about="returned").values_list("channel", "state")
        assert sorted(back) == [
            ("email", "waiting"),
            ("telephone", "waiting"),
            ("telephone", "waiting"),
        ]


def test_there_is_somebody_in_every_role_that_a_person_may_hold() -> None:
    assert {role for _, role, _ in invented.PEOPLE} == set(Role) - MACHINES
    kinds = {place.name: place.kind for place in invented.PLACES}
    assert all(kinds[place] in access.ROLE_BELONGS_TO[role] for _, role, place in invented.PEOPLE)


def test_numbers_and_mailboxes_are_nobodys() -> None:
    demo.run([])
    numbers = {n for o in Organisation.objects.all() for n in (o.out_of_hours_telephone, o.switchboard) if n}
    mailboxes = {m for o in Organisation.objects.all() for m in (o.email, o.second_email) if m}

    assert [n for n in numbers if not FOR_DRAMA.fullmatch(n)] == []
    assert [m for m in mailboxes if not m.endswith(".example")] == []


def test_names_come_in_several_scripts() -> None:
    demo.run([])
    with seen_as(SIMULATOR):
        names = set(ChildName.objects.values_list("name", flat=True))

    assert {"أمل مثالي", "Łucja Przykładowa", "نمونه آزمایشی", "Mẫu Thị Thử"} <= names


def test_printed_sign_ins_let_each_one_in(capsys: pytest.CaptureFixture[str]) -> None:
    demo.run([])
    capsys.readouterr()
    demo.run(["--print-sign-ins"])
    head, *lines = [re.split(r"\s{2,}", line.strip()) for line in capsys.readouterr().out.splitlines()]
    answers = [
        Client().post("/sign-in", {"username": email, "password": password}).status_code
        for *_, email, password in lines
    ]

    assert head == ["Role", "Name", "Organisation", "E-mail", "Password"]
    assert answers == [302] * len(invented.PEOPLE)


def test_printing_for_nobody_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    demo.run(["--print-sign-ins"])

    assert capsys.readouterr().out == ""


def test_duty_numbers_are_in_their_file_afterwards() -> None:
    demo.run([])

    assert [(one.name, one.telephone) for one in duty_numbers.read()] == [
        ("Eastmoor Council", "01632 960301"),
        ("Northmere Council", "01632 960101"),
        ("Westhaven Council", "01632 960201"),
        ("Fenmouth Constabulary", "01632 960799"),
        ("Ness and Wold Police", "01632 960999"),
    ]


@pytest.mark.parametrize("words", [[], ["--print-sign-ins"]])
def test_live_installation_refuses(settings: Any, words: list[str]) -> None:
    settings.IS_DEMO = False

    with pytest.raises(Refused):
        demo.run(words)
    assert Organisation.objects.count() == 0
