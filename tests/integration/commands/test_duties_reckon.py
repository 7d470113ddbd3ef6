"""Everything reckoned from scratch: what is stored otherwise is said, and mended where that is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import ANY

import pytest

from lantern import commands
from lantern.commands import _rules
from lantern.jobs import tasks
from lantern.queries.reckoned import Outcome, last_reckoned
from lantern.record.models import Event, OwedDuty
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from tests.factories import cases
from tests.factories.night import Night, make_night
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


def a_case() -> tuple[Night, str]:
    """Make a child who was referred and is missing, recorded as it happened, an hour ago."""
    night, now = make_night(), datetime.now(UTC) - timedelta(hours=1)
    cases.refer(night, happened=When.moment(now), now=now)
    known = night.report(last_seen=When.moment(now - timedelta(hours=1)))
    return night, night.reported(now=now, last_seen=known.last_seen)


def reckon(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str]]:
    code = commands.main(["duties", "reckon", "--all", "--at-once", "1", *more])
    lines = capsys.readouterr().out.splitlines()
    return code, [*lines[:-1], lines[-1].split(": ", 1)[-1]]


def test_nothing_differs_after_what_people_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    a_case()

    assert reckon(capsys) == (0, ["no difference."])
    last = last_reckoned(by=SYSTEM, now=datetime.now(UTC))
    assert last is not None
    assert last.outcome is Outcome.NONE


def test_what_differs_is_said_row_by_row_and_mended_only_where_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    night, reference = a_case()
    with seen_as(SIMULATOR):
        wrong = OwedDuty.objects.get(child=night.child, code="nrm-reasonable-grounds")
        OwedDuty.objects.filter(pk=wrong.pk).update(owed_by="placement")
        gone = OwedDuty.objects.get(episode__reference=reference, code="police-reported")
        OwedDuty.objects.filter(pk=gone.pk).delete()
        referral = Event.objects.get(child=night.child, kind="nrm_referred")
        OwedDuty.objects.create(
            child=night.child,
            code="no-such-duty",
            title="X",
            owed_by="placement",
            arises_from=referral,
            arose_on=referral.happened_on,
        )
    said = [
        f"nrm-reasonable-grounds, case of child {night.child.pk}, event {referral.pk}: "
        "owed_by placement is home_office",
        f"no-such-duty, case of child {night.child.pk}, event {referral.pk}: stored, and not owed",
        f"police-reported, episode {gone.episode_id}, event {gone.arises_from_id}: owed, and not stored",
    ]

    assert reckon(capsys) == (1, [*said, "3 differ."])
    assert reckon(capsys, "--mend") == (1, [*said, "3 differ and were mended."])
    assert reckon(capsys) == (0, ["no difference."])


def test_each_night_what_differs_is_mended_and_said_to_who_sets_up() -> None:
    night, _ = a_case()
    with seen_as(SIMULATOR):
        OwedDuty.objects.filter(child=night.child).delete()

    tasks.reckon_everything(timestamp=0)

    with seen_as(SIMULATOR):
        assert OwedDuty.objects.filter(child=night.child).count() == 7
    last = last_reckoned(by=SYSTEM, now=datetime.now(UTC))
    assert last is not None
    assert last.outcome is Outcome.MENDED


def test_what_time_alone_has_settled_is_no_difference(capsys: pytest.CaptureFixture[str]) -> None:
    night, long_ago = make_night(), datetime(2026, 1, 5, 9, tzinfo=UTC)
    number = cases.refer(night, happened=When.moment(long_ago), now=long_ago)
    later = long_ago + timedelta(days=1)
    cases.decide(night, number, on=When.moment(later), now=later)
    cases.decide(
        night, number, ground=cases.Ground.CONCLUSIVE, on=When.moment(later), now=later + timedelta(hours=1)
    )

    assert reckon(capsys) == (0, ["no difference, 1 settled by time."])
    reckon(capsys, "--mend")
    assert cases.owed_in_case(night, code="nrm-recovery-period") == [("nrm-recovery-period", "ended")]


def test_changed_rules_are_reckoned_once_and_an_older_word_of_all_reckoned_does_not_count(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, reference = a_case()
    with seen_as(SIMULATOR):
        OwedDuty.objects.get(episode__reference=reference, code="police-reported").delete()

    assert reckon(capsys) == (1, [ANY, "1 differ."])  # found, and left: the rules do not hold yet
    assert reckon(capsys, "--if-changed") == (0, ["1 differ and were mended."])
    assert reckon(capsys, "--if-changed") == (0, ["What is owed was reckoned under these rules before."])

    (tmp_path / "protocol.toml").write_text("# of a partnership")
    monkeypatch.setenv("LANTERN_LOCAL_TABLES", str(tmp_path))
    assert reckon(capsys, "--if-changed") == (0, ["no difference."])
    monkeypatch.delenv("LANTERN_LOCAL_TABLES")
    assert reckon(capsys, "--if-changed") == (0, ["no difference."])  # the folder was taken away again


def test_the_mark_of_the_rules_changes_with_any_file_of_the_partnerships_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANTERN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANTERN_LOCAL_TABLES", str(tmp_path))
    marks = [_rules.mark(), _rules.mark()]
    (tmp_path / "duties").mkdir()
    for file, words in (("protocol.toml", "a"), ("duties/own.toml", "a"), ("duties/own.toml", "b")):
        (tmp_path / file).write_text(words)
        marks.append(_rules.mark())
    (tmp_path / "notes.txt").write_text("no rule")
    marks.append(_rules.mark())

    assert marks[0] == marks[1]
    assert len(set(marks)) == 4
    assert marks[-1] == marks[-2]


def test_only_where_changed_and_mend_are_not_asked_together(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        commands.main(["duties", "reckon", "--all", "--mend", "--if-changed"])
    assert "not allowed with argument" in capsys.readouterr().err
