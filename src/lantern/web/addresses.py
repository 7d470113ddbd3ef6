"""Every address a person may open."""

from __future__ import annotations

urlpatterns: list = []
