"""What Lantern says when it will not do a thing: each message is shown to a practitioner as it stands."""

from __future__ import annotations


class Refused(Exception):
    """A foreseen refusal. Its message says what happened, what was kept, and what to do."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotPermitted(Refused):
    """The actor's role and relation to the child do not allow this; the refusal is audited."""


class NotFound(Refused):
    """Nothing by that reference that this actor may see; absent and hidden are told apart nowhere."""


class NotTold(Refused):
    """The reason would say something of another child, so the words do not; the refusal is audited."""


class Stale(Refused):
    """Somebody else changed the episode since this page was drawn; both versions are shown."""


class NotReady(Refused):
    """A live installation has not yet proved what it needs before it may record a child."""
