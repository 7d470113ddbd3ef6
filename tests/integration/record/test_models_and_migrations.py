from __future__ import annotations

import pytest
from django.core import checks
from django.core.management import call_command


def test_django_finds_nothing_wrong_with_the_models() -> None:
    assert checks.run_checks(tags=[checks.Tags.models]) == []


@pytest.mark.django_db
def test_the_migrations_say_all_that_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
