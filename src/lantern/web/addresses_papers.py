"""The addresses of a child's chronology, on the screen, on paper and as text."""

from __future__ import annotations

from django.urls import path

from lantern.web import child_chronology

CHILD = "children/<slug:reference>/chronology"

urlpatterns = [
    path(CHILD, child_chronology.chronology, name="chronology"),
    path(f"{CHILD}/paper", child_chronology.chronology_on_paper, name="chronology-paper"),
    path(f"{CHILD}/<int:number>/copy", child_chronology.copy_entry, name="copy-entry"),
    path("missing/<slug:reference>/copy", child_chronology.copy_episode, name="copy-episode"),
]
