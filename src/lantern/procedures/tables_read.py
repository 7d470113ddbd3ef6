"""Everything that a partnership's folder says, read at once: it is understood whole, or refused whole."""

from __future__ import annotations

from pathlib import Path

from lantern.procedures import (
    adjoining,
    answering,
    first_days,
    floors,
    in_force,
    local_tables,
    pilot,
    still_missing,
    telling,
    themes,
    waiting,
    waking,
)

_TABLES = (adjoining, answering, first_days, floors, still_missing, telling, themes, waiting, waking)


def use_whole(folder: Path | None) -> None:
    """Use this folder from now on, the example where there is none.

    Raises BadTable or BadDuty, with file, line and reason, where any of it asks for what there is not; the folder that
    was in use before then stays in use.
    """
    before = local_tables.folder()
    local_tables.use(folder)
    try:
        for table in _TABLES:
            table.in_force()
        in_force.duties_in_force()
        pilot.in_force()
    except BaseException:
        local_tables.use(before)
        raise
