"""The forms that keep a draft at the door, by the name of their address, each as a list of drafts calls it.

A form that is on none of these lists keeps no draft: a test asks for the reason.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantern.web.forms.wording import Words

_MISSING: dict[str, Words] = {
    "record-late": _("Late, not missing"),
    "return-plan": _("What being late means"),
    "ask-lead": _("Asking another authority to lead"),
    "answer-lead": _("Answer on who leads"),
    "went-with": _("Who went together"),
    "end-search": _("End of the search"),
    "resume-search": _("Search taken up again"),
    "together": _("Call to the police about several children"),
    "sheet-answers": _("Answers for the call sheet"),
    "police-call": _("Call to the police"),
    "risk": _("Risk"),
    "challenge-risk": _("Challenge to the risk"),
    "answer-challenge": _("Answer to a challenge"),
    "lower-floor": _("Lowering of a floor"),
    "information": _("Information"),
    "review-search": _("Review of the search"),
    "home-office": _("The Home Office’s reference"),
    "answer-asking": _("What a service answered"),
    "classify": _("What kind of absence"),
    "located": _("Child located"),
    "look-again": _("Where a found child is"),
    "returned": _("Child is back"),
    "correct": _("Striking of a wrong entry"),
    "seal": _("Sealing of an entry"),
    "ring": _("Call to somebody who was told"),
    "enquiry": _("Enquiry"),
    "answer-enquiry": _("Answer to an enquiry"),
    "let-in-organisation": _("Letting an organisation in"),
    "add-private-person": _("Parent, relative or friend"),
    "tell-nobody": _("Why nobody is told"),
    "decide-private-person": _("Whether a person may be told"),
    "ring-private-person": _("Call to a parent, relative or friend"),
}
_SEARCH: dict[str, Words] = {
    "propose-appeal": _("Appeal"),
    "sign-appeal": _("Signature to an appeal"),
    "publish-appeal": _("Where an appeal was published"),
    "withdraw-signature": _("Signature taken back"),
    "take-down": _("Appeal taken down"),
    "textsafe": _("TextSafe"),
    "textsafe-answer": _("Answer on TextSafe"),
    "recovery-order": _("Recovery order"),
    "recovery-order-decision": _("Decision on a recovery order"),
    "list-place": _("Place for the list"),
    "place-searched": _("Place that was searched"),
    "warning-notice": _("Child Abduction Warning Notice"),
}
_AFTER: dict[str, Words] = {
    "interview-offer": _("Offer of a return interview"),
    "ask-interviewer": _("Asking a service for the interview"),
    "interview-not-yet": _("Did not want to talk yet"),
    "interview-not-possible": _("Return interview not possible"),
    "carer-said": _("What carers say"),
    "prevention-interview": _("Police prevention interview"),
    "social-worker-visit": _("Social worker’s visit"),
    "interview-shared": _("What was shared"),
    "child-answered": _("What the child was told"),
    "child-not-told": _("Why the child was not told yet"),
    "what-changed": _("What changed"),
    "childs-links": _("Link to the child’s page"),
}
_CASE: dict[str, Words] = {
    "record-signs": _("Signs of trafficking"),
    "record-view": _("The authority’s view"),
    "record-no-referral": _("Concern, no referral"),
    "welfare-form": _("Welfare form"),
    "nrm-decision": _("Decision of the National Referral Mechanism"),
    "nrm-letter": _("Letter to the National Referral Mechanism"),
    "ask-for-guardian": _("Asking for a guardian"),
    "name-guardian": _("Guardian named"),
    "guardian-contact": _("Guardian’s note"),
    "guardian-view": _("Guardian’s view"),
    "guardian-challenge": _("Guardian’s challenge"),
    "answer-guardian": _("Answer to the guardian"),
    "guardian-left": _("Guardian left"),
    "give-minutes": _("To whom minutes were given"),
    "receipt-of-minutes": _("Receipt of minutes"),
    "set-action": _("Something to be done"),
    "answer-action": _("What came of an action"),
    "withdraw-entry": _("Striking of a wrong entry"),
    "bundles": _("Inquiry bundle"),
    "hold-plan": _("Holding of the plan"),
    "relatives": _("Parent, relative or friend"),
    "decide-relative": _("Whether a relative may be told"),
    "care-plan": _("What the care plan says"),
    "wishes": _("Whom the child trusts, and what they want"),
    "new-placement": _("New placement"),
    "end-placement": _("End of a placement"),
    "end-care": _("End of care"),
    "end-notices": _("Who was told that a placement ended at once"),
    "approve-placement": _("Approval of a placement"),
    "write-notice": _("Notice to the other authority"),
    "notice-given": _("Notice given"),
    "notice-acknowledged": _("Notice acknowledged"),
    "placement-hearers": _("Who is told of a placement"),
    "transfer": _("Hand-over to another authority"),
    "arrival-age": _("Age of a child who arrived alone"),
    "first-days": _("First days"),
    "ring-arrival": _("Call about an arrival"),
    "worker-number": _("Number of a worker"),
    "involved": _("Who has to do with the child"),
    "match": _("Whether two records are one child"),
    "identify": _("Who a child is"),
    "pair": _("Possible duplicate"),
}
_NEW: dict[str, Words] = {
    "register-child": _("Child to be put on the record"),
    "register-arrival": _("Child who arrived alone"),
    "notice-received": _("Notice received from another authority"),
}
_DESK: dict[str, Words] = {
    "service-terms": _("What was agreed with a service"),
    "rota": _("Shift on the rota"),
    "import-row": _("Correction of an imported row"),
    "new-organisation": _("New organisation"),
    "organisation": _("Organisation"),
    "new-team": _("New team"),
    "team": _("Team"),
}
KEPT: dict[str, Words] = _MISSING | _SEARCH | _AFTER | _CASE | _NEW | _DESK
# Forms that keep a draft of their own, by the name it is kept under: the name of the page, and what a list calls it.
CASE_OWN: dict[str, tuple[str, Words]] = {
    "plan": ("write-plan", _("Going-missing plan")),
    "nrm": ("refer-to-nrm", _("Referral to the National Referral Mechanism")),
    "discussion": ("hold-discussion", _("Strategy discussion")),
    "interview-held": ("interview-held", _("Return interview")),
}
