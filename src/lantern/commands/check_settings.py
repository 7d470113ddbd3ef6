"""Say which settings this installation runs with, and what is wrong with them."""

from __future__ import annotations

import argparse
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from lantern.commands._steps import say
from lantern.vocabulary.refusals import Refused

TOUCHES_NO_CHILD = "it reads settings"


def run(argv: list[str]) -> int:
    """Print the settings that matter, without secrets, then run every check of the program itself."""
    argparse.ArgumentParser(prog="lantern check-settings", description=__doc__).parse_args(argv)
    for name, value in _settings():
        say(f"  {name:<22} {value}")
    try:
        call_command("check")
    except SystemCheckError as error:
        raise Refused(str(error)) from error
    if not settings.SECRET_IS_SET:
        raise Refused("There is no secret yet. `make setup` makes one, or set LANTERN_SECRET_KEY.")
    return 0


def _settings() -> list[tuple[str, str]]:
    return [
        ("mode", settings.LANTERN_MODE),
        ("data folder", str(settings.LANTERN_HOME)),
        ("address", settings.PUBLIC_ADDRESS),
        ("database", _masked(settings.DATABASE_URL)),
        ("database, as owner", _masked(settings.DATABASE_OWNER_URL)),
        ("mail", _masked(settings.SMTP_URL) if settings.SMTP_URL else "none (SMTP_URL is not set)"),
        (
            "local tables",
            str(
                settings.LOCAL_TABLES
                or "the example (LANTERN_LOCAL_TABLES is not set, and the data folder holds none)"
            ),
        ),
        (
            "map tiles",
            settings.MAP_TILES.origin if settings.MAP_TILES else "none (LANTERN_MAP_TILES is not set)",
        ),
        ("text messages", _masked(settings.SMS_URL) if settings.SMS_URL else "none (SMS_URL is not set)"),
    ]


def _masked(url: str) -> str:
    """Give an address without its password."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.username or ''}@{parts.hostname or ''}:{parts.port or ''}{parts.path}"
