"""What is protected stays where it may be read: every message, page, header, job, log line and audit entry is searched.

Every column of a child's night that can hold words holds a mark of its own (`tests.factories.marked`). A mark on a
page is right only where the access matrix allows its class of data to that reader; anywhere else it is never right.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from lantern.actions import messages, notices
from lantern.gateways.logs import NamelessFormatter
from lantern.jobs.notices import deliver_notice
from lantern.record import auditing
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, ClaimedKey, Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Relation, Role
from lantern.web import board, saying
from tests.factories.mail_servers import Mailbox, mail_server
from tests.factories.marked import Marked, make_marked
from tests.factories.marks import HOME, MARKS, NEEDS, NOT_MARKED, is_planted, text_columns
from tests.integration.access.walking import (
    COLUMN,
    EVERY_MARK,
    Heard,
    body_of,
    every_address,
    found_in,
    head_of,
    leaks,
    may_read,
    shared_out,
    signed_in,
    walk,
)

# By one program: the marks are planted once, and nobody walks twice.
pytestmark = pytest.mark.xdist_group("what must never leave")
_OF_THE_TESTS = "mail.log"  # the mail server that stands in for the world


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with mail_server() as (address, box):
        settings.SMTP_URL = f"smtp://{address}?timeout=5"
        yield box


class _Kept(logging.Handler):
    """Keeps what is logged while the marks are planted."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(scope="module")
def planting() -> _Kept:
    return _Kept()


@pytest.fixture(scope="module")
def seeded(file_database: object, planting: _Kept) -> Marked:
    """Plant the marks once for this file, and keep what is logged meanwhile."""
    loggers = [logging.getLogger(name) for name in ("lantern", "django", "procrastinate")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(planting)
        logger.setLevel(logging.DEBUG)
    made = make_marked(now=datetime.now(UTC))
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(planting)
        logger.setLevel(level)
    return made


@pytest.fixture
def marked(seeded: Marked, db: None) -> Marked:
    return seeded


# The marks themselves


def test_every_column_that_holds_words_of_a_person_is_marked_or_says_why_not() -> None:
    declared = {column for column, _ in text_columns()}

    assert declared - NEEDS.keys() - NOT_MARKED.keys() == set(), (
        "Say in NEEDS who may read it, and plant a mark."
    )
    assert (NEEDS.keys() | NOT_MARKED.keys()) - declared == set(), "These columns are gone: take them out."
    assert NEEDS.keys() & NOT_MARKED.keys() == set()


def test_every_mark_is_planted(marked: Marked) -> None:
    owner = marked.owner.as_actor()

    assert [column for column in NEEDS if not is_planted(column, owner)] == []


# What never holds a mark, whoever reads it


def letters_of(box: Mailbox) -> list[str]:
    return [in_full(letter) for letter in box.letters]


def in_full(letter: EmailMessage) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in letter.items())
    return f"{headers}\n\n{letter.get_content()}"


def deliver_all() -> int:
    """Send every message that waits, as the worker does; give how many there were."""
    with seen_as(SYSTEM):
        waiting = list(Telling.objects.filter(next_attempt_at__isnull=False).values_list("pk", flat=True))
    for number in waiting:
        deliver_notice(telling=number)
    return len(waiting)


def left_behind(box: Mailbox, log: pytest.LogCaptureFixture) -> dict[str, list[str]]:
    """Give all that is sent, queued, logged or audited, by where."""
    formatter = NamelessFormatter("%(name)s %(message)s")
    return {
        "message": letters_of(box) + [" ".join(to) for to, _ in box.taken],
        "log": [
            formatter.format(record) for record in log.records if record.name != "mail.log"
        ],  # of the tests' server
        "job": [
            f"{job.task_name} {job.args} {job.lock} {job.queueing_lock}"
            for job in ProcrastinateJob.objects.all()
        ],
        "audit": [str(row) for row in AuditEntry.objects.values()],
        "key": [str(row) for row in ClaimedKey.objects.values()],
    }


def listen(log: pytest.LogCaptureFixture) -> None:
    log.set_level(logging.DEBUG)
    for name in ("lantern", "django", "procrastinate"):
        log.set_level(logging.DEBUG, logger=name)


def test_no_message_job_log_line_audit_entry_key_header_cookie_or_redirect_holds_a_mark(
    mailbox: Mailbox, caplog: pytest.LogCaptureFixture, marked: Marked, planting: _Kept
) -> None:
    listen(caplog)
    sent = deliver_all()
    heads = journey(marked).heads
    sent += deliver_all()
    heads += recipient(marked, marked.facts["token"], mailbox).heads
    heads += recipient(marked, marked.facts["own_token"], mailbox).heads
    texts = left_behind(mailbox, caplog) | {"head": heads}
    texts["planting"] = [NamelessFormatter("%(name)s %(message)s").format(one) for one in planting.records]

    assert len(mailbox.letters) == sent + 2  # a code for each recipient
    assert len(heads) > 30
    assert all(texts[place] for place in ("message", "job", "audit", "key"))
    assert leaks(texts) == set()


def journey(marked: Marked) -> Heard:
    """Do at the desk, through its pages, what a worker does who types marks into everything."""
    desk = Heard(client=signed_in(Role.DUTY_WORKER, marked.night.authority))
    words, name = MARKS["Event.words"], MARKS["ChildName.name"]
    desk.get("/children", q=name)
    desk.get("/report", q=name)
    desk.get("/", home=name)
    desk.get(f"/missing/{name}")
    desk.get(f"/children/{name}")
    episode = f"/missing/{marked.episode}"
    desk.send(f"{episode}/information", words=words, given_by=MARKS["EventSource.said_by"], obtained_now="on")
    desk.send(f"{episode}/information", words=words, obtained_day=MARKS["EventSource.said_by"])
    desk.send(f"{episode}/enquiries/new", words=words, owner=MARKS["EnquiryDetail.owner"])
    desk.send(f"{episode}/enquiries/{marked.facts['enquiry']}", result=words)
    ring = f"{episode}/ring/{marked.facts['telling']}"
    desk.send(ring, was_answered="yes", name=name, post=name, words=words, called_now="on")
    beside_the_chronology(desk, marked, episode)
    back = desk.send(f"{episode}/returned", words=words, returned_now="on")
    assert back.status_code == 302
    desk.get(back["Location"])
    desk.send(f"{episode}/correct/{marked.facts['event']}", why="other", words=words)
    new = desk.send("/children/new", name=name, known_as=name, then="report", nationality=name)
    desk.get(new["Location"])
    draft = {"words": MARKS["Draft.content"], "said_by": MARKS["EventSource.said_by"]}
    desk.client.post(f"/report/{marked.night.child.reference}/draft", draft)
    desk.get("/")
    return desk


def beside_the_chronology(desk: Heard, marked: Marked, episode: str) -> None:
    """Type marks into the forms about relatives, about being late, and about who else may see the episode."""
    m, child = MARKS, f"/children/{marked.night.child.reference}"
    person = {name: m[f"PrivatePerson.{name}"] for name in ("name", "is_to_the_child", "telephone")}
    relative = f"{episode}/people/{marked.facts['person']}"
    called = {"checked_by": m["PrivateCallDetail.checked_by"], "said": m["PrivateCallDetail.said"]}
    desk.send(f"{relative}/ring", outcome="spoken_to", called_now="on", **called)
    desk.send(f"{relative}/decide", may_be_told="no", reasons=m["PrivateDecision.reasons"])
    desk.send(f"{episode}/people/new", responsibility="not_known", **person)
    desk.send(f"{episode}/people/nobody", reasons=m["NobodyTold.reasons"])
    desk.get(f"{episode}/let-in", q=m["ChildName.name"])
    desk.send(f"{episode}/let-in/{marked.facts['let_in']}", reasons=m["EpisodeAccess.reasons"])
    desk.send(f"{episode}/seal/{marked.facts['event']}", reasons="")
    desk.send(f"{episode}/seal/{marked.facts['enquiry']}", reasons=m["Seal.reasons"])
    desk.send(f"{child}/return-plan", may_be_late="no", words=m["ReturnPlan.words"])
    desk.send(f"{child}/late", words=m["Lateness.words"])
    desk.get(f"{child}/match", q=m["ChildName.name"])


def recipient(marked: Marked, token: str, box: Mailbox) -> Heard:
    """Open a notice as its recipient: a code, the notice, and a name that acknowledges it."""
    reader = Heard(client=Client())
    reader.get(f"/told/{token}")
    reader.send(f"/told/{token}")
    code = re.findall(r"Your code is (\d{6})", letters_of(box)[-1])[0]
    opened = reader.send(f"/told/{token}/code", code=code)
    assert opened.status_code == 302
    name, post = MARKS["Acknowledgement.name"], MARKS["Acknowledgement.job_title"]
    reader.send(f"/told/{token}/notice", name=name, post=post)
    return reader


# The pages that each role may open


@pytest.fixture(scope="module")
def walked() -> dict[tuple[Role, Relation], Any]:
    """What was found on the walks of this file, so that nobody walks twice."""
    return {}


def walk_once(
    walked: dict[tuple[Role, Relation], Any], role: Role, relation: Relation, marked: Marked
) -> Any:
    if (role, relation) not in walked:
        addresses = shared_out(every_address(marked.facts))[role][relation]
        walked[role, relation] = walk(role, relation, marked, addresses)
    return walked[role, relation]


@pytest.mark.parametrize("role", Role)
def test_no_page_shows_a_role_what_the_matrix_does_not_allow(
    role: Role, marked: Marked, walked: dict[tuple[Role, Relation], Any]
) -> None:
    leaked = {
        (relation.value, *leak)
        for relation in shared_out(every_address(marked.facts))[role]
        for leak in walk_once(walked, role, relation, marked)[0]
    }

    assert leaked == set()


# Columns that no page shows yet: whoever puts one on a page takes it out here.
_ON_NO_PAGE = {
    "CareEpisode.urn",
    "CareEpisodeAddress.home_postcode",
    "CareEpisodeAddress.placement_postcode",
    "Draft.content",
    "GivenReference.value",  # it stands in the words of its entry, and as the number on the child
    "NoticeCode.name",  # of who typed a code: it stands as the author of what they recorded by the link
    "NoticeCode.job_title",
    "WebhookTarget.secret",
    "ShiftPin.name",  # of a shift that is over
}


def test_who_may_read_everything_is_shown_it_so_that_the_search_is_not_empty(
    marked: Marked, walked: dict[tuple[Role, Relation], Any]
) -> None:
    facts = marked.facts
    _, seen = walk_once(walked, Role.MISSING_LEAD, Relation.RESPONSIBLE, marked)
    seals = [f"/seals/{facts['sealed']}", f"/seals/{facts['sealed_enquiry']}"]
    _, sealed = walk(Role.INFORMATION_OWNER, Relation.RESPONSIBLE, marked, seals)
    _, pins = walk(Role.CARER, Relation.PLACEMENT, marked, [f"/tablets/{facts['home']}"])
    _, settled = walk(Role.MISSING_LEAD, Relation.RESPONSIBLE, marked, [facts["corrected"]])

    assert set(COLUMN.values()) - seen - sealed - pins - settled == _ON_NO_PAGE


def test_who_was_shut_out_again_is_shown_nothing(marked: Marked) -> None:
    facts = marked.facts
    of_the_child = [one for one in every_address(facts) if facts["episode"] in one or facts["child"] in one]
    of_the_child = ["/", f"/photographs/{facts['photograph']}", *of_the_child[:20]]
    shut_out = marked.let_in["shut_out"]

    assert walk(Role.DUTY_WORKER, Relation.NONE, marked, of_the_child, organisation=shut_out) == (
        set(),
        set(),
    )


@pytest.mark.parametrize(
    ("token", "relation"),
    [("token", Relation.HOST), ("own_token", Relation.RESPONSIBLE), ("given_token", Relation.GIVEN)],
)
def test_no_page_of_a_link_shows_more_than_its_relation_allows(
    token: str, relation: Relation, marked: Marked, mailbox: Mailbox
) -> None:
    reader = recipient(marked, marked.facts[token], mailbox).client
    allowed = may_read(Role.LINK_HOLDER, relation)
    addresses = [f"/told/{marked.facts[token]}{end}" for end in ("", "/code", "/notice")]
    pages = {address: reader.get(address).content.decode() for address in addresses}
    strangers = {address: Client().get(address).content.decode() for address in addresses}

    shown = {mark for page in pages.values() for mark in found_in(page, EVERY_MARK)}
    assert shown - allowed == set()
    assert MARKS["Acknowledgement.name"] in shown
    assert (MARKS["ChildName.name"] in shown) is (relation is Relation.RESPONSIBLE)
    assert leaks({"page": list(strangers.values())}) == set()


def test_nobody_signed_out_is_shown_anything(marked: Marked) -> None:
    client = Client()
    pages = [client.get(address) for address in every_address(marked.facts)]

    assert leaks({"page": [body_of(page) + head_of(page) for page in pages]}) == set()


# The search itself can fail


def test_a_leak_that_is_planted_in_a_message_a_job_a_log_line_and_the_audit_is_caught(
    mailbox: Mailbox, caplog: pytest.LogCaptureFixture, marked: Marked, monkeypatch: pytest.MonkeyPatch
) -> None:
    listen(caplog)
    monkeypatch.setattr(messages, "_SUBJECT", dict.fromkeys(messages._SUBJECT, MARKS["ChildName.name"]))
    deliver_all()
    logging.getLogger("lantern.web").debug("Opened by %s", MARKS["EventSource.contact"])
    auditing.append_entry(action="x", outcome="done", about=HOME, by=marked.night.desk, now=datetime.now(UTC))
    notices.app.configure_task(notices.DELIVER).defer(telling=MARKS["LocatedPlace.place"].lower())

    assert leaks(left_behind(mailbox, caplog)) == {
        ("message", "ChildName.name"),
        ("log", "EventSource.contact"),
        ("audit", "the home's name"),
        ("job", "LocatedPlace.place"),
    }


def test_a_leak_that_is_planted_on_a_page_or_in_its_head_is_caught(
    marked: Marked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saying, "lives_at", lambda head: MARKS["ProtectedContact.address"])
    monkeypatch.setattr(
        board, "_etag", lambda shown, is_late, shows_bars: f'"{MARKS["ReportDetail.wearing"]}"'
    )
    host, _ = walk(Role.DUTY_WORKER, Relation.HOST, marked, ["/"])
    own, _ = walk(Role.DUTY_WORKER, Relation.RESPONSIBLE, marked, ["/"])

    head = ("/", "head: ReportDetail.wearing")
    assert host == {("/", "ProtectedContact.address"), head}
    assert own == {head}
