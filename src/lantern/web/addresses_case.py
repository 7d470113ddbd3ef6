"""The addresses of a child's case."""

from __future__ import annotations

from django.urls import path

from lantern.web import case

urlpatterns = [
    path("children/<slug:reference>/entries/<int:event>/withdraw", case.withdraw, name="withdraw-entry"),
]
