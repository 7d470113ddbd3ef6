"""What every form about a child's case shares: the box that says when it was."""

from __future__ import annotations

from lantern.web.forms.keyed import KeyedForm


class CaseForm(KeyedForm):
    """A form of the child's case. It adds an entry and changes none, so it carries no version."""

    happened = "when"
