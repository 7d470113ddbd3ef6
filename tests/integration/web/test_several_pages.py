"""Several children of one home on one page: chosen, reported together, each with a police call still to make."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

import pytest
from django.test import Client

from lantern.actions.missing import classify, record_located, record_return
from lantern.actions.police import PoliceCall, record_police_call
from lantern.queries.groups import Together, together
from lantern.record.models import PoliceCallDetail, ReportDetail
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import ClassifiedBy, MissingKind
from lantern.vocabulary.roles import Role
from tests.factories.children import make_child
from tests.factories.companions import Companions, make_companions
from tests.factories.missing import make_missing_episode
from tests.factories.night import made_sure
from tests.factories.organisations import make_account
from tests.factories.sight import invented
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, hidden


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def companions(db: None) -> Companions:
    return make_companions()


@pytest.fixture
def carer(companions: Companions, signed_in: Any) -> Client:
    return signed_in(account=make_account(role=Role.CARER, organisation=companions.home))


@pytest.fixture
def host(companions: Companions, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=companions.host))


def chosen(companions: Companions, *which: int) -> str:
    children = "&".join(f"child={companions.references[place]}" for place in which)
    return f"/several/{companions.home.reference}?chosen=yes&{children}"


def send(client: Client, address: str, **typed: str) -> Any:
    return client.post(address, hidden(client.get(address)) | typed)


def report_three(client: Client, companions: Companions, now: datetime, **typed: str) -> Any:
    return send(client, chosen(companions, 0, 1, 2), **boxes("last_seen", now - timedelta(hours=2)), **typed)


def group_at(response: Any, companions: Companions) -> Together:
    assert response.status_code == 302, errors(response)
    reference = response["Location"].split("/")[2]
    return together(reference=reference, by=companions.carer, now=datetime.now(UTC))


def test_search_leads_to_several_children(host: Client) -> None:
    assert 'href="/several"' in host.get("/report").content.decode()


def test_desk_chooses_among_homes_where_it_sees_children(host: Client, companions: Companions) -> None:
    page = host.get("/several")

    assert f"{companions.home.name} In the area of {companions.host.name}. 3 children" in words(page)
    assert f'href="/several/{companions.home.reference}"' in page.content.decode()


def test_carer_is_led_to_their_own_home(carer: Client, companions: Companions) -> None:
    assert carer.get("/several")["Location"] == f"/several/{companions.home.reference}"


def test_children_one_may_report_are_there_to_tick_and_others_are_counted(
    companions: Companions, signed_in: Any
) -> None:
    desk = signed_in(account=make_account(organisation=companions.children[0].responsible_authority))

    page = desk.get(f"/several/{companions.home.reference}")

    assert "Testa Onely" in words(page)
    assert "Testa Twoly" not in words(page)
    assert "2 more children live here whom other authorities look after. Their desks report them." in words(
        page
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", []),
        ("?chosen=yes", ["Choose two children or more"]),
        ("?chosen=yes&child={0}", ["Choose two children or more. Report one child on their own page."]),
        ("?child={0}&child=NO-SUCH", ["Choose one of the answers on the page"]),
    ],
)
def test_too_few_children_are_said(
    query: str, said: list[str], carer: Client, companions: Companions
) -> None:
    address = f"/several/{companions.home.reference}{query.format(*companions.references)}"

    assert errors(carer.get(address)) == said


def test_shared_and_own_facts_become_three_episodes(
    carer: Client, companions: Companions, now: datetime
) -> None:
    later = now - timedelta(minutes=20)
    sent = report_three(
        carer,
        companions,
        now,
        said_by="Somebody at the home",
        last_seen_where="At the gate",
        wearing_0="Green coat",
        why_worried_1="No inhaler",
        **boxes("last_seen_2", later),
        last_seen_where_2="In the lane",
    )

    group = group_at(sent, companions)
    assert [(one.head.name, one.head.last_seen.at) for one in group.seen] == [
        (name, at.replace(second=0, microsecond=0))
        for name, at in (
            ("Testa Onely", now - timedelta(hours=2)),
            ("Testa Twoly", now - timedelta(hours=2)),
            ("Testa Threely", later),
        )
    ]
    read = words(carer.get(sent["Location"]))
    assert "3 children are recorded missing, each with an episode of their own." in read
    assert "Ring the police now:" in read
    assert read.count("Police not rung") == 3


def test_how_worried_the_caller_is_is_asked_of_each_child(
    carer: Client, companions: Companions, now: datetime
) -> None:
    page = carer.get(chosen(companions, 0, 1)).content.decode()
    assert [page.count(f'name="caller_worry_{place}"') for place in (0, 1)] == [3, 3]
    unknown = {"caller_worry_1": "extremely", "wearing_0": "Green coat"}
    refused = send(carer, chosen(companions, 0, 1), **boxes("last_seen", now - timedelta(hours=2)), **unknown)
    assert len(errors(refused)) == 1
    assert "Green coat" in refused.content.decode()

    report_three(
        carer, companions, now, caller_worry_0="very", caller_reasons_0="Not like her", caller_reasons_2="So"
    )
    assert worries() == [("very", "Not like her"), ("", ""), ("", "So")]


@invented
def worries() -> list[tuple[str, str]]:
    return list(ReportDetail.objects.order_by("pk").values_list("caller_worry", "caller_reasons"))


def test_own_time_alone_is_of_the_shared_day_and_place(
    carer: Client, companions: Companions, now: datetime
) -> None:
    own = now - timedelta(minutes=50)
    typed = {name.replace("last_seen", "last_seen_1"): text for name, text in boxes("last_seen", own).items()}
    sent = report_three(
        carer,
        companions,
        now,
        last_seen_where="At the gate",
        last_seen_1_hour=typed["last_seen_1_hour"],
        last_seen_1_minute=typed["last_seen_1_minute"],
    )

    group = group_at(sent, companions)
    assert [one.head.last_seen.at for one in group.seen] == [
        at.replace(second=0, microsecond=0)
        for at in (now - timedelta(hours=2), own, now - timedelta(hours=2))
    ]
    assert places() == ["At the gate"] * 3


@invented
def places() -> list[str]:
    return list(ReportDetail.objects.order_by("pk").values_list("last_seen_where", flat=True))


def test_own_time_without_any_day_asks_for_one(carer: Client, companions: Companions) -> None:
    sent = send(
        carer,
        chosen(companions, 0, 1),
        last_seen_0_hour="21",
        last_seen_0_minute="10",
        last_seen_day="",
        last_seen_month="",
        last_seen_year="",
    )

    assert errors(sent) == [
        "Enter when they were last seen",
        "Enter the day too on which \u2068Testa Onely\u2069 was last seen",
    ]


def test_report_without_last_seen_says_so_and_keeps_what_was_typed(
    carer: Client, companions: Companions
) -> None:
    sent = send(
        carer,
        chosen(companions, 0, 1),
        wearing_1="Blue hat",
        last_seen_day="",
        last_seen_month="",
        last_seen_year="",
    )

    assert errors(sent) == ["Enter when they were last seen"]
    assert 'value="Blue hat"' in sent.content.decode()


def test_refusal_of_one_child_names_the_child(carer: Client, companions: Companions, now: datetime) -> None:
    earlier = [When.moment(now - timedelta(hours=hours)) for hours in (5, 1)]
    make_missing_episode(child=companions.children[1], last_seen=earlier[0], returned=earlier[1])

    sent = report_three(carer, companions, now)

    assert errors(sent) == [
        "Testa Twoly: These times overlap another time this child was missing. Nothing was changed. Look at the "
        "earlier episode first: correct its times there, or change these. Nothing was recorded for any of the "
        "children."
    ]


def test_only_an_authority_of_one_of_them_is_asked_for_its_view(
    carer: Client, companions: Companions, signed_in: Any
) -> None:
    authority = companions.children[0].responsible_authority
    make_child(responsible_authority=authority, placement_provider=companions.home)
    desk = signed_in(account=make_account(organisation=authority))
    listed = desk.get(f"/several/{companions.home.reference}?chosen=yes").content.decode()
    own = [part.split('"')[0] for part in listed.split('name="child" value="')[1:]]

    asked = desk.get(f"/several/{companions.home.reference}?child={own[0]}&child={own[1]}")

    assert "The authority's view" in words(asked)
    assert "The authority's view" not in words(carer.get(chosen(companions, 0, 1)))


# What was done, and one call for all


def test_police_are_rung_about_those_of_whom_nobody_knows_where(
    carer: Client, companions: Companions, now: datetime, signed_in: Any
) -> None:
    address = together_address(carer, companions, now)
    seen = together(reference=address.split("/")[2], by=companions.carer, now=now).seen
    out, back = seen[0].head.reference, seen[1].head.reference
    classify(
        reference=out,
        kind=MissingKind.AWAY_WITHOUT_AUTHORISATION,
        classified_by=ClassifiedBy.AUTHORITY,
        reasons="Rang from there",
        away=made_sure(until=now + timedelta(hours=3)),
        seen_version=None,
        by=companions.desks[0],
        now=now,
    )
    record_return(
        reference=back, returned=When.moment(now), words="", seen_version=None, by=companions.carer, now=now
    )

    read = words(carer.get(address))

    assert "Ring the police now:" in read
    assert "About: Testa Threely . What comes next for the others stands beside each of them." in read
    assert "Out, we know where" in read
    assert "Make sure again by" in read
    assert "Is back: nobody to ring about" in read
    assert "One call to the police about" not in read  # one child is rung about on their own page


def test_nobody_is_rung_about_children_who_are_out(
    carer: Client, companions: Companions, now: datetime
) -> None:
    address = together_address(carer, companions, now)
    seen = together(reference=address.split("/")[2], by=companions.carer, now=now).seen
    for place, one in enumerate(seen):
        classify(
            reference=one.head.reference,
            kind=MissingKind.AWAY_WITHOUT_AUTHORISATION,
            classified_by=ClassifiedBy.AUTHORITY,
            reasons="",
            away=made_sure(until=now + timedelta(hours=3)),
            seen_version=None,
            by=companions.desks[place],
            now=now,
        )

    read = words(carer.get(address))

    assert "Ring the police now" not in read
    assert (read.count("Out, we know where"), read.count("Make sure again by")) == (3, 3)
    assert "Record a call about this child alone" not in read


def test_children_the_police_know_of_have_a_next_step_too(
    carer: Client, companions: Companions, now: datetime
) -> None:
    address = together_address(carer, companions, now)
    seen = together(reference=address.split("/")[2], by=companions.carer, now=now).seen
    for one in seen[:2]:
        call = PoliceCall(called=When.moment(now), was_answered=True, log_number="L-1", handler="PC 7")
        record_police_call(
            reference=one.head.reference, call=call, seen_version=None, by=companions.carer, now=now
        )
    record_located(
        reference=seen[0].head.reference,
        located=When.moment(now),
        words="",
        seen_version=None,
        by=companions.carer,
        now=now,
    )

    read = words(carer.get(address))

    assert "Found, not yet back: say who sees to it, and look again" in read
    assert "Ask the police what risk level they set" in read
    assert read.count("Record a call about this child alone") == 1


def together_address(client: Client, companions: Companions, now: datetime) -> str:
    return str(report_three(client, companions, now)["Location"])


def log_numbers(address: str, companions: Companions, *numbers: str) -> dict[str, str]:
    """Type a log number into the box of each child."""
    seen = together(reference=address.split("/")[2], by=companions.carer, now=datetime.now(UTC)).seen
    return {f"log_number_{one.head.reference}": number for one, number in zip(seen, numbers, strict=True)}


def test_one_call_is_typed_for_all_with_a_log_number_each(
    carer: Client, companions: Companions, now: datetime
) -> None:
    address = together_address(carer, companions, now)

    sent = send(
        carer,
        address,
        was_answered="yes",
        called_now="on",
        handler="PC 12",
        **log_numbers(address, companions, "LOG-1", "LOG-2", "LOG-3"),
    )

    assert sent["Location"] == address
    read = words(carer.get(address))
    assert "The call is recorded for 3 children. The police are told of each." in read
    assert "Record the call for" not in read
    assert "Police not rung" not in read


def test_call_that_was_answered_needs_each_log_number(
    carer: Client, companions: Companions, now: datetime
) -> None:
    address = together_address(carer, companions, now)

    logs = log_numbers(address, companions, "LOG-1", "", "")
    sent = send(carer, address, was_answered="yes", called_now="on", handler="PC 12", **logs)

    assert errors(sent) == [
        "Enter the log number for \u2068Testa Twoly\u2069: without one the police are not told",
        "Enter the log number for \u2068Testa Threely\u2069: without one the police are not told",
    ]


def test_log_number_stays_with_its_child_where_another_desk_rang_in_between(
    carer: Client, companions: Companions, now: datetime
) -> None:
    address = together_address(carer, companions, now)
    typed = {"was_answered": "yes", "called_now": "on", "handler": "PC 12", **hidden(carer.get(address))}
    logs = log_numbers(address, companions, "LOG-1", "LOG-2", "LOG-3")
    first = address.split("/")[2]
    call = PoliceCall(called=When.moment(now), was_answered=True, log_number="OTHER-9", handler="PC 7")
    record_police_call(reference=first, call=call, seen_version=None, by=companions.host_desk, now=now)

    carer.post(address, typed | logs)

    assert log_numbers_of() == [["OTHER-9", "LOG-1"], ["LOG-2"], ["LOG-3"]]


@invented
def log_numbers_of() -> list[list[str]]:
    calls = PoliceCallDetail.objects.order_by("event__episode", "pk").values_list(
        "event__episode", "log_number"
    )
    return [[number for _, number in held] for _, held in groupby(calls, key=lambda call: call[0])]


def test_authority_reads_its_own_child_and_how_many_others(
    carer: Client, companions: Companions, now: datetime, signed_in: Any
) -> None:
    group = group_at(report_three(carer, companions, now), companions)
    desk = signed_in(account=make_account(organisation=companions.children[1].responsible_authority))
    own = group.seen[1].head.reference

    episode, beside = desk.get(f"/missing/{own}"), desk.get(f"/missing/{own}/together")

    assert (
        "Went with this child: 2 others, who are other authorities’ and not named here. See them together"
        in words(episode)
    )
    assert "2 of them are looked after by other authorities and are not named here." in words(beside)
    for name in ("Testa Onely", "Testa Threely"):
        assert name not in episode.content.decode() + beside.content.decode()
    assert desk.get(f"/missing/{group.seen[0].head.reference}/together").status_code == 404


def test_each_childs_call_sheet_is_one_press_away_for_who_may_read_it(
    companions: Companions, carer: Client, host: Client
) -> None:
    address = f"/missing/{companions.report_all()}/together"
    seen = together(reference=address.split("/")[2], by=companions.host_desk, now=datetime.now(UTC)).seen

    read = host.get(address)

    page = read.content.decode()
    assert [f'href="/missing/{one.head.reference}/sheet"' in page for one in seen] == [True] * 3
    assert words(read).count("Read this out: the call sheet") == 3
    assert [host.get(f"/missing/{one.head.reference}/sheet").status_code for one in seen] == [200] * 3
    assert "/sheet" not in carer.get(address).content.decode()


def test_what_is_asked_of_each_child_stands_on_that_childs_sheet_alone(
    companions: Companions, host: Client, now: datetime
) -> None:
    sent = report_three(
        host,
        companions,
        now,
        asked_medical_needs_2="yes",
        asked_medical_needs_words_2="An inhaler, left on the table",
        asked_telephone_0="yes",
        asked_telephone_words_0="It is on",
    )
    references = [one.head.reference for one in group_at(sent, companions).seen]

    sheets = [words(host.get(f"/missing/{reference}/sheet")) for reference in references]

    assert ["Yes . An inhaler, left on the table" in sheet for sheet in sheets] == [False, False, True]
    assert ["Yes . It is on" in sheet for sheet in sheets] == [True, False, False]
    assert "When is the next medication due? Not known" in sheets[0]
