from __future__ import annotations

import logging
import sys
from types import SimpleNamespace

import pytest

from lantern.gateways.logs import NamelessFormatter


def logged(raise_fault: type[Exception], words: str) -> str:
    try:
        try:
            raise ValueError(words)
        except ValueError as first:
            raise raise_fault(words) from first
    except raise_fault:
        record = logging.LogRecord("lantern", logging.ERROR, "", 0, "it failed", None, sys.exc_info())
    return NamelessFormatter("%(levelname)s %(message)s").format(record)


def test_log_of_a_fault_names_its_kind_and_place_and_not_its_words() -> None:
    text = logged(RuntimeError, "Failing row contains (Marker Testwick, 07700 900123)")

    assert "Testwick" not in text.replace("raise raise_fault(words)", "")
    assert "900123" not in text
    assert text.startswith("ERROR it failed\n")
    assert "RuntimeError\nbecause of:" in text
    assert text.endswith("\nValueError")
    assert "test_logs.py" in text


@pytest.mark.parametrize(
    ("route", "said"),
    [("children/<slug:reference>", "/children/<slug:reference>"), (None, "an address that is none of ours")],
)
def test_an_address_is_logged_by_its_pattern(route: str | None, said: str) -> None:
    lines = [
        logged_address(path, written, route)
        for path, written in (("/x/Invented", "/x/Invented"), ("/x/Ä", "/x/\\xc4"))
    ]

    assert lines == [f"Not Found: {said}"] * 2


def logged_address(path: str, written: str, route: str | None) -> str:
    record = logging.LogRecord("x", logging.WARNING, "x", 1, "%s: %s", ("Not Found", written), None)
    record.request = SimpleNamespace(
        path=path, resolver_match=SimpleNamespace(route=route) if route else None
    )
    return NamelessFormatter("%(message)s").format(record)
