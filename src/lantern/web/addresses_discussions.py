"""The addresses of strategy discussions, of what somebody is to do, of a police level looked at, and of work lists."""

from __future__ import annotations

from django.urls import path

from lantern.web import discussions, tasks

DISCUSSIONS = "children/<slug:reference>/discussions"

urlpatterns = [
    path(DISCUSSIONS, discussions.discussions, name="discussions"),
    path(f"{DISCUSSIONS}/new", discussions.hold, name="hold-discussion"),
    path(f"{DISCUSSIONS}/<int:number>", discussions.discussion, name="discussion"),
    path(f"{DISCUSSIONS}/<int:number>/given", discussions.give, name="give-minutes"),
    path(f"{DISCUSSIONS}/<int:number>/given/<int:given>", discussions.receipt, name="receipt-of-minutes"),
    path(f"{DISCUSSIONS}/<int:number>/withdraw", discussions.withdraw, name="withdraw-discussion"),
    path("children/<slug:reference>/actions/new", tasks.set_action, name="set-action"),
    path("children/<slug:reference>/actions/<int:number>", tasks.answer_action, name="answer-action"),
]
