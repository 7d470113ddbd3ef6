from __future__ import annotations

import logging
import sys

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
