"""The addresses of the list of places of a search."""

from __future__ import annotations

from django.urls import path

from lantern.web import places

EPISODE = "missing/<slug:reference>"

urlpatterns = [
    path(f"{EPISODE}/places", places.listed, name="places"),
    path(f"{EPISODE}/places/new", places.list_place, name="list-place"),
    path(f"{EPISODE}/places/listed/<int:number>", places.searched, name="place-searched"),
]
