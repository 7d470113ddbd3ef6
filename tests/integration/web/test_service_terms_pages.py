"""What was agreed with a service is kept by the authority, and shown where one is chosen and on the list."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account, Organisation
from lantern.actions import missing, service_answers
from lantern.queries import service_terms
from lantern.record.context import seen_as
from lantern.record.models import ServiceTerms
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role
from lantern.web.service_terms import hint, uncovered
from tests.factories.back import at, make_back
from tests.factories.listeners import Listeners, make_listeners
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_actor
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import hidden

NOW = datetime.now(UTC)
TODAY = day_of(NOW)
NOBODY = "Nobody works there on Saturday 14 March and Sunday 15 March, within the 72 hours."


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Ola Invented")


@pytest.fixture
def place(db: None) -> Organisation:
    return make_listeners()


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=Account.objects.get(pk=night.desk.account_id))


def typed(on: date, **more: str) -> dict[str, str]:
    day = {"from_on_day": str(on.day), "from_on_month": str(on.month), "from_on_year": str(on.year)}
    return {**day, "most_open": "1", "works_saturday": "yes", "works_sunday": "no", **more}


def test_terms_are_kept_from_a_day_shown_where_one_is_chosen_and_keep_nobody_from_asking(
    night: Night, place: Organisation, desk: Client
) -> None:
    listed = desk.get("/interviews/services")
    assert "0 open from you, no number agreed" in words(listed)
    assert "Weekends: not recorded" in words(listed)
    address = f"/interviews/services/{place.reference}"
    form = desk.get(address)
    assert len(errors(desk.post(address, hidden(form)))) == 3
    assert errors(desk.post(address, {**hidden(form), **typed(TODAY, most_open="many")})) == [
        "Enter a whole number, or leave it empty"
    ]
    wrong = errors(desk.post(address, {**hidden(form), **typed(TODAY - timedelta(days=900))}))
    assert wrong == ["This begins more than a year from today. Check the year."]
    told = {**hidden(form), **typed(TODAY, weekend_words="10 to 16; the duty line")}
    for _press in range(2):
        kept = words(desk.post(address, told, follow=True))
    assert "Works Saturdays, not Sundays: 10 to 16; the duty line" in kept
    later = {**hidden(desk.get(address)), **typed(TODAY + timedelta(days=30), most_open="9")}
    assert "9 at a time" in words(desk.post(address, later, follow=True))
    with seen_as(night.desk):
        assert ServiceTerms.objects.count() == 2

    for n in (0, 1):
        reference = back(make_night(name=f"Testa {n}"), night)
        ask = f"/missing/{reference}/after/service"
        page = desk.get(ask)
        full = ": all are taken" if n else ""
        assert f"{n} open from you, of 1 agreed{full}. Works Saturdays" in words(page)
        asked = desk.post(ask, {**hidden(page), "service": place.reference, "days_after": "7"}, follow=True)
        assert "They are sent a link to this one referral" in words(asked)
    listed = words(desk.get("/interviews"))
    assert "2 open from you, of 1 agreed: all are taken" in listed
    assert "has not answered" in listed


def back(other: Night, night: Night) -> str:
    """Let another child of the same authority come back."""
    child = {"responsible_authority": night.authority}
    with seen_as(SIMULATOR):
        type(other.child).objects.filter(pk=other.child.pk).update(**child)
    moved = type(night)(**{**vars(night), "child": other.child})
    reference = moved.reported(
        last_seen=When.moment(NOW - timedelta(hours=20)), now=NOW - timedelta(hours=19)
    )
    told: dict[str, Any] = {"reference": reference, "seen_version": None, "by": night.desk, "words": ""}
    back_at = NOW - timedelta(hours=9)
    missing.record_return(**told, returned=When.moment(back_at), now=back_at)
    return reference


def test_the_days_of_the_weekend_that_lie_in_the_hours_are_named_where_one_is_chosen(db: None) -> None:
    listeners = Listeners(back=make_back(), place=make_listeners())
    worker = listeners.back.worker
    terms = service_answers.Terms(
        from_on=day_of(at(hours=1)), most_open=3, works_saturday=False, works_sunday=False
    )
    service_answers.keep_terms(service=listeners.place.reference, terms=terms, by=worker, now=at(hours=1))
    one = service_terms.services(by=worker, now=at(hours=2))
    line = next(each for each in one if each.reference == listeners.place.reference)
    hours = (at(), at(hours=72))

    assert uncovered(line, hours, now=at(hours=2)) == NOBODY
    assert hint(line, hours, now=at(hours=2)) == (
        "0 open from you, of 3 agreed. Nobody works at the weekend. No account here: told by e-mail, with a link to "
        f"this one referral; no second mailbox: link and code go to one. {NOBODY}"
    )
    assert uncovered(line, hours, now=at(hours=73)) == ""
    assert uncovered(line, None, now=at(hours=2)) == ""


def test_another_authority_reads_none_of_it_and_others_have_no_door(
    night: Night, place: Organisation, signed_in: Any
) -> None:
    terms = service_answers.Terms(from_on=TODAY, most_open=3, works_saturday=True, works_sunday=True)
    service_answers.keep_terms(service=place.reference, terms=terms, by=night.desk, now=NOW)
    host = signed_in(account=Account.objects.get(pk=night.host_desk.account_id))
    assert "Weekends: not recorded" in words(host.get("/interviews/services"))
    for who in (
        signed_in(Role.CARER, organisation=night.home),
        signed_in(Role.INTERVIEWER, organisation=place),
    ):
        assert who.get("/interviews/services").status_code == 403
        assert "interviews/services" not in who.get("/interviews").content.decode()
    with seen_as(night.host_desk):
        assert ServiceTerms.objects.count() == 0
    stranger = make_actor(role=Role.INTERVIEWER, organisation=place)
    with pytest.raises(NotPermitted):
        service_answers.keep_terms(service=place.reference, terms=terms, by=stranger, now=NOW)
    with pytest.raises(NotPermitted):
        service_terms.services(by=stranger, now=NOW)
    with pytest.raises(Refused, match="no such service"):
        service_answers.keep_terms(service=night.home.reference, terms=terms, by=night.desk, now=NOW)
    with pytest.raises(NotFound):
        service_terms.terms_of(service=night.home.reference, by=night.desk, now=NOW)


def test_how_a_service_hears_is_said_of_each(night: Night, place: Organisation, desk: Client) -> None:
    rung = make_listeners(name="Rung Listeners", email="")
    none = make_listeners(name="Silent Listeners", email="", out_of_hours_telephone="")
    make_listeners(name="Two Mailboxes", second_email="other@listeners.example.invalid")
    make_listeners(name="Two of one", second_email="duty@listeners.example.invalid")
    account = make_listeners(name="Account Listeners")
    make_account(role=Role.INTERVIEWER, organisation=account)
    page = words(desk.get("/interviews/services"))
    for said in (
        "1 interviewer has an account here",
        "with a link to this one referral; no second mailbox: link and code go to one",
        "with a link to this one referral Two",
        "No account and no mailbox: somebody rings them",
        "nothing reaches them",
    ):
        assert said in page
    reference = back(make_night(name="Testa Rung"), night)
    ask = f"/missing/{reference}/after/service"
    form = desk.get(ask)
    assert none.name not in form.content.decode()
    said = desk.post(ask, {**hidden(form), "service": rung.reference, "days_after": "7"}, follow=True)
    assert "Ring them: they have no account and no mailbox." in words(said)
    assert "By telephone" in words(said)
    assert "To be rung" in words(said)
    assert "Send a new link" not in words(said)
