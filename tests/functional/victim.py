"""What a worker does for a child who may be trafficked, step by step, in the words of the pages."""

from __future__ import annotations

from datetime import datetime

from tests.functional.desk import Desk, ago, fill_when


def records_signs(at: Desk, child: str, *signs: str, evidence: str) -> None:
    """Record that these signs were observed, just now."""
    at.open(f"/children/{child}/concern/signs")
    for words in signs:
        at.page.get_by_label(words).select_option(label="Observed")
    at.page.get_by_label("Who saw or heard it?").select_option(label="The child said so")
    just_now(at, "When was it seen or heard?")
    at.page.get_by_label("What does it rest on?").fill(evidence)
    at.press("Record this")


def just_now(at: Desk, question: str) -> None:
    """Tick that it was just now."""
    at.page.get_by_role("group", name=question).get_by_label("Just now").check()


def takes_a_view(at: Desk, child: str, view: str, why: str) -> None:
    """Record the authority's own view."""
    at.open(f"/children/{child}/concern/view")
    at.page.get_by_label(view, exact=True).check()
    just_now(at, "When was it decided?")
    at.page.get_by_label("Why?").fill(why)
    at.press("Record the view")
    at.reads("Recorded, as a new entry.")


def sends_the_welfare_form(at: Desk, child: str) -> None:
    """Record that the child welfare form was sent, forty days ago."""
    at.open(f"/children/{child}/nrm/welfare-form")
    fill_when(at.page, "When was it sent?", ago(days=40))
    at.page.get_by_label("To whom?").fill("Invented Duty Team")
    at.press("Record that it was sent")
    at.reads("The referral comes next.")


def refers(at: Desk, child: str) -> None:
    """Fill in the little that must be said, and record the referral of forty days ago."""
    at.open(f"/children/{child}/nrm/new")
    at.page.get_by_role("group", name="Is this about trafficking?").get_by_label("Yes").check()
    fill_when(at.page, "When was the referral made?", ago(days=40))
    at.page.get_by_label("The competent authority (Home Office)").check()
    at.press("Record the referral")
    at.reads("Referral 1: nobody has decided yet.")


def decides(at: Desk, referral: str, ground: str, on: datetime) -> None:
    """Record a positive decision of that day."""
    at.open(f"{referral}/decision")
    at.page.get_by_label(ground, exact=True).check()
    at.page.get_by_label("Positive").check()
    fill_when(at.page, "On which day was it decided?", on, time=False)
    at.press("Record the decision")


def names_a_guardian(at: Desk, child: str) -> None:
    """Record who was named as guardian, just now."""
    at.open(f"/children/{child}/guardian/name")
    account = at.page.get_by_label("Which account does the guardian have here?")
    account.select_option(label="Gil Guardiandemo, Beside You Guardians")
    at.page.get_by_label("Works with the child").check()
    just_now(at, "When were they named?")
    at.press("Record the guardian")


def challenges(at: Desk, child: str) -> None:
    """Record what the guardian challenges, just now."""
    at.open(f"/children/{child}/guardian/challenge")
    at.page.get_by_label("Safer accommodation").check()
    just_now(at, "When was it challenged?")
    at.page.get_by_label("What is challenged, and what is asked for?").fill("The house is known to them.")
    at.press("Record the challenge")


def trafficking_of(dana: Desk) -> dict[str, str]:
    """Let a child have something on every page about trafficking; give the child, the referral and the rest."""
    child = dana.register("Testa Potentialvictim")
    records_signs(dana, child, "Owes money to somebody", evidence="The child said so to a carer.")
    takes_a_view(dana, child, "Potential victim", "The debt, and a number to ring.")
    withdraw = dana.address_of("Withdraw")
    sends_the_welfare_form(dana, child)
    refers(dana, child)
    referral = dana.address_of("Open what referral 1 says")
    decides(dana, referral, "Reasonable grounds", ago(days=35))
    names_a_guardian(dana, child)
    challenges(dana, child)
    answer = dana.address_of("Answer the challenge")
    return {"victim": child, "nrm": referral, "answer_guardian": answer, "withdraw_entry": withdraw}
