"""What people do around an appeal to the public, in the words they would use."""

from __future__ import annotations

from datetime import timedelta

from tests.functional.desk import Desk, fill_when, now

TEXT = "Have you seen this boy? He is 15. Ring 101 or 116 000."


def propose_appeal(at: Desk, missing: str, *, text: str = TEXT) -> None:
    """Propose an appeal on the radio, for two days."""
    at.open(f"/missing/{missing}/appeals/new")
    at.page.get_by_label("Where is it to be published?").fill("Invented Radio")
    at.page.get_by_label("The text, as it is to be read").fill(text)
    fill_when(at.page, "When does it expire?", now() + timedelta(days=2))
    at.page.get_by_label("Does not want it").check()
    at.page.get_by_label("What did the child say, when and to whom?").fill("He told Sol so in the spring")
    at.press("Propose it")


def sign_appeal(at: Desk, *, whose: str, name: str) -> None:
    """Record that one of those who must agrees."""
    at.follow("Record a signature")
    at.page.get_by_label(whose).check()
    at.page.get_by_label("Name of the person who signs").fill(name)
    at.page.get_by_label("Their post").fill("Invented post")
    at.page.get_by_label("Just now").check()
    at.press("Record the signature")
    at.reads("Recorded.")


def publish_appeal(at: Desk, place: str, *, without_leave: bool = False) -> None:
    """Record that the appeal went up in a place."""
    at.follow("Record where it was published")
    at.page.get_by_label("Where exactly?").fill(place)
    at.page.get_by_label("Who published it?").fill("Pia Press")
    at.page.get_by_label("Just now").check()
    if without_leave:
        at.page.get_by_label("It was published though it was not allowed at that time").check()
    at.press("Record the place")
    at.reads("It stands here until somebody makes sure that it is taken down")


def take_down(at: Desk) -> None:
    """Say that a place no longer shows it."""
    at.page.get_by_label("Who made sure that it is gone?").fill("Pia Press")
    at.page.get_by_label("Just now").check()
    at.page.get_by_label("How did they make sure?").fill("Looked at the page again")
    at.press("Record that it is gone")
    at.reads("this place no longer shows it")


def ask_text_safe(at: Desk, missing: str) -> None:
    """Record that the charity was asked to text the child."""
    at.open(f"/missing/{missing}/textsafe/new")
    at.page.get_by_label("Who asked?").fill("PC 1 Invented")
    at.page.get_by_label("Just now").check()
    at.press("Record it")


def apply_for_order(at: Desk, missing: str) -> None:
    """Record that the authority applied for a recovery order."""
    at.open(f"/missing/{missing}/recovery-orders/new")
    at.page.get_by_label("A care order").check()
    at.page.get_by_label("The authority with parental responsibility by the order").check()
    at.page.get_by_label("Their name and post").fill("Invented Solicitor")
    at.page.get_by_label("Just now").check()
    at.press("Record the application")


def appeal_of(dana: Desk) -> dict[str, str]:
    """Publish an appeal that not everybody signed, ask the charity, apply for an order; give where each goes on."""
    missing = dana.report(dana.register("Testa Appealedfor"), last_seen=now() - timedelta(hours=7))
    propose_appeal(dana, missing)
    sign_appeal(dana, whose="The police", name="PC 1 Invented")
    publish_appeal(dana, "A wall at the station", without_leave=True)
    ask_text_safe(dana, missing)
    apply_for_order(dana, missing)
    return {
        "appealed": missing,
        "sign_appeal": dana.address_of("Record a signature"),
        "publish_appeal": dana.address_of("Record where it was published"),
        "withdraw_signature": dana.address_of("withdraw the signature"),
        "take_down": dana.address_of("Invented Radio: A wall at the station"),
        "textsafe_answer": dana.address_of("Record what they answered"),
        "order_decision": dana.address_of("Record what the court decided"),
    }
