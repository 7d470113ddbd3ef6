"""A lookup for many keys at once: `filter(event__among=keys)`."""

from __future__ import annotations

from typing import Any

from django.db.models import Field, ForeignObject, Lookup


class Among(Lookup):
    """One of these keys, given as one array.

    A child may have thousands of events: a placeholder for each takes longer to send than the rows to read. It must
    be `= ANY`: over a subquery the database would first ask row-level security of the whole table.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s::bigint[])", (*params, list(self.rhs))


Field.register_lookup(Among)
ForeignObject.register_lookup(Among)
