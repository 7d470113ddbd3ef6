"""Say that another authority knows a child of such a name, and whom to ring: an act, since it is audited."""

from __future__ import annotations

from datetime import datetime

from lantern.actions.acting import acts, audit
from lantern.policies import finding as policy
from lantern.queries.elsewhere import Elsewhere, known_elsewhere, shown_lately
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.names import name_key
from lantern.vocabulary.refusals import NotPermitted

ACTION = "elsewhere.ask_elsewhere"  # an index of the audit stands on this very name


@acts
def ask_elsewhere(*, wanted: str, by: Actor, now: datetime) -> Elsewhere:
    """Say which other authorities know a child of this whole name or number; nothing else of the child is said.

    What was shown is audited. Once somebody was shown as many as the hour allows, nothing more is looked up, so that
    the refusal itself says nothing.
    """
    if not policy.may_be_told_elsewhere(by.role):
        raise NotPermitted("Your role is not told which authority knows a child. Ring the duty team.")
    if not policy.is_whole(key=name_key(wanted), number=wanted.strip()):
        return Elsewhere()
    if policy.is_spent(shown_lately(action=ACTION, by=by, now=now)):
        return Elsewhere(is_spent=True)
    found = known_elsewhere(wanted=wanted)
    if found.known_to:
        audit(action=ACTION, about="", by=by, now=now)
    return found
