from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from lantern.actions import information, interviews, messages, missing, notices, police
from lantern.gateways import mail
from lantern.jobs.notices import deliver_notice, deliver_what_is_due
from lantern.record.models import AuditEntry, DemoMessage, MissingEpisode, Telling, TellingAttempt
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import NameKind, RiskLevel
from lantern.vocabulary.tellings import AttemptOutcome
from tests.factories.children import make_child_identifier, make_child_name, make_protected_contact
from tests.factories.mail_servers import Mailbox, mail_server, scripted_server, unwilling_at
from tests.factories.night import NOW, at, make_night
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with mail_server() as (address, box):
        settings.SMTP_URL = f"smtp://{address}?timeout=2"
        settings.PUBLIC_ADDRESS = "https://lantern.example.invalid"
        yield box


def the_host_s(reference: str) -> Telling:
    """Read the host authority's first telling as it stands now."""
    with seen_as(SIMULATOR):
        return Telling.objects.filter(episode__reference=reference, relation="host").earliest("pk")


def deliver(telling: Telling, now: datetime = NOW) -> AttemptOutcome | None:
    return notices.deliver(telling_id=telling.pk, by=SYSTEM, now=now)


def attempts(telling: Telling) -> list[tuple[int, str, str]]:
    with seen_as(SIMULATOR):
        rows = TellingAttempt.objects.filter(telling=telling).order_by("number")
        return list(rows.values_list("number", "outcome", "answer"))


def test_a_notice_has_a_reference_and_a_link_and_is_sent_once(mailbox: Mailbox) -> None:
    night = make_night()
    reference = night.reported()
    telling = the_host_s(reference)

    assert deliver(telling) is AttemptOutcome.TAKEN
    assert deliver(telling, at(hours=5)) is None

    (letter,) = mailbox.letters
    token = notices.token_for(telling)
    assert letter["To"] == night.host.email
    assert letter["Subject"] == f"A child is missing: please acknowledge ({reference})"
    assert letter["Message-ID"] == f"<{telling.reference.lower()}@localhost>"
    assert letter.get_content().replace("\r\n", "\n") == (
        f"To: {night.host.name}\n\n"
        "A child is missing: please acknowledge.\n"
        f"Reference: {reference}\n\n"
        "Open this page and ask for a code. Opening the page does nothing by itself:\n"
        f"https://lantern.example.invalid/told/{token}\n\n"
        "Until somebody acknowledges, the night board shows that nobody has answered.\n"
        "This message names no child on purpose. Do not reply to it with a child's details.\n"
    )
    after = the_host_s(reference)
    assert (after.state, after.next_attempt_at, after.told_at) == ("sent", None, None)
    assert after.token_hash == notices.hash_of(token)
    assert attempts(telling) == [(1, "taken", "250")]


MARKS = [
    "Marked-Birth",
    "Marked-Known",
    "Marked-Script",
    "2009-11-23",
    "23 November",
    "Marked-Carer",
    "01632960999",
    "Marked-Street",
    "Marked-Caller",
    "Marked-Contact",
    "Marked-Where",
    "Marked-Coat",
    "Marked-Worry",
    "Marked-Trace",
    "Marked-Words",
    "Marked-Officer",
    "Marked-Log",
    "Marked-Handler",
    "Marked-Number",
    "Marked-Home",
    "Marked-Nation",
]


def test_nothing_of_the_child_leaves_in_a_message_a_job_the_audit_or_a_log_line(
    mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    night = make_night(
        name="Marked-Birth", date_of_birth=date(2009, 11, 23), nationality="Marked-Nation", languages="Marked"
    )
    night.home.name = "Marked-Home"
    night.home.save()
    make_child_name(child=night.child, name="Marked-Known", kind=NameKind.KNOWN_AS)
    make_child_name(child=night.child, name="Marked-Script", kind=NameKind.ORIGINAL_SCRIPT)
    make_child_identifier(child=night.child, value="Marked-Number")
    make_protected_contact(
        child=night.child, name="Marked-Carer", telephone="01632960999", address="Marked-Street"
    )
    walk_the_whole_path(night)

    with seen_as(SIMULATOR):
        waiting = list(Telling.objects.filter(channel="email").values_list("pk", flat=True))
    for number in waiting:
        deliver_notice(telling=number)

    assert len(mailbox.letters) == len(waiting) == 8
    sent = [
        *(str(letter) + letter.get_content() for letter in mailbox.letters),
        *(f"{job.task_name} {job.args} {job.lock}" for job in ProcrastinateJob.objects.all()),
        *(str(row) for row in AuditEntry.objects.values()),
        *(record.getMessage() for record in caplog.records if not record.name.startswith("django.db")),
    ]
    assert [(mark, text) for text in sent for mark in MARKS if mark.casefold() in text.casefold()] == []


def walk_the_whole_path(night: Any) -> None:
    reference = night.reported(
        said_by="Marked-Caller",
        contact="Marked-Contact",
        last_seen_where="Marked-Where",
        wearing="Marked-Coat",
        why_worried="Marked-Worry",
        done_to_trace="Marked-Trace",
        words="Marked-Words",
    )
    then = {"reference": reference, "by": night.desk}
    seen: dict[str, Any] = {"seen_version": None, **then}
    call = police.PoliceCall(
        called=When.moment(NOW), was_answered=True, log_number="Marked-Log", handler="Marked-Handler"
    )
    police.record_police_call(call=call, now=at(hours=1), **seen)
    risk = police.Risk(
        level=RiskLevel.HIGH, officer="Marked-Officer", assessed=When.moment(NOW), reasons="Marked-Words"
    )
    police.record_risk(risk=risk, now=at(hours=1), **seen)
    told = information.Information(
        words="Marked-Words", obtained=When.moment(NOW), given_by="Marked-Caller", contact="Marked-Contact"
    )
    information.record_information(information=told, now=at(hours=1), **then)
    missing.record_located(located=When.moment(at(hours=2)), words="Marked-Where", now=at(hours=2), **seen)
    missing.record_return(returned=When.moment(at(hours=3)), words="Marked-Where", now=at(hours=3), **seen)
    offer = interviews.Offer(
        offered=When.moment(at(hours=4)), offered_by="Marked-Officer", words="Marked-Words"
    )
    interviews.record_offer(offer=offer, now=at(hours=4), **then)
    with seen_as(SIMULATOR):
        back = MissingEpisode.objects.get(reference=reference).events.get(kind="child_returned").pk
    missing.correct(event=back, reasons="Marked-Words", now=at(hours=5), **seen)


def test_a_refused_notice_is_tried_again_later_and_later_and_for_ever(mailbox: Mailbox) -> None:
    reference = make_night().reported()
    mailbox.answers["RCPT"] = "450 busy"
    now, waits = NOW, []

    for number in range(1, 8):
        telling = the_host_s(reference)
        assert deliver(telling, now - timedelta(seconds=1)) is None
        assert deliver(telling, now) is AttemptOutcome.REFUSED
        after = the_host_s(reference)
        assert after.state == "failed"
        assert after.next_attempt_at is not None
        ended_at = last_attempt(telling, number)
        waits.append(round((after.next_attempt_at - ended_at).total_seconds() / 60))
        now = after.next_attempt_at

    assert waits == [1, 2, 5, 10, 15, 15, 15]
    mailbox.answers.clear()
    assert deliver(telling, now) is AttemptOutcome.TAKEN
    assert the_host_s(reference).state == "sent"
    assert len(mailbox.taken) == 1


def last_attempt(telling: Telling, number: int) -> datetime:
    with seen_as(SIMULATOR):
        ended_at = TellingAttempt.objects.get(telling=telling, number=number).ended_at
    assert ended_at is not None
    return ended_at


def test_a_message_in_doubt_is_repeated_under_its_own_name(settings: Any) -> None:
    reference = make_night().reported()
    telling = the_host_s(reference)

    with scripted_server(unwilling_at("."), closes=True) as server:
        settings.SMTP_URL = f"smtp://{server.address}?timeout=1"
        assert deliver(telling) is AttemptOutcome.IN_DOUBT
    doubtful = the_host_s(reference)
    assert doubtful.state == "in_doubt"
    with mail_server() as (address, mailbox):
        settings.SMTP_URL = f"smtp://{address}"
        assert deliver(telling, doubtful.next_attempt_at or NOW) is AttemptOutcome.TAKEN

    assert [letter["Message-ID"] for letter in mailbox.letters] == [
        f"<{telling.reference.lower()}@localhost>"
    ]
    assert mailbox.letters[0]["Message-ID"].encode() in server.read[0]
    assert mailbox.letters[0].get_content().split() == mailbox.letters[0].get_content().split()
    assert [outcome for _, outcome, _ in attempts(telling)] == ["in_doubt", "taken"]


def test_a_claim_keeps_others_away_until_its_worker_must_be_dead(mailbox: Mailbox) -> None:
    reference = make_night().reported()
    telling = the_host_s(reference)

    claimed = notices.claim(telling_id=telling.pk, by=SYSTEM, now=NOW)
    assert claimed is not None
    assert deliver(telling, at(seconds=89)) is None
    assert deliver(telling, at(seconds=90)) is AttemptOutcome.TAKEN

    assert attempts(telling) == [(1, "in_doubt", "worker stopped"), (2, "taken", "250")]
    # The first one was only slow. What it says late reopens nothing.
    refused = mail.Sent(outcome=AttemptOutcome.REFUSED, answer="450", ended_at=at(seconds=200))
    notices.record_attempt(attempt_id=claimed.attempt_id, sent=refused, by=SYSTEM, now=at(seconds=200))
    after = the_host_s(reference)
    assert (after.state, after.next_attempt_at) == ("sent", None)


def test_one_notice_that_cannot_be_sent_does_not_keep_the_others(
    mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    nights = [make_night() for _ in range(3)]
    references = [night.reported() for night in nights]
    poisoned = the_host_s(references[0])
    with seen_as(SIMULATOR):
        # Found when somebody makes a change to the code: a turn that no message has words for.
        Telling.objects.filter(pk=poisoned.pk).update(relation="host", next_attempt_at=at(hours=-9))
    nights[0].host.email = "nowhere\r\nBcc: everybody@example.invalid"
    nights[0].host.save()

    deliver_what_is_due(timestamp=0)

    assert sorted(state_of(reference) for reference in references) == ["failed", "sent", "sent"]
    assert [letter for letter in mailbox.letters if letter["Bcc"]] == []
    assert caplog.records == []


def state_of(reference: str) -> str:
    return the_host_s(reference).state


def test_a_fault_of_our_own_is_logged_and_the_rest_is_sent(
    mailbox: Mailbox, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    references = [make_night().reported() for _ in range(2)]
    broken = the_host_s(references[0])
    write = messages.message_for

    def write_but_one(telling: Telling) -> mail.Message:
        if telling.pk == broken.pk:
            raise ZeroDivisionError
        return write(telling)

    monkeypatch.setattr(messages, "message_for", write_but_one)
    deliver_what_is_due(timestamp=0)

    assert [state_of(reference) for reference in references] == ["waiting", "sent"]
    assert [record.getMessage() for record in caplog.records] == [f"telling {broken.pk} was not delivered"]


def test_in_a_demonstration_the_message_is_kept_on_the_outbox_page(settings: Any) -> None:
    settings.SMTP_URL = ""
    reference = make_night().reported()
    telling = the_host_s(reference)

    assert deliver(telling) is AttemptOutcome.TAKEN

    with seen_as(SYSTEM):
        kept = DemoMessage.objects.get()
    assert kept.message_id == f"<{telling.reference.lower()}@localhost>"
    assert reference in kept.body
    assert attempts(telling) == [(1, "taken", "kept on the demonstration's outbox page")]


def test_a_live_installation_without_a_mail_server_says_so(settings: Any) -> None:
    settings.SMTP_URL = ""
    reference = make_night().reported()
    settings.IS_DEMO = False

    assert deliver(the_host_s(reference)) is AttemptOutcome.REFUSED
    assert attempts(the_host_s(reference)) == [(1, "refused", "no mail server is set: set SMTP_URL")]


def test_a_telephone_task_is_never_sent(mailbox: Mailbox) -> None:
    reference = make_night().reported()
    with seen_as(SIMULATOR):
        task = Telling.objects.get(episode__reference=reference, channel="telephone", relation="police")

    assert deliver(task, at(days=2)) is None
    deliver_what_is_due(timestamp=0)

    assert len(mailbox.taken) == 2
    with seen_as(SIMULATOR):
        assert Telling.objects.get(pk=task.pk).state == "waiting"
