"""PostgreSQL as Django speaks to it, with values sent apart from the statement, so that plans are made once."""
