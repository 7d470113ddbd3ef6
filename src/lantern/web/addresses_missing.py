"""The addresses of the night board, a report, a missing episode and a child."""

from __future__ import annotations

from django.urls import path

from lantern.web import board, children, missing, report

EPISODE = "missing/<slug:reference>"

urlpatterns = [
    path("", board.board, name="board"),
    path("report", report.report, name="report"),
    path("report/<slug:reference>", report.report_child, name="report-child"),
    path("children", children.find_child, name="find-child"),
    path("children/new", children.register, name="register-child"),
    path("children/<slug:reference>", children.child, name="child"),
    path(EPISODE, missing.episode, name="episode"),
    path(f"{EPISODE}/police-call", missing.police_call, name="police-call"),
    path(f"{EPISODE}/risk", missing.risk, name="risk"),
    path(f"{EPISODE}/information", missing.information_received, name="information"),
    path(f"{EPISODE}/classify", missing.classify, name="classify"),
    path(f"{EPISODE}/located", missing.located, name="located"),
    path(f"{EPISODE}/returned", missing.returned, name="returned"),
    path(f"{EPISODE}/interview-offer", missing.interview_offer, name="interview-offer"),
    path(f"{EPISODE}/correct/<int:event>", missing.correct, name="correct"),
]
