"""The addresses of a child nobody knows yet, and of photographs. They stand before those that take any reference."""

from __future__ import annotations

from django.urls import path

from lantern.web import drafts, photographs, unidentifying, unknown, unmatching

urlpatterns = [
    path("report/unknown", unknown.report_unknown, name="report-unknown"),
    path("report/unknown/draft", drafts.keep_unknown, name="keep-unknown"),
    path("report/unknown/throw-away", drafts.throw_away_unknown, name="throw-away-unknown"),
    path("children/<slug:reference>/match", unknown.find_match, name="find-match"),
    path("children/<slug:reference>/match/<slug:known>", unknown.match, name="match"),
    path("matches/<slug:reference>/undo", unmatching.undo, name="undo-match"),
    path("children/<slug:reference>/identify", unknown.identify, name="identify"),
    path("identities/<slug:reference>/undo", unidentifying.undo, name="undo-identity"),
    path("children/<slug:reference>/photographs/new", photographs.add, name="add-photograph"),
    path("photographs/<slug:reference>", photographs.photograph, name="photograph"),
    path("photographs/<slug:reference>/withdraw", photographs.withdraw, name="withdraw-photograph"),
]
