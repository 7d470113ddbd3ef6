"""A home's tablet: enrolled once, and then each worker's own turn with a PIN for the shift."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account, ShiftPin, Tablet
from lantern.actions import tablets as acting
from lantern.actions.drafts import keep_draft
from lantern.policies.tablets import IDLE
from lantern.record.models import AuditEntry, ClaimedKey, Event
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.web import turns
from lantern.web.doors import moment
from tests.factories.companions import Companions, make_companions
from tests.factories.organisations import make_account, make_organisation, make_tablet
from tests.factories.sight import invented
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, hidden

MIRA = "Mira Agencydemo"


@pytest.fixture
def companions(db: None) -> Companions:
    return make_companions()


@pytest.fixture
def manager(companions: Companions) -> Account:
    return make_account(role=Role.CARER, organisation=companions.home)


@pytest.fixture
def desk(manager: Account, signed_in: Any) -> Client:
    return signed_in(account=manager)


@pytest.fixture
def page(companions: Companions) -> str:
    return f"/tablets/{companions.home.reference}"


def keys(response: Any) -> list[str]:
    return re.findall(r'name="key" value="([^"]+)"', response.content.decode())


def shown(response: Any, what: str) -> str:
    found = re.search(rf"data-{what}>([^<]+)<", response.content.decode())
    return found[1] if found else ""


def add_tablet(desk: Client, page: str, name: str = "Kitchen") -> str:
    """Add a tablet as its manager; gives the code that is shown once."""
    sent = {"what": "tablet", "tablet": name, "key": keys(desk.get(page))[-1]}
    return shown(desk.post(page, sent), "code")


def give_pin(desk: Client, page: str, name: str = MIRA, **when: Any) -> str:
    """Give a PIN as the manager; gives the PIN that is shown once."""
    from_at = when.get("from_at", moment() - timedelta(hours=1))
    until_at = when.get("until_at", moment() + timedelta(hours=8))
    drawn = desk.get(page)
    sent = {"what": "pin", "worker": name, "key": keys(drawn)[-2]}
    sent |= boxes("from_at", from_at) | boxes("until_at", until_at)
    return shown(desk.post(page, sent), "pin")


@pytest.fixture
def device(desk: Client, page: str) -> Client:
    """An enrolled tablet that nobody uses."""
    tablet = Client()
    assert tablet.post("/tablet", {"code": add_tablet(desk, page)})["Location"] == "/tablet"
    return tablet


def begin(device: Client, pin: str, name: str = MIRA) -> Any:
    number = ShiftPin.objects.get(name=name, withdrawn_at=None).pk
    return device.post("/tablet", {"worker": str(number), "pin": pin})


def attempts(action: str) -> list[str]:
    return list(AuditEntry.objects.filter(action=action).order_by("pk").values_list("outcome", flat=True))


# Enrolling


def test_a_code_is_shown_once_works_once_and_is_kept_nowhere(desk: Client, page: str) -> None:
    code = add_tablet(desk, page)
    assert re.fullmatch(r"[2-9A-Z]{5}-[2-9A-Z]{5}", code)
    tablet, other = Client(), Client()

    first = tablet.post("/tablet", {"code": code.lower().replace("-", " ")})
    second = other.post("/tablet", {"code": code})

    assert first["Location"] == "/tablet"
    cookie = tablet.cookies[turns.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert errors(second) == ["This code is not right, was used, or is over. Ask for a new one"]
    row = Tablet.objects.get()
    assert row.enrolment_hash is None
    assert row.token_hash not in (None, cookie.value)
    assert code not in str(list(ClaimedKey.objects.values()))
    assert attempts(acting.ENROL) == ["done", "refused"]
    assert "Nobody has a PIN for now" in words(tablet.get("/tablet"))


def test_a_code_runs_out_after_ten_minutes(desk: Client, page: str) -> None:
    code = add_tablet(desk, page)
    Tablet.objects.update(enrolment_expires_at=moment() - timedelta(seconds=1))

    assert errors(Client().post("/tablet", {"code": code})) != []
    assert "the code has run out" in words(desk.get(page))


def test_after_many_wrong_codes_none_is_looked_at_for_a_while(db: None) -> None:
    for _ in range(30):
        assert acting.enrol_device(code="WRONG-WRONG", token="t", by=SYSTEM, now=moment()) is False

    with pytest.raises(Refused, match="Too many wrong codes"):
        acting.enrol_device(code="WRONG-WRONG", token="t", by=SYSTEM, now=moment())
    assert errors(Client().post("/tablet", {"code": "WRONG-WRONG"}))[0].startswith("Too many wrong codes")


def test_two_tablets_of_one_name_are_refused(desk: Client, page: str) -> None:
    add_tablet(desk, page)
    again = desk.post(page, {"what": "tablet", "tablet": "Kitchen", "key": keys(desk.get(page))[-1]})

    assert errors(again) == [
        "There is a tablet of this name already. Withdraw it first, or choose another name."
    ]


# A turn


def test_a_worker_without_an_address_signs_in_and_is_led_to_the_home(
    desk: Client, device: Client, page: str, companions: Companions
) -> None:
    pin = give_pin(desk, page)
    assert re.fullmatch(r"[0-9]{6}", pin)

    assert begin(device, pin)["Location"] == "/home"

    drawn = device.get(f"/homes/{companions.home.reference}").content.decode()
    assert f"<strong>{MIRA}</strong>, Carer, {companions.home.name}" in drawn
    assert "End my turn" in drawn
    assert "/tablets" not in drawn
    assert device.get("/tablet")["Location"] == "/"
    assert attempts(acting.TURN) == ["done"]


def test_what_she_reports_is_signed_with_her_name_and_the_tablet(
    desk: Client, device: Client, page: str, companions: Companions
) -> None:
    begin(device, give_pin(desk, page))
    child = companions.references[0]

    device.post(f"/home/report/{child}", {"how": "now"})
    device.post(f"/home/report/{child}/worried", {"why_worried": "Crying"})
    check = device.get(f"/home/report/{child}/check")
    sent = device.post(f"/home/report/{child}/check", hidden(check))

    assert sent["Location"].startswith("/home/reported/")
    event = reports()[0]
    assert (event.by_name, event.by_account, event.by_role) == (
        MIRA,
        Tablet.objects.get().account,
        Role.CARER.value,
    )


@invented
def reports() -> list[Event]:
    return list(Event.objects.select_related("by_account").order_by("pk"))


def test_five_wrong_tries_lock_the_pin_until_another_is_given(
    desk: Client, device: Client, page: str
) -> None:
    pin = give_pin(desk, page)
    wrong = "000000" if pin != "000000" else "111111"
    for _ in range(4):
        assert errors(begin(device, wrong))[0].startswith("The name and the PIN do not fit")
    assert errors(begin(device, wrong))[0].startswith("This PIN is locked after 5 wrong tries")

    assert errors(begin(device, pin))[0].startswith("This PIN is locked")
    assert "Locked: give another" in words(desk.get(page))
    assert attempts(acting.TURN) == ["refused"] * 6
    assert begin(device, give_pin(desk, page))["Location"] == "/home"


def test_a_pin_of_another_home_or_another_shift_is_not_offered(
    desk: Client, device: Client, page: str, signed_in: Any
) -> None:
    give_pin(desk, page, "Later Demo", from_at=moment() + timedelta(hours=2))
    other = make_organisation(kind=OrganisationKind.CHILDRENS_HOME)
    elsewhere = signed_in(account=make_account(role=Role.CARER, organisation=other))
    pin = give_pin(elsewhere, f"/tablets/{other.reference}", "Elsewhere Demo")

    read = words(device.get("/tablet"))
    assert "Later Demo" not in read
    assert "Elsewhere Demo" not in read
    number = ShiftPin.objects.get(name="Elsewhere Demo").pk
    token = device.cookies[turns.COOKIE].value
    answer = acting.begin_turn(token=token, pin_number=number, pin=pin, by=SYSTEM, now=moment())
    assert isinstance(answer, str)


End = Callable[[Client, str], Any]


def withdraw_pin(desk: Client, page: str) -> Any:
    number = ShiftPin.objects.get(withdrawn_at=None).pk
    return desk.post(f"{page}/pins/{number}/withdraw", {"key": "a" * 20})


def withdraw_tablet(desk: Client, page: str) -> Any:
    return desk.post(f"{page}/{Tablet.objects.get().pk}/withdraw", {"key": "b" * 20})


def end_shift(desk: Client, page: str) -> Any:
    now = moment()
    ShiftPin.objects.update(from_at=now - timedelta(hours=8), until_at=now - timedelta(seconds=1))
    return desk.get(page, follow=True)


@pytest.mark.parametrize("end", [withdraw_pin, withdraw_tablet, end_shift])
def test_a_turn_ends_at_the_next_press_after(desk: Client, device: Client, page: str, end: End) -> None:
    begin(device, give_pin(desk, page))
    assert device.get("/home/report").status_code == 200
    assert end(desk, page).status_code in (200, 302)

    assert device.get("/home/report")["Location"] == "/tablet?ended=over"
    assert device.get("/home/report")["Location"].startswith("/sign-in")


def test_a_turn_ends_after_fifteen_idle_minutes_and_a_board_that_renews_itself_is_idle(
    desk: Client, device: Client, page: str
) -> None:
    begin(device, give_pin(desk, page))
    session = device.session
    seen = (moment() - IDLE + timedelta(minutes=1)).isoformat()
    session["turn"] = {**session["turn"], "seen": seen}
    session.save()

    device.get("/", headers={"HX-Request": "true"})
    device.get("/health")
    assert device.session["turn"]["seen"] == seen
    device.get("/home/report")
    assert datetime.fromisoformat(device.session["turn"]["seen"]) > datetime.now(UTC) - timedelta(minutes=1)

    session = device.session
    session["turn"] = {**session["turn"], "seen": (moment() - IDLE - timedelta(seconds=1)).isoformat()}
    session.save()
    ended = device.get("/home/report")
    assert ended["Location"] == "/tablet?ended=idle"
    assert "Nobody used this tablet for 15 minutes" in words(device.get(ended["Location"]))


def test_end_my_turn_leads_back_to_the_names(desk: Client, device: Client, page: str) -> None:
    begin(device, give_pin(desk, page))

    assert device.post("/sign-out")["Location"] == "/tablet"
    assert MIRA in words(device.get("/tablet"))


def test_a_turn_copied_to_another_device_is_no_turn(desk: Client, device: Client, page: str) -> None:
    begin(device, give_pin(desk, page))
    thief = Client()
    thief.cookies["sessionid"] = device.cookies["sessionid"].value

    assert thief.get("/home/report")["Location"] == "/tablet?ended=over"


def test_nobody_goes_on_with_what_another_worker_typed(
    desk: Client, device: Client, page: str, companions: Companions
) -> None:
    begin(device, give_pin(desk, page))
    child = companions.references[0]
    device.post(f"/home/report/{child}", {"how": "now"})
    device.post(f"/home/report/{child}/worried", {"why_worried": "MIRA'S WORDS"})
    device.post("/sign-out")
    begin(device, give_pin(desk, page, "Jan Agencydemo"), "Jan Agencydemo")

    assert device.get(f"/home/report/{child}/check")["Location"] == f"/home/report/{child}"
    device.post("/sign-out")
    begin(device, give_pin(desk, page))
    assert "MIRA'S WORDS".replace("'", "’") in words(device.get(f"/home/report/{child}/check")).replace(
        "'", "’"
    )


def test_nobody_goes_on_with_the_call_that_another_worker_typed(
    desk: Client, device: Client, page: str, companions: Companions
) -> None:
    begin(device, give_pin(desk, page))
    child = companions.references[0]
    device.post(f"/report/{child}/draft", {"why_worried": "HER WORDS", "key": "k" * 20})
    assert "HER WORDS" in words(device.get(f"/report/{child}"))
    device.post("/sign-out")
    begin(device, give_pin(desk, page, "Jan Agencydemo"), "Jan Agencydemo")

    assert "HER WORDS" not in words(device.get(f"/report/{child}"))


# Who keeps them


def test_a_tablet_keeps_no_tablets(desk: Client, device: Client, page: str) -> None:
    begin(device, give_pin(desk, page))

    assert device.get(page).status_code == 403
    assert device.get("/tablets").status_code == 403
    with pytest.raises(NotPermitted):
        acting.add_tablet(
            home=page.rsplit("/", 1)[-1],
            name="Another",
            code="CODE",
            by=Tablet.objects.get().account.as_actor(),
            now=moment(),
        )


def test_another_home_s_manager_and_a_duty_worker_keep_none_here(
    desk: Client, page: str, signed_in: Any
) -> None:
    give_pin(desk, page)
    add_tablet(desk, page)
    other = make_organisation(kind=OrganisationKind.CHILDRENS_HOME)
    stranger = signed_in(account=make_account(role=Role.CARER, organisation=other))

    assert stranger.get(page).status_code == 404
    assert withdraw_pin(stranger, page).status_code == 404
    assert withdraw_tablet(stranger, page).status_code == 404
    assert signed_in().get(page).status_code == 403


def test_an_administrator_chooses_the_home(page: str, companions: Companions, signed_in: Any) -> None:
    make_organisation(kind=OrganisationKind.FOSTERING_SERVICE)
    admin = signed_in(Role.ADMINISTRATOR)

    assert f'href="{page}"' in admin.get("/tablets").content.decode()
    assert add_tablet(admin, page) != ""


def test_a_manager_is_led_to_their_own_home(desk: Client, page: str) -> None:
    assert desk.get("/tablets")["Location"] == page


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ((-1, -2), "The shift must end after it begins."),
        ((-3, -2), "This shift is over already. Check the day and the time."),
        ((-1, 30), "A PIN is for one shift of 24 hours at most. Give another for the next."),
    ],
)
def test_a_pin_is_for_one_shift(desk: Client, page: str, hours: tuple[int, int], said: str) -> None:
    now = moment()
    sent = {"what": "pin", "worker": MIRA, "key": keys(desk.get(page))[-2]}
    sent |= boxes("from_at", now + timedelta(hours=hours[0])) | boxes(
        "until_at", now + timedelta(hours=hours[1])
    )

    assert errors(desk.post(page, sent)) == [said]


def test_the_same_press_twice_shows_the_same_code_and_makes_one_tablet(desk: Client, page: str) -> None:
    sent = {"what": "tablet", "tablet": "Kitchen", "key": keys(desk.get(page))[-1]}

    assert shown(desk.post(page, sent), "code") == shown(desk.post(page, sent), "code")
    assert Tablet.objects.count() == 1


def test_a_tablet_s_account_has_no_password_to_sign_in_with(db: None) -> None:
    tablet = make_tablet()

    assert not tablet.account.has_usable_password()


def test_a_draft_without_a_signature_is_its_owner_s(
    desk: Client, manager: Account, companions: Companions
) -> None:
    child = companions.references[0]
    keep_draft(
        form="carer-report",
        about=child,
        content={"last_seen_on": "2026-03-01", "why_worried": "Old"},
        by=manager.as_actor(),
        now=moment(),
    )

    assert "Old" in words(desk.get(f"/home/report/{child}/check"))
