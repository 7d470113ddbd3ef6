"""A service without accounts opens its link, answers, and returns the interview; the authority sees it."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Account, Organisation
from lantern.actions import held, interview_services, interviews, missing, notices
from lantern.actions.acknowledging import signed_for
from lantern.queries.talks import ADVOCACY_WORDS, DANGER_WORDS
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, Event, InterviewAsked, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.interviews import Advocacy, Danger
from lantern.vocabulary.roles import Role
from lantern.web.doors import new_key
from tests.factories.back import make_held
from tests.factories.listeners import code_sent, make_listeners, telling_of
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import errors, title, words
from tests.integration.web.sent import boxes, hidden

NOW = datetime.now(UTC)
CHILD = "Ola Invented"


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name=CHILD, languages="Tigrinya")


@pytest.fixture
def place(db: None) -> Organisation:
    return make_listeners()


@pytest.fixture
def reference(night: Night, place: Organisation) -> str:
    """A child is back since nine hours, and a service without accounts is asked."""
    return asked(night, place)


def asked(night: Night, place: Organisation, *, days_after: int = 7) -> str:
    missed = {"last_seen": When.moment(NOW - timedelta(hours=20)), "now": NOW - timedelta(hours=19)}
    reference = night.reported(**missed)  # type: ignore[arg-type]
    told: dict[str, Any] = {"reference": reference, "seen_version": None, "by": night.desk}
    back = NOW - timedelta(hours=9)
    missing.record_return(**told, returned=When.moment(back), words="", now=back)
    interview_services.ask_service(
        **told, service=place.reference, days_after=days_after, now=NOW - timedelta(hours=8)
    )
    return reference


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=Account.objects.get(pk=night.desk.account_id))


def link_of(reference: str) -> str:
    return f"/told/{notices.token_for(telling_of(reference))}"


def give_code(client: Client, link: str) -> Any:
    client.post(link)
    code = code_sent(now=datetime.now(UTC))
    typed = {"code": code, "name": "Ira Outside", "post": "Return interviewer"}
    return client.post(f"{link}/code", typed, follow=True)


def accepted(client: Client, link: str) -> Any:
    page = give_code(client, link)
    return client.post(f"{link}/interview/answer", {**hidden(page), "accepts": "yes"}, follow=True)


def interview_typed(form: Any, **more: str) -> dict[str, Any]:
    return {
        **hidden(form),
        **boxes("limits_said", NOW - timedelta(hours=2)),
        **boxes("held", NOW - timedelta(hours=2)),
        **boxes("offered", NOW - timedelta(hours=3)),
        "offered_by": "Ira Outside",
        "offer_language": "Tigrinya",
        "interviewer": "Ira Outside",
        "interviewer_role": "Return interviewer, Invented Listeners",
        "independent_of_placement": "yes",
        "independent_of_authority": "yes",
        "language": "Tigrinya",
        "place": "The library",
        "before": "Nobody listened to me, said the child.",
        "tells_of": "adults",
        "about_carer": "no",
        "disclosed": "no",
        "advocacy": "wanted",
        **more,
    }


def test_before_the_code_nothing_of_the_child_is_said(client: Client, reference: str) -> None:
    link = link_of(reference)
    page = client.get(link)

    assert "a return interview is asked of you" in words(page)
    assert "You need do nothing" not in words(page)
    assert CHILD not in page.content.decode()
    assert client.get(f"{link}/interview").status_code == 302
    assert client.get(f"{link}/interview/held").status_code == 302
    client.post(link)
    wrong = client.post(f"{link}/code", {"code": code_sent(now=datetime.now(UTC))})
    assert errors(wrong) == ["Enter your name", "Enter your role"]


def test_the_service_reads_answers_and_returns_it_and_the_authority_sees_it(
    client: Client, reference: str, desk: Client
) -> None:
    link = link_of(reference)
    page = give_code(client, link)
    shown = words(page)
    for said in (CHILD, "Tigrinya", "Ira Outside, Return interviewer", "Until you answer"):
        assert said in shown
    assert "Record the offer" not in shown
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    nothing = client.post(f"{link}/interview/answer", hidden(page))
    assert errors(nothing) == ["Say whether you can hold it"]
    assert "has not answered" in words(desk.get("/interviews"))

    page = client.post(f"{link}/interview/answer", {**hidden(page), "accepts": "yes"}, follow=True)
    assert "Accepted by Ira Outside, Return interviewer" in words(page)
    assert "Until you answer" not in words(page)
    assert "Yes, we hold it" not in words(page)
    why = client.post(f"{link}/interview/answer", hidden(page))
    assert errors(why) == ["Enter why it cannot be held, so that another can be asked."]
    twice = client.post(f"{link}/interview/answer", {**hidden(page), "accepts": "yes", "key": "second"})
    assert errors(twice) == [
        "It is accepted already, by Ira Outside, Return interviewer. Nothing was recorded."
    ]
    assert hidden(twice)["accepts"] == "no"
    assert "Invented Listeners holds it, says Ira Outside" in words(desk.get("/interviews"))
    form = client.get(f"{link}/interview/held")
    refused = client.post(f"{link}/interview/held", interview_typed(form, disclosed=""))
    assert errors(refused) == ["Say whether the child told you of harm"]
    assert "Nobody listened to me, said the child." in refused.content.decode()
    typed = interview_typed(form)
    done = client.post(f"{link}/interview/held", typed, follow=True)
    assert "Police: to be told at once." in words(done)
    assert "Nobody listened to me" not in words(done)
    again = client.post(f"{link}/interview/held", typed, follow=True)  # the same press counts once
    assert again.redirect_chain
    twice = client.post(f"{link}/interview/held", {**typed, "key": "another"})
    assert "recorded as held for this return already" in errors(twice)[0]
    assert "Nobody listened to me, said the child." in twice.content.decode()

    share = client.get(f"{link}/interview/shared?with=police")
    said = {
        **hidden(share),
        **boxes("shared", NOW - timedelta(hours=1)),
        **{"audience": "police", "told": "PC 1", "what": "A man waits.", "against_wish": "no"},
        "child_told": "yes",
    }
    shared = words(client.post(f"{link}/interview/shared", said, follow=True))
    assert "Social worker: to be told at once." in shared
    assert "Police: to be told at once." not in shared
    record = words(desk.get(f"/missing/{reference}/after"))
    assert "Nobody listened to me, said the child." in record
    assert "Held" in record
    with seen_as(SIMULATOR):
        held_by = Event.objects.get(kind=EventKind.RETURN_INTERVIEW_HELD.value)
        openings = AuditEntry.objects.filter(
            action="children.open_episode", role=Role.LINK_HOLDER.value
        ).count()
    assert held_by.by_name == "Ira Outside, Return interviewer"
    assert openings >= 3


def test_to_decline_closes_the_link_and_stands_on_the_list(
    client: Client, reference: str, desk: Client
) -> None:
    link = link_of(reference)
    page = give_code(client, link)
    no = client.post(f"{link}/interview/answer", {**hidden(page), "accepts": "no"})
    assert errors(no) == ["Enter why it cannot be held, so that another can be asked."]
    typed = {**hidden(page), "accepts": "no", "reason": "Nobody works on Sunday"}
    assert title(client.post(f"{link}/interview/answer", typed)).startswith("Recorded")

    assert client.get(link).status_code == 410
    assert client.get(f"{link}/interview").status_code == 410
    assert "Invented Listeners cannot hold it: Nobody works on Sunday. Ask another." in words(
        desk.get("/interviews")
    )
    ask = words(desk.get(f"/missing/{reference}/after/service"))
    assert "Invented Listeners cannot hold it." in ask
    assert "Which service?" in ask


def test_after_somebody_else_recorded_it_the_form_says_so_and_keeps_what_was_typed(
    client: Client, reference: str, night: Night
) -> None:
    link = link_of(reference)
    accepted(client, link)
    form = client.get(f"{link}/interview/held")
    uma = make_actor(role=Role.INTERVIEWER, organisation=night.authority)
    by: dict[str, Any] = {"reference": reference, "by": uma, "now": NOW}
    offer = interviews.Offer(offered=When.moment(NOW - timedelta(hours=5)), offered_by="Uma")
    interviews.record_offer(**by, offer=offer)
    done = When.moment(NOW - timedelta(hours=4))
    held.record_held(**by, held=make_held(held=done, limits_said=done))

    late = client.post(f"{link}/interview/held", interview_typed(form))
    assert "recorded as held for this return already" in errors(late)[0]
    assert "Nobody listened to me, said the child." in late.content.decode()
    told = client.get(f"{link}/interview/held", follow=True)
    assert "This cannot be recorded now." in words(told)


def test_a_code_that_ran_out_or_a_link_taken_back_loses_nothing_that_was_typed(
    client: Client, reference: str, night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_of(reference)
    accepted(client, link)
    form = client.get(f"{link}/interview/held")
    by = Actor(role=Role.LINK_HOLDER, name="x", asked_id=1)
    later = datetime.now(UTC) + signed_for(by) + timedelta(seconds=1)
    with monkeypatch.context() as patched:
        patched.setattr("lantern.web.told.moment", lambda: later)
        kept = client.post(f"{link}/interview/held", interview_typed(form))
        assert client.get(f"{link}/interview").status_code == 302
    assert kept.status_code == 403
    assert "This was not recorded" in words(kept)
    assert "Nobody listened to me, said the child." in words(kept)
    give_code(client, link)
    sent = client.post(f"{link}/interview/held", hidden(kept), follow=True)
    assert "Police: to be told at once." in words(sent)

    told = {"reference": reference, "seen_version": None, "by": night.desk, "now": datetime.now(UTC)}
    interview_services.take_back(**told)  # type: ignore[arg-type]
    gone = client.post(f"{link}/interview/shared", {"what": "A man in a blue car waits there"})
    assert gone.status_code == 410
    assert "A man in a blue car waits there" in words(gone)


def test_one_link_s_code_opens_no_other_and_no_notice_opens_an_interview(
    client: Client, reference: str, place: Organisation
) -> None:
    second = asked(make_night(name="Ada Other"), place)
    first, other = link_of(reference), link_of(second)
    give_code(client, first)

    assert client.get(f"{other}/interview", follow=True).redirect_chain == [(other, 302)]
    assert client.get(f"{first}/notice", follow=True).redirect_chain == [(f"{first}/interview", 302)]
    assert client.get(f"{first}/interview/nothing").status_code == 404
    assert client.get("/told/nothing/interview").status_code == 404
    assert client.get(f"{first}/interview/answer", follow=True).status_code == 200
    with seen_as(SYSTEM):
        notice = Telling.objects.exclude(token_hash=None).exclude(about="asked").earliest("pk")
    plain = f"/told/{notices.token_for(notice)}"
    assert client.get(f"{plain}/interview").status_code in (404, 410)


def seen_until_the_result() -> None:
    """Let every asking be one of before, when a service could be asked until the result and no longer."""
    with seen_as(SIMULATOR):
        assert InterviewAsked.objects.update(days_after=0) == 1


def test_where_the_service_sees_it_for_one_day_it_reads_whom_to_ring_and_records_that_it_did(
    client: Client, night: Night, place: Organisation
) -> None:
    link = link_of(asked(night, place, days_after=1))
    accepted(client, link)
    form = client.get(f"{link}/interview/held")
    done = client.post(f"{link}/interview/held", interview_typed(form), follow=True)

    assert done.status_code == 200
    assert "Police: to be told at once." in words(done)
    assert client.get(f"{link}/interview/shared?with=police").status_code == 200


def test_where_the_service_saw_it_until_the_result_the_last_page_says_whom_to_ring_however_often_it_is_sent(
    client: Client, night: Night, place: Organisation
) -> None:
    link = link_of(asked(night, place))
    accepted(client, link)
    seen_until_the_result()
    form = client.get(f"{link}/interview/held")
    typed = interview_typed(form, about_carer="yes")
    pages = [client.post(f"{link}/interview/held", typed, follow=True) for _press in range(2)]
    pages.append(client.get(f"{link}/interview"))

    for page in pages:
        assert (page.status_code, title(page)) == (200, title(pages[0]))
        for who in ("Police", "Social worker", "Designated officer"):
            assert f"{who}: to be told at once. The local standard is the same day." in words(page)
        assert "is recorded, and" in words(page)
        assert "othing was recorded" not in words(page)
        assert "not recorded" not in words(page)
        assert "Nobody listened to me" not in words(page)
    other = client.post(f"{link}/interview/held", {**typed, "key": "another"})
    assert other.status_code == 410
    assert "Nobody listened to me, said the child." in words(other)


def test_of_an_interview_that_was_not_possible_nobody_is_to_be_rung(
    client: Client, night: Night, place: Organisation
) -> None:
    link = link_of(asked(night, place))
    accepted(client, link)
    seen_until_the_result()
    form = client.get(f"{link}/interview/not-possible")
    typed = {**hidden(form), "reason": "too_unwell", "words": "Asked twice."}
    done = client.post(f"{link}/interview/not-possible", typed, follow=True)

    assert title(done).startswith("Recorded")
    assert "to be told at once" not in words(done)


def test_what_was_taken_is_not_called_lost_when_it_is_sent_again_to_a_closed_link(
    client: Client, reference: str, night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_of(reference)
    page = give_code(client, link)
    yes = {**hidden(page), "accepts": "yes"}
    client.post(f"{link}/interview/answer", yes)
    by = Actor(role=Role.LINK_HOLDER, name="x", asked_id=1)
    later = datetime.now(UTC) + signed_for(by) + timedelta(seconds=1)
    with monkeypatch.context() as patched:
        patched.setattr("lantern.web.told.moment", lambda: later)
        late = client.post(f"{link}/interview/answer", yes)
    assert title(late).startswith("Recorded")
    assert "Your code has run out. Open the link again, and give a new code" in words(late)

    no = {**yes, "key": new_key(), "accepts": "no", "reason": "Ill"}
    client.post(f"{link}/interview/answer", no)
    again = client.post(f"{link}/interview/answer", no)
    assert (again.status_code, title(again).startswith("Recorded")) == (200, True)
    other = client.post(f"{link}/interview/answer", {**no, "key": new_key()})
    assert (other.status_code, "This was not recorded" in words(other)) == (410, True)
    broken = client.post(f"{link}/interview/answer", {**no, "key": "\x00"})
    assert (broken.status_code, "This was not recorded" in words(broken)) == (410, True)


def test_every_short_word_that_was_typed_is_shown_back_under_its_label(
    client: Client, reference: str, night: Night
) -> None:
    link = link_of(reference)
    accepted(client, link)
    form = client.get(f"{link}/interview/held")
    typed = interview_typed(form, before="Uncle hit me", tells_of=["harm", "adults"], unknown="x")  # type: ignore[arg-type]
    told = {"reference": reference, "seen_version": None, "by": night.desk, "now": datetime.now(UTC)}
    interview_services.take_back(**told)  # type: ignore[arg-type]
    gone = client.post(f"{link}/interview/held", typed)

    shown = re.findall(r"<dt[^>]*>(.*?)</dt><dd[^>]*>(.*?)</dd>", gone.content.decode(), re.DOTALL)
    assert [(html.unescape(label), html.unescape(said)) for label, said in shown] == [
        ("When were the limits of confidence said?", typed_at(hours=2)),
        ("When did the talk begin?", typed_at(hours=2)),
        ("When was it offered to the child?", typed_at(hours=3)),
        ("Who offered it?", "Ira Outside"),
        ("In which language was it offered?", "Tigrinya"),
        ("Who held the interview?", "Ira Outside"),
        ("What is their post?", "Return interviewer, Invented Listeners"),
        ("Independent of the place where the child lives?", "Yes"),
        ("Independent of the authority that looks after the child?", "Yes"),
        ("In which language was it held?", "Tigrinya"),
        ("Where was it held?", "The library"),
        ("Before: what made them go?", "Uncle hit me"),
        (
            "Does what the child said tell of any of these?",
            f"{DANGER_WORDS[Danger.HARM]}, {DANGER_WORDS[Danger.ADULTS]}",
        ),
        ("Did the child say anything against a carer or the home?", "No"),
        ("Did the child begin to tell you of harm?", "No"),
        ("Was somebody offered to speak up for the child?", str(ADVOCACY_WORDS[Advocacy.WANTED])),
        ("unknown", "x"),
    ]


def typed_at(*, hours: int) -> str:
    return " ".join(boxes("it", NOW - timedelta(hours=hours)).values())


def test_the_desk_sees_who_opened_the_link_sends_a_new_one_and_answers_for_who_was_rung(
    client: Client, reference: str, desk: Client
) -> None:
    link, address = link_of(reference), f"/missing/{reference}/after/service"
    give_code(client, link)
    page = words(desk.get(address))
    assert "Not answered yet" in page
    assert "Opened by Ira Outside, Return interviewer" in page
    sent = desk.post(f"{address}/link", hidden(desk.get(address)), follow=True)
    assert "A new link is on its way." in words(sent)
    assert client.get(link).status_code == 410
    late = desk.post(f"{address}/link", {"seen_version": "1"}, follow=True)
    assert "Somebody else changed this record" in words(late)

    form = desk.get(f"{address}/answer")
    nobody = desk.post(f"{address}/answer", {**hidden(form), "accepts": "yes"})
    assert errors(nobody) == ["Enter who at Invented Listeners said it: a name, and their post."]
    done = desk.post(
        f"{address}/answer", {**hidden(form), "accepts": "yes", "who": "Olu, manager"}, follow=True
    )
    assert "Accepted Olu, manager" in words(done)

    form = desk.get(f"{address}/answer")
    assert "Accepted Olu, manager" in words(form)
    assert "Yes, they hold it" not in words(form)
    why = desk.post(f"{address}/answer", {**hidden(form), "who": "Olu"})
    assert errors(why) == ["Enter why it cannot be held, so that another can be asked."]
    assert "Yes, they hold it" not in words(why)
    typed = {**hidden(form), "who": "Olu", "reason": "Nobody is there on Sunday."}
    assert "cannot hold it. Nobody is there on Sunday." in words(
        desk.post(f"{address}/answer", typed, follow=True)
    )
    nobody = desk.get(f"{address}/answer", follow=True)
    assert nobody.redirect_chain == [(address, 302)]
    assert "No service is asked to hold this interview now." in words(nobody)


def test_an_account_of_the_service_answers_on_its_own_page(
    night: Night, place: Organisation, reference: str, signed_in: Any
) -> None:
    ira = signed_in(Role.INTERVIEWER, organisation=place)
    assert "Your service is asked and has not answered." in words(ira.get(f"/missing/{reference}/after"))
    address = f"/missing/{reference}/after/service/answer"
    form = ira.get(address)
    ira.post(address, {**hidden(form), "accepts": "yes"})
    assert "Your service holds it" in words(ira.get(f"/missing/{reference}/after"))
    page = ira.get(address)
    assert ("Yes, we hold it" in words(form), "Yes, we hold it" in words(page)) == (True, False)
    no = {**hidden(page), "reason": "Ill"}
    assert ira.post(address, no, follow=True).redirect_chain == [("/interviews", 302)]
