"""The addresses of what is said after a child is back."""

from __future__ import annotations

from django.urls import path

from lantern.web import changed, chase, held, interview_services, interviews, service_terms

AFTER = "missing/<slug:reference>/after"

urlpatterns = [
    path("interviews", chase.chase, name="interviews"),
    path(AFTER, interviews.after, name="after"),
    path(f"{AFTER}/service", interview_services.ask, name="ask-interviewer"),
    path(f"{AFTER}/service/answer", interview_services.answer, name="answer-asking"),
    path(f"{AFTER}/service/link", interview_services.send_anew, name="send-asking-anew"),
    path("interviews/services", service_terms.services, name="interview-services"),
    path("interviews/services/<slug:service>", service_terms.terms, name="service-terms"),
    path(f"{AFTER}/service/back", interview_services.take_back, name="take-interview-back"),
    path(f"{AFTER}/held", held.held, name="interview-held"),
    path(f"{AFTER}/held/draft", held.keep, name="keep-interview"),
    path(f"{AFTER}/held/throw-away", held.throw_away, name="throw-away-interview"),
    path(f"{AFTER}/not-yet", interviews.not_yet, name="interview-not-yet"),
    path(f"{AFTER}/not-possible", interviews.not_possible, name="interview-not-possible"),
    path(f"{AFTER}/carer", interviews.carer_said, name="carer-said"),
    path(f"{AFTER}/police", interviews.prevention, name="prevention-interview"),
    path(f"{AFTER}/visit", interviews.visit, name="social-worker-visit"),
    path(f"{AFTER}/shared", interviews.share, name="interview-shared"),
    path(f"{AFTER}/told", interviews.answer_child, name="child-answered"),
    path(f"{AFTER}/not-told", changed.not_told, name="child-not-told"),
    path(f"{AFTER}/changed", changed.what_changed, name="what-changed"),
]
