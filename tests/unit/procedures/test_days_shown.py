"""The days that a discussion's page shows are those of the duties that run beside it."""

from __future__ import annotations

from types import ModuleType

import pytest

from lantern.procedures import assessment, conference
from lantern.procedures.calendar import Within
from tests.duties.scenario import duty_of


@pytest.mark.parametrize(
    ("shown", "code"), [(conference, "conference-held"), (assessment, "assessment-complete")], ids=str
)
def test_a_page_counts_as_the_duty_does(shown: ModuleType, code: str) -> None:
    duty = duty_of(code)

    assert duty.within == Within(shown.WORKING_DAYS, "working_days")
    assert duty.source_read == shown.READ
