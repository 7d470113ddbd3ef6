from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings

from lantern.procedures import (
    adjoining,
    answering,
    first_days,
    floors,
    in_force,
    local_tables,
    pilot,
    still_missing,
    telling,
    themes,
    waiting,
    waking,
)


class WebConfig(AppConfig):
    name = "lantern.web"
    label = "web"

    def ready(self) -> None:
        """Read local tables and duties now: one that asks for what there is not stops the start, and no report."""
        local_tables.use(settings.LOCAL_TABLES)
        tables = (adjoining, answering, first_days, floors, still_missing, telling, themes, waiting, waking)
        for table in tables:
            table.in_force()
        in_force.duties_in_force()
        pilot.in_force()
