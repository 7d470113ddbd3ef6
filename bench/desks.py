"""Duty desks with a browser each: they report children missing to a web server, on time whatever it answers."""

from __future__ import annotations

import http.client
import secrets
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from bench.figures import Progress
from lantern.accounts.models import Account
from lantern.actions import rebuilding
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import LONDON
from lantern.vocabulary.roles import Role

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_SECONDS_TO_ANSWER = 180
_MOST_AT_ONCE = 1_000
_RECORDED = 302

# Whom the example table writes to beside team and host authority, for a child who came alone: two desks of
# immigration and the guardian's service. The senior on call is rung, so that is a task and no message.
_INVOLVED = (
    ("immigration", "Border desk", "immigration"),
    ("immigration", "Casework desk", "immigration"),
    ("guardian_service", "Guardians", "guardian"),
    ("local_authority", "Senior desk", "senior"),
)
MESSAGES_EACH = 5


@dataclass(frozen=True)
class Desk:
    """A duty worker who is signed in: the cookie that says so."""

    cookie: str
    token: str


@dataclass(frozen=True)
class Child:
    """A child to be reported, and the authority whose desk does it."""

    key: int
    reference: str
    authority: int


@dataclass
class Came:
    """What came of reporting at one pace: episodes, and milliseconds from the moment each was due to begin."""

    rate: float
    episodes: list[str] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    begun_late: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def people_the_ladder(owner_url: str) -> None:
    """Let every child have come alone, and store who has to do with them, so that five are written to."""
    with psycopg.connect(owner_url) as owner:
        owner.execute(
            "INSERT INTO record_unaccompaniedperiod (child_id, recorded_at) SELECT id, recorded_at FROM record_child"
        )
        for kind, name, capacity in _INVOLVED:
            reference = f"{name[0]}{capacity[0].upper()}22-2222-2222"
            made = owner.execute(
                "INSERT INTO accounts_organisation (reference, kind, name, switchboard, out_of_hours_telephone, email, "
                "second_email) VALUES (%s, %s, %s, '', '01632 960000', %s, '') RETURNING id",
                [reference, kind, name, f"{name.replace(' ', '-').lower()}@example.invalid"],
            ).fetchone()
            assert made is not None
            owner.execute(
                "INSERT INTO record_involvement (child_id, capacity, organisation_id, person, recorded_at) "
                "SELECT id, %s, %s, '', recorded_at FROM record_child",
                [capacity, made[0]],
            )


def children_to_report(owner_url: str) -> list[Child]:
    """Give the children with a host authority beside their own who are not missing now."""
    with psycopg.connect(owner_url) as owner:
        rows = owner.execute(
            "SELECT id, reference, responsible_authority_id FROM record_child c WHERE host_authority_id IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM record_missingepisode e WHERE e.child_id = c.id AND e.returned_on IS NULL) "
            "ORDER BY id DESC"
        ).fetchall()
    return [Child(key=key, reference=reference, authority=authority) for key, reference, authority in rows]


def reckon(children: Sequence[Child]) -> None:
    """Store what is owed to them already: their absences that are over were written past every action."""
    now, keys = datetime.now(UTC), sorted(child.key for child in children)
    progress = Progress("children reckoned", len(keys))
    for first in range(0, len(keys), rebuilding.AT_ONCE):
        these = keys[first : first + rebuilding.AT_ONCE]
        rebuilding.compare(children=these, mends=True, by=SYSTEM, now=now)
        progress.at(first)


def signed_in(authorities: set[int]) -> Mapping[int, Desk]:
    """Sign in a duty worker of each authority, as the sign-in page leaves them."""
    return {authority: _signed_in(authority) for authority in sorted(authorities)}


def _signed_in(authority: int) -> Desk:
    account = Account.objects.create(
        email=f"duty{authority}@example.invalid",
        name=f"Duty worker {authority}",
        role=Role.DUTY_WORKER.value,
        organisation_id=authority,
        password="!",  # noqa: S106 - nobody signs in with it
    )
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = _BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    token = secrets.token_hex(16)
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: token}
    return Desk(cookie="; ".join(f"{name}={value}" for name, value in cookies.items()), token=token)


def report_at_a_pace(
    children: list[Child], desks: Mapping[int, Desk], *, port: int, rate: float, reports: int
) -> Came:
    """Begin so many reports a second, each on time whether or not others have been answered."""
    came, progress = Came(rate=rate), Progress(f"reports at {rate:g} a second", reports)
    with ThreadPoolExecutor(max_workers=min(reports, _MOST_AT_ONCE), thread_name_prefix="desk") as browsers:
        began = time.perf_counter()
        sent = []
        for number in range(reports):
            due = began + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            child = children.pop()
            sent.append(browsers.submit(_report, child, desks[child.authority], came, port, due))
            progress.at(number)
    for each in sent:
        each.result()
    return came


def _report(child: Child, desk: Desk, came: Came, port: int, due: float) -> None:
    """Send the form as a browser of its own does, and read the whole answer."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS_TO_ANSWER)
    try:
        connection.request("POST", f"/report/{child.reference}", body=_form(desk), headers=_headers(desk))
        answer = connection.getresponse()
        words = answer.read().decode(errors="replace")
    finally:
        connection.close()
    ended = time.perf_counter()
    came.taken.append((ended - due) * 1000)
    came.begun_late.append((began - due) * 1000)
    place = answer.headers.get("Location", "")
    if answer.status == _RECORDED and place.startswith("/missing/"):
        came.episodes.append(place.removeprefix("/missing/").strip("/"))
    else:
        came.refused.append(f"{answer.status}: {words[:2_000]}")


def _headers(desk: Desk) -> dict[str, str]:
    return {"Cookie": desk.cookie, "Content-Type": "application/x-www-form-urlencoded"}


def _form(desk: Desk) -> str:
    """Give what is typed at two in the morning, with a key of its own."""
    now = datetime.now(UTC)
    typed: Sequence[tuple[str, str]] = (
        ("csrfmiddlewaretoken", desk.token),
        ("key", secrets.token_urlsafe(24)),
        *_when("last_seen", now - timedelta(hours=2)),
        *_when("noticed", now - timedelta(minutes=20)),
        ("said_by", "Invented Carer"),
        ("said_by_role", "night carer"),
        ("contact", "01632 960111"),
        ("last_seen_where", "in the kitchen"),
        ("wearing", "a green coat"),
        ("why_worried", "Left without a telephone."),
        ("kind", "undecided"),
    )
    return urlencode(typed)


def _when(name: str, moment: datetime) -> list[tuple[str, str]]:
    local = moment.astimezone(LONDON)
    boxes = {"day": "%d", "month": "%m", "year": "%Y", "hour": "%H", "minute": "%M"}
    return [(f"{name}_{box}", format(local, shape)) for box, shape in boxes.items()]
