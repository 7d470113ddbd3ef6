from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings

from lantern.procedures import tables_read


class WebConfig(AppConfig):
    name = "lantern.web"
    label = "web"

    def ready(self) -> None:
        """Read local tables and duties now: one that asks for what there is not stops the start, and no report."""
        tables_read.use_whole(settings.LOCAL_TABLES)
