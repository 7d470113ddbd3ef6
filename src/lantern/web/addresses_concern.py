"""The addresses of what is recorded of trafficking: signs, views, referrals and the guardian."""

from __future__ import annotations

from django.urls import path

from lantern.web import concerns, guardians, referrals

CHILD = "children/<slug:reference>"
NRM = f"{CHILD}/nrm"
GUARDIAN = f"{CHILD}/guardian"
PDF, JSON = {"form": "pdf"}, {"form": "json"}

urlpatterns = [
    path("concerns/not-referred", concerns.not_referred, name="not-referred"),
    path("guardians", guardians.guarded, name="guarded"),
    path(f"{CHILD}/concern", concerns.concern, name="concern"),
    path(f"{CHILD}/concern/signs", concerns.signs, name="record-signs"),
    path(f"{CHILD}/concern/view", concerns.view, name="record-view"),
    path(f"{CHILD}/concern/no-referral", concerns.no_referral, name="record-no-referral"),
    path(f"{NRM}/who", referrals.who_refers, name="who-refers"),
    path(f"{NRM}/welfare-form", referrals.welfare_form, name="welfare-form"),
    path(f"{NRM}/new", referrals.refer, name="refer-to-nrm"),
    path(f"{NRM}/new/keep", referrals.keep, name="keep-referral"),
    path(f"{NRM}/new/throw-away", referrals.throw_away, name="throw-away-referral"),
    path(f"{NRM}/sheet.pdf", referrals.sheet_beforehand, PDF, name="nrm-beforehand-pdf"),
    path(f"{NRM}/sheet.json", referrals.sheet_beforehand, JSON, name="nrm-beforehand-json"),
    path(f"{NRM}/<int:number>", referrals.referral, name="nrm-referral"),
    path(f"{NRM}/<int:number>/decision", referrals.decision, name="nrm-decision"),
    path(f"{NRM}/<int:number>/letter", referrals.letter, name="nrm-letter"),
    path(f"{NRM}/<int:number>/sheet.pdf", referrals.sheet, PDF, name="nrm-sheet-pdf"),
    path(f"{NRM}/<int:number>/sheet.json", referrals.sheet, JSON, name="nrm-sheet-json"),
    path(f"{GUARDIAN}/ask", guardians.ask, name="ask-for-guardian"),
    path(f"{GUARDIAN}/name", guardians.allocate, name="name-guardian"),
    path(f"{GUARDIAN}/let-in", guardians.let_in, name="let-in-guardian"),
    path(f"{GUARDIAN}/contact", guardians.note, name="guardian-contact"),
    path(f"{GUARDIAN}/view", guardians.guardian_view, name="guardian-view"),
    path(f"{GUARDIAN}/challenge", guardians.challenge, name="guardian-challenge"),
    path(f"{GUARDIAN}/challenge/<int:number>", guardians.answer, name="answer-guardian"),
    path(f"{GUARDIAN}/left", guardians.leave, name="guardian-left"),
]
