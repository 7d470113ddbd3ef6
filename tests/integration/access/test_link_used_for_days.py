"""A link that holds for two weeks: its codes are counted by the day, and a new one asks for no second answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lantern.actions import acknowledging, interview_services, notices, service_answers
from lantern.actions.messages import message_for
from lantern.policies.acknowledging import TooManyCodes
from lantern.record.context import seen_as
from lantern.vocabulary.actors import SYSTEM
from tests.factories.back import at, make_back
from tests.factories.listeners import Listeners, make_listeners

pytestmark = pytest.mark.django_db


@pytest.fixture
def listeners() -> Listeners:
    return Listeners(back=make_back(), place=make_listeners())


def test_ten_codes_a_day_and_not_ten_in_all(listeners: Listeners) -> None:
    listeners.asked()
    token = notices.token_for(listeners.telling())
    for n in range(10):
        acknowledging.ask_for_code(token=token, now=at(hours=3) + timedelta(minutes=2 * n))
    with pytest.raises(TooManyCodes) as refused:
        acknowledging.ask_for_code(token=token, now=at(hours=26))
    again = acknowledging.ask_for_code(token=token, now=at(hours=28))

    assert refused.value.message.startswith("10 codes were sent for this link within 24 hours.")
    assert again.was_sent


def test_a_new_link_after_they_accepted_is_not_mailed_as_a_question(listeners: Listeners) -> None:
    reference = listeners.asked()
    ira, first = listeners.opens(), listeners.telling()
    service_answers.answer(reference=reference, accepts=True, reason="", by=ira, now=at(hours=3))
    worker = listeners.back.worker
    interview_services.send_anew(reference=reference, seen_version=None, by=worker, now=at(hours=4))
    second = listeners.telling()
    with seen_as(SYSTEM):
        before, letter = message_for(first), message_for(second)

    assert before.subject == f"A return interview is asked of you: please answer ({reference})"
    assert letter.subject == f"A new link for the return interview that you hold ({reference})"
    assert letter.body.splitlines() == [
        "To: Invented Listeners",
        "",
        "A new link for the return interview that you hold. The one before opens nothing.",
        f"Reference: {reference}",
        "Hours left of the 72, when this was written: 68, weekends counted.",
        "",
        "Open this page and ask for a code. Opening the page does nothing by itself:",
        letter.body.splitlines()[7],
        "",
        "There you read who it is, and return what came of it. The link opens this one",
        "referral. This message names no child on purpose. Do not reply to it with a child's details.",
    ]
    assert letter.body.splitlines()[7].endswith(f"/told/{notices.token_for(second)}")
