"""Visits, reviews and the other steps of a child's case as pages: one list, one short form a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.record.models import Event
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import CASEWORK, EventKind
from lantern.vocabulary.roles import Role
from lantern.web.casework import TITLES
from lantern.web.forms.casework import FORMS
from tests.factories.children import make_placement
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.factories.sight import SIMULATOR, seen_as
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import day_boxes, hidden

pytestmark = pytest.mark.django_db
TODAY = day_of(datetime.now(UTC))
DAY = day_boxes("on", TODAY)
# What is typed for each kind; and how the list then shows it.
TYPED: Mapping[EventKind, tuple[dict[str, str], str]] = {
    EventKind.CHILD_VISITED: (
        {
            "visitor": "Sol Invented",
            "visited_at": "placement",
            "seen": "with_others",
            "not_alone_because": "A cold.",
        },
        "Visited Visited by: Sol Invented Where: Where the child lives The child: Seen, not alone "
        "Why not alone: A cold.",
    ),
    EventKind.REVIEW_HELD: (
        {
            "which": "first",
            "chaired_by": "Ria Invented",
            "status_needs": "left_out",
            "safety_considered": "yes",
            "words": "She stays.",
        },
        "Review held Which: The first since the child came into care Chaired by: Ria Invented "
        "Needs from trafficking or from being unaccompanied: Not considered "
        "Whether the placement keeps the child safe: Considered She stays.",
    ),
    EventKind.REVIEW_ASKED: (
        {"ground": "child_asks", "asked_by": "the child", "words": "She wants to move."},
        "Review asked for Asked for by: the child On what: The child asks for it (regulation 33(3)(ac)) "
        "She wants to move.",
    ),
    EventKind.REVIEW_CONSIDERED: (
        {"officer": "Ria Invented", "asks": "no", "words": "It is due in two weeks."},
        "The reviewing officer considered a review Reviewing officer: Ria Invented Asks for a review: No "
        "It is due in two weeks.",
    ),
    EventKind.REVIEW_NOT_JUSTIFIED: (
        {"officer": "Ria Invented", "words": "She moved yesterday."},
        "Review that the child asked for not held justified Reviewing officer: Ria Invented Asks for a review: No "
        "She moved yesterday.",
    ),
    EventKind.CARE_PLAN_WRITTEN: (
        {"of": "running", "who": "Her aunt", "words": "She stays at school."},
        "Care plan written Agreed with: Her aunt She stays at school.",
    ),
    EventKind.PLACEMENT_PLAN_SIGNED: (
        {"of": "running", "who": "Cam Invented, manager", "words": "She wants a key."},
        "Placement plan signed Signed by: Cam Invented, manager She wants a key.",
    ),
    EventKind.REFERRAL_ACCEPTED: (
        {"who": "Sol Invented", "words": "Money she cannot explain."},
        "Referral accepted Accepted by: Sol Invented Money she cannot explain.",
    ),
    EventKind.ASSESSMENT_COMPLETED: (
        {"who": "Sol Invented", "words": "She needs a mentor."},
        "Assessment complete Completed by: Sol Invented She needs a mentor.",
    ),
    EventKind.CONFERENCE_HELD: (
        {"who": "Kit Invented", "words": "A plan."},
        "Child protection conference held Chaired by: Kit Invented A plan.",
    ),
    EventKind.CONFERENCE_NOT_NEEDED: (
        {"who": "Kit Invented", "words": "Nothing was borne out."},
        "No child protection conference, and why Decided by: Kit Invented Nothing was borne out.",
    ),
}


@pytest.fixture
def night() -> Night:
    made = make_night(date_of_birth=date(2012, 5, 1))
    make_placement(child=made.child, provider=made.home)
    return made


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def at(night: Night, rest: str = "") -> str:
    return f"/children/{night.child.reference}/casework{rest}"


def send(browser: Client, address: str, given: dict[str, Any]) -> Any:
    return browser.post(address, {**hidden(browser.get(address)), **given}, follow=True)


def moved_in(night: Night, desk: Client) -> None:
    """Record a placement as the page does, so that there is an entry whose plan may be signed."""
    here = f"/children/{night.child.reference}/placements/new"
    elsewhere = make_night().home
    given = {"provider": elsewhere.reference, "reasons": "Nearer.", **day_boxes("from_on", TODAY)}
    assert send(desk, here, given).status_code == 200


def test_every_kind_has_a_form_a_title_and_a_way_to_be_typed() -> None:
    assert set(FORMS) == set(TITLES) == set(TYPED) == set(CASEWORK)


@pytest.mark.parametrize("kind", CASEWORK, ids=str)
def test_what_was_done_is_recorded_on_a_short_form_and_stands_in_the_list(
    kind: EventKind, night: Night, desk: Client
) -> None:
    given, shown = TYPED[kind]
    if kind is EventKind.PLACEMENT_PLAN_SIGNED:
        moved_in(night, desk)
    if kind is EventKind.REVIEW_NOT_JUSTIFIED:
        send(desk, at(night, "/review_asked"), {**DAY, **TYPED[EventKind.REVIEW_ASKED][0]})

    done = send(desk, at(night, f"/{kind.value}"), {**DAY, **given})

    assert errors(done) == []
    assert shown in words(done)
    assert "Recorded. Nobody was told by this." in words(done)
    with seen_as(SIMULATOR):
        event = Event.objects.get(child=night.child, kind=kind.value)
    assert (event.happened_on, event.by_name, event.words) == (TODAY, "Dee Deskly", given.get("words", ""))


@pytest.mark.parametrize(
    ("what", "given", "said"),
    [
        ("child_visited", {}, "Enter who visited the child"),
        ("child_visited", {"visitor": "Sol", "visited_at": "placement", "seen": "not_seen"},
         "Say why the child was not seen."),
        ("child_visited", {"visitor": "Sol", "visited_at": "placement", "seen": "with_others"},
         "Say why the child was not seen alone."),
        (
            "child_visited",
            {"visitor": "Sol", "visited_at": "placement", "seen": "alone", "not_alone_because": "A cold."},
            "This says that the child was seen alone, and why not.",
        ),
        (
            "child_visited",
            {"visitor": "Sol", "visited_at": "the moon", "seen": "alone"},
            "Choose one of the answers on the page",
        ),
        ("review_held", {"which": "first", "chaired_by": "Ria"}, "Choose whether those needs were considered"),
        ("review_asked", {"ground": "to_consider", "asked_by": "Ria", "words": "So"},
         "Choose one of the answers on the page"),
        ("review_not_justified", {"officer": "Ria", "words": "So"},
         "It is not on record that the child asked for a review."),
        ("care_plan_written", {"who": "Kit", "words": "So"}, "Choose of what it is the plan"),
        ("conference_held", {"words": "A plan."}, "Enter who chaired it"),
        ("conference_held", {"who": "Kit"}, "Enter what was decided"),
        ("conference_held", {"who": "Kit", "words": "A plan.\0"}, "There is a character here that cannot be kept"),
        ("conference_held", {"who": "Kit" * 200, "words": "A plan."}, "must be 500 characters or fewer"),
    ],
)  # fmt: skip
def test_what_is_typed_badly_is_said_beside_it_and_nothing_is_lost(
    what: str, given: dict[str, str], said: str, night: Night, desk: Client
) -> None:
    again = send(desk, at(night, f"/{what}"), {**DAY, **given})

    assert said in " ".join(errors(again))
    with seen_as(SIMULATOR):
        assert not Event.objects.filter(child=night.child, kind=what).exists()
    kept = [
        typed for typed in given.values() if typed not in {"the moon", "to_consider"} and "\0" not in typed
    ]
    assert all(typed in again.content.decode() for typed in kept)


@pytest.mark.parametrize(
    ("kind", "words_of_it"),
    [
        ("care_plan_written", "A time in care that is to begin"),
        ("placement_plan_signed", "A placement that is to begin"),
    ],
)
def test_a_plan_of_a_child_who_lives_in_no_placement_is_of_what_is_to_begin_or_is_over(
    signed_in: Callable[..., Client], kind: str, words_of_it: str
) -> None:
    night = make_night(date_of_birth=date(2012, 5, 1))
    with seen_as(SIMULATOR):
        night.child.placement_provider = None
        night.child.save()
    desk = signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))
    page = words(desk.get(at(night, f"/{kind}")))
    assert words_of_it in page
    assert "in which the child lives" not in page
    assert "time in care now" not in page
    refused = send(desk, at(night, f"/{kind}"), {**DAY, "of": "running", "who": "Kit", "words": "So."})
    assert errors(refused) == ["Choose one of the answers on the page"]

    done = send(desk, at(night, f"/{kind}"), {**DAY, "of": "next", "who": "Kit", "words": "So."})
    assert "Of what: What is to begin" in words(done)


def test_a_day_to_come_and_no_day_are_refused(night: Night, desk: Client) -> None:
    given = TYPED[EventKind.CHILD_VISITED][0]
    to_come = send(desk, at(night, "/child_visited"), {**day_boxes("on", TODAY + timedelta(days=1)), **given})

    assert errors(to_come) == ["The day of the visit must be today or in the past"]
    assert errors(send(desk, at(night, "/child_visited"), given)) == ["Enter the day of the visit"]


def test_what_cannot_be_recorded_here_is_not_found(night: Night, desk: Client) -> None:
    assert desk.get(at(night, "/nrm_decided")).status_code == 404


def test_what_was_entered_in_error_is_struck_and_stays(night: Night, desk: Client) -> None:
    given, shown = TYPED[EventKind.CONFERENCE_HELD]
    send(desk, at(night, "/conference_held"), {**DAY, **given})
    with seen_as(SIMULATOR):
        number = Event.objects.get(child=night.child, kind="conference_held").pk

    struck = send(
        desk,
        f"/children/{night.child.reference}/entries/{number}/withdraw",
        {"why": "other", "words": "Another child."},
    )

    assert struck.redirect_chain == [(at(night), 302)]
    assert f"Struck: entered in error {shown}" in words(struck)


def test_who_reads_the_record_reads_it_and_records_nothing(
    night: Night, signed_in: Callable[..., Client], desk: Client
) -> None:
    send(desk, at(night, "/child_visited"), {**DAY, **TYPED[EventKind.CHILD_VISITED][0]})
    host = signed_in(account=make_account(organisation=night.host))

    assert "Visited by: Sol Invented" in words(host.get(at(night)))
    assert "Record a visit" not in words(host.get(at(night)))
    assert host.get(at(night, "/child_visited")).status_code == 403


def test_a_home_reads_none_of_it(night: Night, signed_in: Callable[..., Client]) -> None:
    carer = signed_in(account=make_account(role=Role.CARER, organisation=night.home))

    assert carer.get(at(night)).status_code == 403


def test_the_child_s_page_leads_there(night: Night, desk: Client) -> None:
    page = desk.get(f"/children/{night.child.reference}").content.decode()

    assert f'href="{at(night)}"' in page
