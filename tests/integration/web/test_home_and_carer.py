"""A home as its beds, and a carer's report on a telephone: one question a page, one report however often pressed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account
from lantern.queries.drafts import kept
from lantern.record.models import Event, MissingEpisode
from lantern.vocabulary.days import LONDON
from lantern.vocabulary.roles import Role
from tests.factories.companions import Companions, make_companions
from tests.factories.organisations import make_account
from tests.factories.sight import invented
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, hidden


@pytest.fixture
def companions(db: None) -> Companions:
    return make_companions()


@pytest.fixture
def account(companions: Companions) -> Account:
    return make_account(role=Role.CARER, organisation=companions.home)


@pytest.fixture
def carer(account: Account, signed_in: Any) -> Client:
    return signed_in(account=account)


@invented
def episodes() -> list[MissingEpisode]:
    return list(MissingEpisode.objects.order_by("pk"))


# The home


def test_carer_is_led_to_their_home(carer: Client, companions: Companions) -> None:
    assert carer.get("/home")["Location"] == f"/homes/{companions.home.reference}"


def test_desk_chooses_a_home(companions: Companions, signed_in: Any) -> None:
    page = signed_in(account=make_account(organisation=companions.host)).get("/home")

    assert f'href="/homes/{companions.home.reference}"' in page.content.decode()


def test_home_where_nobody_is_missing_says_what_in_means(carer: Client, companions: Companions) -> None:
    read = words(carer.get(f"/homes/{companions.home.reference}"))

    assert f"Of 3 children at {companions.home.name}, 3 are in. “In” means that nobody has recorded" in read


def test_home_shows_who_left_together_in_picture_and_table(carer: Client, companions: Companions) -> None:
    companions.report_all()

    page = carer.get(f"/homes/{companions.home.reference}")

    assert f"Of 3 children at {companions.home.name}, 3 are missing. 3 left together." in words(page)
    assert page.content.decode().count("lantern-bed--missing") == 3
    assert words(page).count("with 2 others") == 3
    assert "style=" not in page.content.decode()


def test_authority_sees_its_own_bed_and_a_number(companions: Companions, signed_in: Any) -> None:
    companions.report_all()
    desk = signed_in(account=make_account(organisation=companions.children[0].responsible_authority))

    read = words(desk.get(f"/homes/{companions.home.reference}"))

    assert f"Of 1 child at {companions.home.name}, 1 is missing. 3 left together." in read
    assert "Left together, with 2 other children who are not shown here" in read
    assert (
        "2 more children live here whom other authorities look after, and who are not shown to you." in read
    )
    assert "Testa Twoly" not in read


def test_home_without_a_child_one_sees_is_not_found(companions: Companions, signed_in: Any) -> None:
    assert signed_in().get(f"/homes/{companions.home.reference}").status_code == 404


# The carer's report


def address(companions: Companions, page: str = "") -> str:
    return f"/home/report/{companions.references[0]}{page}"


def test_each_child_of_the_home_is_a_button(carer: Client, companions: Companions) -> None:
    page = carer.get("/home/report")

    for child in companions.children:
        assert f'href="/home/report/{child.reference}"' in page.content.decode()
    assert 'href="tel:01632960000"' in page.content.decode()


def test_child_recorded_missing_already_leads_to_whom_to_ring(carer: Client, companions: Companions) -> None:
    first = companions.report_all()

    assert f'href="/home/reported/{first}"' in carer.get("/home/report").content.decode()


def test_just_now_leads_through_to_a_report(carer: Client, companions: Companions, account: Account) -> None:
    before = datetime.now(UTC)
    assert carer.post(address(companions), {"how": "now"})["Location"] == address(companions, "/worried")
    answered = carer.post(address(companions, "/worried"), {"why_worried": "He was crying"})
    assert answered["Location"] == address(companions, "/where")
    skipped = carer.post(answered["Location"], {"last_seen_where": "", "wearing": ""})
    assert skipped["Location"] == address(companions, "/done")
    skipped = carer.post(skipped["Location"], {"done_to_trace": ""})
    assert skipped["Location"] == address(companions, "/view")
    skipped = carer.post(skipped["Location"], {"caller_reasons": ""})
    assert skipped["Location"] == address(companions, "/check")
    check = carer.get(skipped["Location"])
    assert "Your own view Nothing said" in words(check)
    assert "He was crying" in words(check)

    sent = carer.post(skipped["Location"], hidden(check))

    opened = episodes()[0]
    assert sent["Location"] == f"/home/reported/{opened.reference}"
    assert opened.last_seen_at is not None
    assert before <= opened.last_seen_at <= datetime.now(UTC)
    assert (
        kept(
            form="carer-report",
            about=companions.references[0],
            by=account.as_actor(),
            now=datetime.now(UTC),
        )
        is None
    )
    read = words(carer.get(sent["Location"]))
    assert "Testa Onely is recorded missing" in read
    assert "Now ring the police 01632 960000" in read
    assert f"Your duty team {companions.children[0].responsible_authority.name} is being told" in read


def test_second_press_of_the_last_page_is_the_same_report(carer: Client, companions: Companions) -> None:
    carer.post(address(companions), {"how": "now"})
    carer.post(address(companions, "/worried"), {"why_worried": ""})
    form = hidden(carer.get(address(companions, "/check")))

    first, second = (carer.post(address(companions, "/check"), form) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert len(episodes()) == 1
    assert invented(lambda: Event.objects.count())() == 1


def test_earlier_asks_the_time_and_takes_the_last_24_hours(carer: Client, companions: Companions) -> None:
    seen = (datetime.now(UTC) - timedelta(hours=20)).replace(second=0, microsecond=0)
    local = seen.astimezone(LONDON)
    assert carer.post(address(companions), {"how": "today"})["Location"] == address(companions, "/time")

    carer.post(address(companions, "/time"), {"at_hour": f"{local:%H}", "at_minute": f"{local:%M}"})
    carer.post(address(companions, "/worried"), {"why_worried": ""})
    check = carer.get(address(companions, "/check"))
    carer.post(address(companions, "/check"), hidden(check))

    # Up to a minute after the whole minute that was typed, and however long the pages took.
    assert re.search(r" 20 hours( \d minutes?)? ago ", words(check))
    assert episodes()[0].last_seen_at == seen


def test_longer_ago_takes_a_day_without_a_time(carer: Client, companions: Companions) -> None:
    day = datetime.now(UTC) - timedelta(days=3)
    typed = {k: v for k, v in boxes("on", day).items() if not k.endswith(("_hour", "_minute"))}
    assert carer.post(address(companions), {"how": "day"})["Location"] == address(companions, "/day")

    carer.post(address(companions, "/day"), typed)
    carer.post(address(companions, "/worried"), {"why_worried": ""})
    carer.post(address(companions, "/check"), hidden(carer.get(address(companions, "/check"))))

    opened = episodes()[0]
    assert (opened.last_seen_on, opened.last_seen_at) == (day.astimezone(LONDON).date(), None)


def test_time_that_was_not_typed_is_asked_for(carer: Client, companions: Companions) -> None:
    sent = carer.post(address(companions, "/time"), {"at_hour": "", "at_minute": ""})

    assert errors(sent) == ["Enter the time, or go back and press “Longer ago”"]


def test_page_further_on_leads_back_to_the_first_question(carer: Client, companions: Companions) -> None:
    for page in ("/worried", "/where", "/done", "/view", "/check"):
        assert carer.get(address(companions, page))["Location"] == address(companions)


def test_last_page_whose_hidden_answers_were_changed_asks_again(
    carer: Client, companions: Companions
) -> None:
    sent = carer.post(
        address(companions, "/check"), {"last_seen_on": "2026-01-01", "last_seen_at": "2026-02-02T10:00:00Z"}
    )

    assert sent["Location"] == address(companions)
    assert episodes() == []


def test_going_back_finds_what_was_answered(carer: Client, companions: Companions) -> None:
    carer.post(address(companions), {"how": "now"})
    carer.post(address(companions, "/worried"), {"why_worried": "He was crying"})

    assert "He was crying" in carer.get(address(companions, "/worried")).content.decode()
    again = carer.post(address(companions), {"how": "now"})
    assert again["Location"] == address(companions, "/where")
    again = carer.post(again["Location"], {"wearing": "Green coat"})
    again = carer.post(again["Location"], {"done_to_trace": ""})
    assert again["Location"] == address(companions, "/view")
    carer.post(again["Location"], {"caller_view": "L", "caller_reasons": "She missed the bus"})
    assert carer.post(address(companions), {"how": "now"})["Location"] == address(companions, "/check")
    assert "She missed the bus" in carer.get(address(companions, "/view")).content.decode()
    assert "Green coat" in carer.get(address(companions, "/where")).content.decode()


def test_own_view_is_asked_on_one_page_checked_and_kept_beside_the_others(
    carer: Client, companions: Companions, signed_in: Any
) -> None:
    carer.post(address(companions), {"how": "now"})
    carer.post(address(companions, "/worried"), {"why_worried": ""})
    page = carer.get(address(companions, "/view"))
    said = {"caller_view": "L", "caller_worry": "very", "caller_reasons": "She missed the bus"}
    carer.post(address(companions, "/view"), said)
    check = carer.get(address(companions, "/check"))

    sent = carer.post(address(companions, "/check"), hidden(check))

    assert "Testa Onely What is your own view? It is kept beside what the authority and" in words(page)
    assert "Your own view Late: I expect the child back Very worried She missed the bus Change" in words(
        check
    )
    desk = signed_in(account=make_account(organisation=companions.children[0].responsible_authority))
    read = words(desk.get(f"/missing/{sent['Location'].rsplit('/', 1)[-1]}"))
    assert "The caller late, expected back She missed the bus How worried: Very worried" in read
    assert "Ring the police now" in read  # it decides nothing


def test_where_and_what_was_done_are_asked_checked_and_read_out(
    carer: Client, companions: Companions, signed_in: Any
) -> None:
    carer.post(address(companions), {"how": "now"})
    carer.post(address(companions, "/worried"), {"why_worried": ""})
    carer.post(
        address(companions, "/where"), {"last_seen_where": "At the gate, with her", "wearing": "Green coat"}
    )
    said = {"asked_medical_needs": "yes", "asked_medical_needs_words": "Inhaler, due at 02:00"}
    said |= {"asked_telephone": "not_known", "asked_telephone_words": "", "done_to_trace": "Room searched"}
    carer.post(address(companions, "/done"), said)
    check = carer.get(address(companions, "/check"))

    sent = carer.post(address(companions, "/check"), hidden(check))

    assert "wearing At the gate, with her Green coat Change" in words(check)
    assert "Room searched Medicine: Yes, Inhaler, due at 02:00 Telephone: Not known Change" in words(check)
    desk = signed_in(account=make_account(organisation=companions.children[0].responsible_authority))
    read = words(desk.get(f"/missing/{sent['Location'].rsplit('/', 1)[-1]}/sheet"))
    for part in ("At the gate, with her", "Green coat", "Room searched", "Yes . Inhaler, due at 02:00"):
        assert part in read


def test_after_sending_the_carer_may_answer_what_the_police_will_ask(
    carer: Client, companions: Companions
) -> None:
    first = companions.report_all()

    assert f'href="/missing/{first}/sheet/answers"' in carer.get(f"/home/reported/{first}").content.decode()
    assert carer.get(f"/missing/{first}/sheet/answers").status_code == 200


def test_view_that_is_none_of_the_answers_is_asked_again(carer: Client, companions: Companions) -> None:
    carer.post(address(companions), {"how": "now"})
    sent = carer.post(address(companions, "/view"), {"caller_view": "X"})

    assert errors(sent) == ["Choose one of the answers on the page"]


def test_another_homes_child_is_not_found(carer: Client) -> None:
    stranger = make_companions()

    assert carer.get(f"/home/report/{stranger.references[0]}").status_code == 404


def test_desk_has_no_home_of_its_own_to_report_from(companions: Companions, signed_in: Any) -> None:
    desk = signed_in(account=make_account(organisation=companions.host))

    assert desk.get("/home/report").status_code == 404
