"""Deadlines as an iCalendar file (RFC 5545): a kind and a time, and the way to sign in. No name, no reference."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from lantern.queries.calendars import Deadline

MEDIA_TYPE = "text/calendar; charset=utf-8"
ASK_AGAIN = timedelta(hours=1)


def written(deadlines: Iterable[Deadline], *, link: str, now: datetime) -> bytes:
    """Write the calendar as drawn at `now` (UTC); `link` is a page that asks for a sign-in."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lantern//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for deadline in deadlines:
        calendar.add_component(_event(deadline, link=link, now=now))
    return bytes(calendar.to_ical())


def _event(deadline: Deadline, *, link: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{_unlike_any(deadline.key)}@deadlines")
    event.add("dtstamp", now)
    event.add("dtstart", deadline.at)
    event.add("duration", timedelta(minutes=15))
    event.add("summary", deadline.words)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add("url", link)
    return event


def _unlike_any(key: str) -> str:
    """Give what tells one deadline from another and can be looked up by nobody else."""
    return hmac.new(settings.SECRET_KEY.encode(), f"deadline {key}".encode(), hashlib.sha256).hexdigest()[:32]
