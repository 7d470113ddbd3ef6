from __future__ import annotations

from django.apps import AppConfig

from lantern.procedures import answering, telling


class WebConfig(AppConfig):
    name = "lantern.web"
    label = "web"

    def ready(self) -> None:
        """Read the local tables now: one that asks for what there is not stops the start, and not a report at night."""
        answering.example()
        telling.example()
