from __future__ import annotations

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "lantern.record"
    label = "record"
