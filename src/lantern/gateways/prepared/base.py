"""The database engine that the settings name.

Row-level security makes a statement longer to plan than to run. Django binds values on our side, so that no two
statements are the same and each is planned anew; here they are bound by the server, and a connection that is kept
prepares what it says often.
"""

from __future__ import annotations

from typing import Any

import psycopg
from django.db.backends.postgresql import base


class Cursor(base.ServerBindingCursor):
    """Binds values on the server, where that is possible: several statements at once are sent as text."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """Run a statement, or several with a semicolon between."""
        if isinstance(query, str) and ";" in query:
            client = psycopg.ClientCursor(self.connection)  # type: ignore[attr-defined]
            text = query if params is None else client.mogrify(query, params)
            return super().execute(text, None, **{**options, "prepare": False})  # type: ignore[misc]
        return super().execute(query, params, **options)  # type: ignore[misc]


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with that cursor."""

    def get_connection_params(self) -> dict[str, Any]:
        """Give what a connection is opened with."""
        return {**super().get_connection_params(), "cursor_factory": Cursor}
