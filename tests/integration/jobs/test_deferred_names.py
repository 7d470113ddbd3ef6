"""A job is deferred by name: a name that no task bears would commit a job that nobody can run."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

import lantern
from lantern.record.models import Event, Telling
from tests.factories.night import make_night
from tests.factories.sight import SIMULATOR, seen_as

SOURCE = Path(lantern.__path__[0])


def deferred_names() -> dict[str, set[str]]:
    """Give every name that is deferred anywhere in the source, and where."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            if call.func.attr != "configure_task":
                continue
            module = ".".join(("lantern", *path.relative_to(SOURCE).with_suffix("").parts))
            found.setdefault(_spoken(call.args[0], module), set()).add(module)
    return found


def _spoken(argument: ast.expr, module: str) -> str:
    if isinstance(argument, ast.Constant):
        return str(argument.value)
    assert isinstance(argument, ast.Name), "defer by a literal name or by a constant of the module"
    return str(getattr(importlib.import_module(module), argument.id))


def test_every_deferred_name_is_a_task() -> None:
    app.perform_import_paths()
    names = deferred_names()

    assert "lantern.actions.notices" in names["deliver_notice"] & names["deliver_notices"]
    assert set(names) <= set(app.tasks)


def test_what_asks_again_and_again_is_a_task_under_its_own_name() -> None:
    app.perform_import_paths()
    periodic = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}

    assert {"deliver_what_is_due", "ring_unanswered", "drop_expired"} <= periodic
    assert periodic <= set(app.tasks)


def test_rows_and_jobs_commit_together_or_not_at_all(fresh_database: Any) -> None:
    night = make_night()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        report_and_fail(night)
    with seen_as(SIMULATOR):
        assert (Event.objects.count(), Telling.objects.count()) == (0, 0)
    assert ProcrastinateJob.objects.count() == 0

    night.reported()
    with seen_as(SIMULATOR):
        waiting = sorted(Telling.objects.filter(channel="email").values_list("pk", flat=True))
        event = Event.objects.get()
        assert {each.event_id for each in Telling.objects.all()} == {event.pk}
    jobs = ProcrastinateJob.objects.values_list("task_name", "args", "status")
    assert list(jobs) == [("deliver_notices", {"tellings": waiting}, "todo")]


def report_and_fail(night: Any) -> None:
    night.reported()
    assert ProcrastinateJob.objects.count() == 1  # two letters, one conversation
    raise ZeroDivisionError
