"""Lantern's own settings, under an environment that no test can hurt anybody through."""

from __future__ import annotations

from tests import throw_away

throw_away.prepare_environment()

from lantern.site.settings import *  # noqa: E402, F403 - the environment must stand first
