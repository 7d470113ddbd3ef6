"""The addresses of a child's chronology, on the screen, on paper, as text and as a bundle."""

from __future__ import annotations

from django.urls import path

from lantern.web import bundles, child_chronology

CHILD = "children/<slug:reference>/chronology"

urlpatterns = [
    path(CHILD, child_chronology.chronology, name="chronology"),
    path(f"{CHILD}/paper", child_chronology.chronology_on_paper, name="chronology-paper"),
    path(f"{CHILD}/<int:number>/copy", child_chronology.copy_entry, name="copy-entry"),
    path("children/<slug:reference>/bundles", bundles.bundles, name="bundles"),
    path("bundles", bundles.to_release, name="bundles-to-release"),
    path("bundles/<slug:reference>", bundles.bundle, name="bundle"),
    path("bundles/<slug:reference>/refuse", bundles.refuse, name="refuse-bundle"),
    path("bundles/<slug:reference>/fetch", bundles.fetch, name="fetch-bundle"),
    path("missing/<slug:reference>/copy", child_chronology.copy_episode, name="copy-episode"),
]
