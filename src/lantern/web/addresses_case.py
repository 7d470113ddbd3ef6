"""The addresses of a child's case."""

from __future__ import annotations

from django.urls import path

from lantern.web import case, casework, ringing_owed, why_owed

urlpatterns = [
    path("children/<slug:reference>/casework", casework.casework, name="casework"),
    path("children/<slug:reference>/casework/<slug:what>", casework.record, name="record-casework"),
    path("children/<slug:reference>/owed", why_owed.why, name="why-owed"),
    path("children/<slug:reference>/owed/ring/<slug:telling>", ringing_owed.ring, name="ring-owed"),
    path("children/<slug:reference>/entries/<int:event>/withdraw", case.withdraw, name="withdraw-entry"),
]
