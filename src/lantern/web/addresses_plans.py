"""The addresses of the going-missing plan, and of what the care plan says."""

from __future__ import annotations

from django.urls import path

from lantern.web import care_plan, plans, relatives

CHILD = "children/<slug:reference>"
PLAN = f"{CHILD}/plan"

urlpatterns = [
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}/write", plans.write, name="write-plan"),
    path(f"{PLAN}/keep", plans.keep, name="keep-plan"),
    path(f"{PLAN}/throw-away", plans.throw_away, name="throw-away-plan"),
    path(f"{PLAN}/hold", plans.hold, name="hold-plan"),
    path(f"{PLAN}/<int:version>", plans.plan, name="plan-version"),
    path(f"{PLAN}/<int:before>/<int:after>", plans.compare, name="compare-plans"),
    path(f"{PLAN}/<int:version>/photograph", plans.photograph, name="plan-photograph"),
    path(f"{PLAN}/<int:version>/paper", plans.paper, name="plan-paper"),
    path(f"{CHILD}/relatives", relatives.relatives, name="relatives"),
    path(f"{CHILD}/relatives/<slug:person>", relatives.decide, name="decide-relative"),
    path(f"{CHILD}/care-plan", care_plan.care_plan, name="care-plan"),
    path(f"{CHILD}/wishes", care_plan.wishes, name="wishes"),
    path(f"{CHILD}/placements", care_plan.placements, name="placements"),
    path(f"{CHILD}/placements/new", care_plan.new_placement, name="new-placement"),
    path(f"{CHILD}/placements/end", care_plan.end_placement, name="end-placement"),
    path(f"{CHILD}/placements/end/<int:number>", care_plan.end_notices, name="end-notices"),
    path(f"{CHILD}/care/end", care_plan.end_care, name="end-care"),
]
