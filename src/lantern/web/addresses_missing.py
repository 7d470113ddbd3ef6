"""The addresses of the night board, a report, a missing episode and a child."""

from __future__ import annotations

from django.urls import path

from lantern.web import board, carer, children, correcting, drafts, home, missing, report, several, sheet

EPISODE = "missing/<slug:reference>"

urlpatterns = [
    path("", board.board, name="board"),
    path("report", report.report, name="report"),
    path("report/<slug:reference>", report.report_child, name="report-child"),
    path("report/<slug:reference>/draft", drafts.keep_report, name="keep-report"),
    path("report/<slug:reference>/throw-away", drafts.throw_away_report, name="throw-away-report"),
    path("several", several.several, name="several"),
    path("several/<slug:reference>", several.several_children, name="several-children"),
    path("several/<slug:reference>/draft", drafts.keep_several, name="keep-several"),
    path("several/<slug:reference>/throw-away", drafts.throw_away_several, name="throw-away-several"),
    path("home", home.own, name="own-home"),
    path("home/report", carer.which_child, name="carer-report"),
    path("home/report/<slug:reference>", carer.seen, name="carer-seen"),
    path("home/report/<slug:reference>/time", carer.seen_at, name="carer-time"),
    path("home/report/<slug:reference>/day", carer.seen_on, name="carer-day"),
    path("home/report/<slug:reference>/worried", carer.worried, name="carer-worried"),
    path("home/report/<slug:reference>/where", carer.where, name="carer-where"),
    path("home/report/<slug:reference>/done", carer.done, name="carer-done"),
    path("home/report/<slug:reference>/view", carer.view, name="carer-view"),
    path("home/report/<slug:reference>/check", carer.check, name="carer-check"),
    path("home/reported/<slug:reference>", carer.reported, name="carer-reported"),
    path("homes/<slug:reference>", home.home, name="home"),
    path("children", children.find_child, name="find-child"),
    path("children/new", children.register, name="register-child"),
    path("children/<slug:reference>", children.child, name="child"),
    path(EPISODE, missing.episode, name="episode"),
    path(f"{EPISODE}/together", several.went_together, name="together"),
    path(f"{EPISODE}/sheet", sheet.sheet, name="sheet"),
    path(f"{EPISODE}/sheet/answers", sheet.answers, name="sheet-answers"),
    path(f"{EPISODE}/police-call", missing.police_call, name="police-call"),
    path(f"{EPISODE}/risk", missing.risk, name="risk"),
    path(f"{EPISODE}/information", missing.information_received, name="information"),
    path(f"{EPISODE}/classify", missing.classify, name="classify"),
    path(f"{EPISODE}/located", missing.located, name="located"),
    path(f"{EPISODE}/returned", missing.returned, name="returned"),
    path(f"{EPISODE}/interview-offer", missing.interview_offer, name="interview-offer"),
    path(f"{EPISODE}/correct/<int:event>", correcting.correct, name="correct"),
]
