"""The addresses of two records that may be of one child."""

from __future__ import annotations

from django.urls import path

from lantern.web import duplicates

urlpatterns = [
    path("duplicates", duplicates.duplicates, name="duplicates"),
    path("duplicates/<slug:first>/<slug:second>", duplicates.pair, name="pair"),
    path("duplicates/<slug:reference>/decision/undo", duplicates.undo, name="undo-pair"),
]
