"""The kinds of numbers by which somebody outside knows a child, where a rule of ours speaks of one."""

from __future__ import annotations

HOME_OFFICE = "Home Office"  # the reference that the Home Office gives when it is told of a missing child
