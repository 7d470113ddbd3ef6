from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from tests import factories

MODELS = sorted(
    (
        model
        for app in ("accounts", "record")
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.endswith("History")  # written by the database's own triggers
    ),
    key=lambda model: model.__name__,
)


def factory_of(model: type[Model]) -> Callable[..., Any] | None:
    name = "make_" + re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()
    names = (each.name for each in pkgutil.iter_modules(factories.__path__))
    rooms = [importlib.import_module(f"tests.factories.{each}") for each in names]
    return next((getattr(room, name) for room in rooms if hasattr(room, name)), None)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.django_db
def test_every_model_has_a_factory_that_makes_its_row(model: type[Model]) -> None:
    make = factory_of(model)

    assert make is not None
    made = make()
    assert type(made) is model
    assert made.pk is not None
