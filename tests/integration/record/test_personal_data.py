from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model

from lantern.record import personal

MODELS = [
    model
    for app in ("accounts", "record")
    for model in apps.get_app_config(app).get_models()
    if not model.__name__.endswith("History")  # the fields of what they keep the history of
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_says_whether_it_holds_personal_data(model: type[Model]) -> None:
    name = model.__name__
    fields = {field.name for field in model._meta.concrete_fields}

    assert personal.scrubbed(name) | personal.allowed(name) == fields
    assert personal.scrubbed(name) & personal.allowed(name) == frozenset()


def test_only_models_that_exist_are_declared() -> None:
    assert {*personal.SCRUB, *personal.ALLOWED} == {model.__name__ for model in MODELS}


def test_a_history_keeps_the_fields_of_its_own_table_and_of_no_other() -> None:
    histories = [m for m in apps.get_app_config("record").get_models() if m.__name__.endswith("History")]

    assert {m.__name__ for m in histories} == {"ChildHistory", "MissingEpisodeHistory"}
    for history in histories:
        kept = {f.name for f in history._meta.concrete_fields if not f.name.startswith("pgh_")}
        name = history.__name__.removesuffix("History")
        assert kept == personal.scrubbed(name) | personal.allowed(name)
