"""The addresses of being late, of who leads, of who went together, and of whether the search goes on."""

from __future__ import annotations

from django.urls import path

from lantern.web import lateness, lead, searching, together

EPISODE = "missing/<slug:reference>"

urlpatterns = [
    path("children/<slug:reference>/late", lateness.record_late, name="record-late"),
    path("children/<slug:reference>/return-plan", lateness.return_plan, name="return-plan"),
    path("late/<slug:reference>/back", lateness.back, name="late-back"),
    path(f"{EPISODE}/lead", lead.ask, name="ask-lead"),
    path(f"{EPISODE}/lead/<int:number>", lead.answer, name="answer-lead"),
    path(f"{EPISODE}/together/with", together.went_with, name="went-with"),
    path(f"{EPISODE}/search/end", searching.end_search, name="end-search"),
    path(f"{EPISODE}/search/resume", searching.resume_search, name="resume-search"),
]
