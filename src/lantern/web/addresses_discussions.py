"""The addresses of strategy discussions, of what somebody is to do, of a police level looked at, and of work lists."""

from __future__ import annotations

from django.urls import path

from lantern.web import discussion_drafts, discussions, morning, risk, tasks, work

DISCUSSIONS = "children/<slug:reference>/discussions"
RISK = "missing/<slug:reference>/risk"

urlpatterns = [
    path(DISCUSSIONS, discussions.discussions, name="discussions"),
    path(f"{DISCUSSIONS}/new", discussions.hold, name="hold-discussion"),
    path(f"{DISCUSSIONS}/new/draft", discussion_drafts.keep, name="keep-discussion"),
    path(f"{DISCUSSIONS}/new/throw-away", discussion_drafts.throw_away, name="throw-away-discussion"),
    path(f"{DISCUSSIONS}/<int:number>", discussions.discussion, name="discussion"),
    path(f"{DISCUSSIONS}/<int:number>/minutes.pdf", discussions.minutes_as_paper, name="minutes-paper"),
    path(f"{DISCUSSIONS}/<int:number>/given", discussions.give, name="give-minutes"),
    path(f"{DISCUSSIONS}/<int:number>/given/<int:given>", discussions.receipt, name="receipt-of-minutes"),
    path("children/<slug:reference>/actions/new", tasks.set_action, name="set-action"),
    path("children/<slug:reference>/actions/<int:number>", tasks.answer_action, name="answer-action"),
    path(f"{RISK}/held", risk.held, name="risk-held"),
    path(f"{RISK}/challenge", risk.challenge, name="challenge-risk"),
    path(f"{RISK}/challenge/<int:number>", risk.answer, name="answer-challenge"),
    path(f"{RISK}/floor", risk.lower, name="lower-floor"),
    path("to-do", work.mine, name="work"),
    path("to-do/organisation", work.organisation, name="work-of-organisation"),
    path("to-do/authority", work.authority, name="work-of-authority"),
    path("to-do/morning", morning.morning, name="morning"),
    path("to-do/meeting", work.meeting, name="meeting"),
]
