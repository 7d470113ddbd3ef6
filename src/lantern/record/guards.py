"""The database's own guards, as SQL that a migration runs: row-level security, append-only tables, grants.

The second guard. The first is `queries.visible_to`; both read the one matrix in `policies.access`, which
`record.context` hands to the database as `lantern.context`. A connection that has said nothing sees nothing.
"""

from __future__ import annotations

FUNCTIONS = """
CREATE FUNCTION lantern_orgs(permission text, relation text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN coalesce(translate(nullif(current_setting('lantern.context', true), '')::jsonb
    #>> ARRAY['orgs', permission, relation], '[]', '{}')::bigint[], '{}');
END $$;
CREATE FUNCTION lantern_ids(kind text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN coalesce(translate(nullif(current_setting('lantern.context', true), '')::jsonb
    #>> ARRAY['ids', kind], '[]', '{}')::bigint[], '{}');
END $$;
CREATE FUNCTION lantern_every(permission text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN coalesce(
    nullif(current_setting('lantern.context', true), '')::jsonb -> 'every' ? permission, false);
END $$;
CREATE FUNCTION lantern_given(permission text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE own bigint[] := lantern_orgs(permission, 'given');
BEGIN
  IF own = '{}' THEN RETURN own; END IF;
  RETURN coalesce((SELECT array_agg(a.episode_id) FROM record_episodeaccess a
    JOIN record_missingepisode e ON e.id = a.episode_id AND NOT e.is_void
    WHERE a.organisation_id = ANY(own) AND a.ended_at IS NULL
    AND a.from_at <= statement_timestamp() AND a.until_at > statement_timestamp()), '{}');
END $$;
CREATE FUNCTION lantern_given_children(permission text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE given bigint[] := lantern_given(permission);
BEGIN
  IF given = '{}' THEN RETURN given; END IF;
  RETURN coalesce((SELECT array_agg(e.child_id) FROM record_missingepisode e WHERE e.id = ANY(given)), '{}');
END $$;
CREATE FUNCTION lantern_sealed() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT array_agg(event_id) FROM record_seal), '{}');
END $$;
CREATE FUNCTION lantern_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused; record a correcting event instead', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
"""

_COLUMN = {
    "responsible": "responsible_authority_id",
    "host": "host_authority_id",
    "placement": "placement_provider_id",
    "police": "police_force_id",
}

# What the policy on the table itself lets through, so that a policy leaning on it need not ask again.
_OWN_PERMISSION = {
    "record_missingepisode": "see_episode",
    "record_child": "see_name",
    "record_event": "see_record",
}


def through_columns(*, permission: str, relations: tuple[str, ...]) -> str:
    """Give the condition that the row's own access key lets this actor's organisation have the permission.

    Each part is an InitPlan: computed once a query, so that indexes on the key columns are used.
    """
    parts = [f"(SELECT lantern_every('{permission}'))"]
    parts += [
        f"{_COLUMN[r]} = ANY((SELECT lantern_orgs('{permission}', '{r}'))::bigint[])" for r in relations
    ]
    return " OR ".join(parts)


def through(*, parent: str, key: str, permission: str, also_given: bool = False) -> str:
    """Give the condition that the parent row is visible, under the parent's own rule for this permission.

    `lantern_every` is asked first, so that an import or the simulator pays nothing a row. Where the parent's own
    policy is about this very permission it has spoken already: to say it again doubles every plan. What hangs on
    a child, and not on one episode, is shut to whoever was let into that episode, unless `also_given`.
    """
    spoken = _OWN_PERMISSION.get(parent) == permission and (also_given or parent != "record_child")
    rule = "true" if spoken else _parent_rule(parent, permission, also_given=also_given)
    return (
        f"(SELECT lantern_every('{permission}')) OR EXISTS "
        f"(SELECT 1 FROM {parent} parent WHERE parent.id = {key} AND ({rule}))"
    )


def _parent_rule(parent: str, permission: str, *, also_given: bool = False) -> str:
    if parent == "record_missingepisode":
        rule = through_columns(
            permission=permission, relations=("responsible", "host", "placement", "police")
        )
        own = f"{_qualified(rule)} OR parent.id = ANY((SELECT lantern_ids('{permission}'))::bigint[])"
        return f"{own} OR {given('parent.id', permission)}"
    if parent == "record_child":
        own = _qualified(
            through_columns(permission=permission, relations=("responsible", "host", "placement"))
        )
        rule = (
            f"{own} OR {policed('parent.id', permission)} "
            f"OR parent.id = ANY((SELECT lantern_ids('child_{permission}'))::bigint[])"
        )
        return f"{rule} OR {given('parent.id', permission, of='child')}" if also_given else rule
    return "true"  # the parent's own policy already speaks for the grandparent


def of_child(*, permission: str, also_given: bool = False) -> str:
    """Give the condition, on a `record_child` called parent, that this actor may have the permission for the child."""
    return _parent_rule("record_child", permission, also_given=also_given)


def through_event(*, permission: str) -> str:
    """Give the condition that the detail's event may be read, and that its actor has the permission for it.

    The event is of an episode, or of a child's case. Whoever may have it for every child is not asked row by row, but
    for the few that are sealed.
    """
    return _asked_of_event(permission, is_own=False)


def _asked_of_event(permission: str, *, is_own: bool) -> str:
    not_sealed = "event_id <> ALL((SELECT lantern_sealed())::bigint[])"
    asked = f"lantern_may_event(event_id, (SELECT lantern_keys('{permission}')), {str(is_own).lower()})"
    return f"((SELECT lantern_every('{permission}')) AND {not_sealed}) OR {asked}"


def with_its_source(condition: str, *, key: str) -> str:
    """Give this condition, and that the entry a row came from may be read too: sealed, it takes the row along."""
    source = _asked_of_event("see_record", is_own=False).replace("event_id", key)
    return f"({condition}) AND ({key} IS NULL OR {source})"


def unsealed_event() -> str:
    """Give the condition that an event may be read, and, where it was sealed, that this actor may open seals.

    What is sealed is asked once a query, as a list of the few there are: no event pays for it row by row.
    """
    seen = through(parent="record_missingepisode", key="episode_id", permission="see_record")
    opens = "lantern_opens_seal(episode_id, (SELECT lantern_keys('see_sealed')))"
    return f"({seen}) AND (id <> ALL((SELECT lantern_sealed())::bigint[]) OR {opens})"


def unsealed_happening() -> str:
    """Give the rule of `unsealed_event` where an event may also be of the child's case, and of no episode."""
    of_case = "lantern_may_case(child_id, (SELECT lantern_keys('see_record')))"
    every = "(SELECT lantern_every('see_record'))"
    return f"({unsealed_event()}) OR (episode_id IS NULL AND ({every} OR {of_case}))"


def through_own_event(*, permission: str) -> str:
    """Give the rule of `through_event` for the authority that looks after the child alone.

    What a child said in confidence is read by no host, force or home, whatever else it may read of the episode.
    """
    return _asked_of_event(permission, is_own=True)


def through_child_of(*, table: str, key: str, permission: str) -> str:
    """Give the condition that the row's care episode, placement or plan is of a child this actor may have it for."""
    return (
        f"(SELECT lantern_every('{permission}')) OR EXISTS (SELECT 1 FROM {table} t WHERE t.id = {key} "
        f"AND lantern_may_child(t.child_id, (SELECT lantern_keys('{permission}'))))"
    )


def through_authority(*, permission: str) -> str:
    """Give the condition that the row belongs to the actor's own authority."""
    return (
        f"(SELECT lantern_every('{permission}')) OR "
        f"authority_id = ANY((SELECT lantern_orgs('{permission}', 'responsible'))::bigint[])"
    )


def given(key: str, permission: str, *, of: str = "episode") -> str:
    """Give the condition that this actor's organisation was let into the episode, or one of the child's, until now."""
    function = "lantern_given" if of == "episode" else "lantern_given_children"
    return f"{key} = ANY((SELECT {function}('{permission}'))::bigint[])"


def policed(child: str, permission: str) -> str:
    """Give the condition that the child has a missing episode with this actor's police force.

    Whoever is no police force is not asked child by child: a common piece of a name is found in thousands.
    """
    return (
        f"((SELECT lantern_orgs('{permission}', 'police') <> '{{}}') AND EXISTS "
        f"(SELECT 1 FROM record_missingepisode e WHERE e.child_id = {child} AND NOT e.is_void AND e.police_force_id = "
        f"ANY((SELECT lantern_orgs('{permission}', 'police'))::bigint[])))"
    )


def _qualified(rule: str) -> str:
    for column in _COLUMN.values():
        rule = rule.replace(column, f"parent.{column}")
    return rule


def policy(table: str, condition: str) -> str:
    """Turn row-level security on for a table: the same rule for what is read and for what is written."""
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY {table}_seen ON {table} FOR ALL USING ({condition}) WITH CHECK ({condition});\n"
    )


def policies(table: str, *, seen: str, written: str) -> str:
    """Turn row-level security on for a table that whoever may read it may not write; nobody deletes from it."""
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY {table}_seen ON {table} FOR SELECT USING ({seen});\n"
        f"CREATE POLICY {table}_added ON {table} FOR INSERT WITH CHECK ({written});\n"
        f"CREATE POLICY {table}_changed ON {table} FOR UPDATE USING ({written}) WITH CHECK ({written});\n"
    )


def append_only(table: str, *, role: str) -> str:
    """Refuse UPDATE, DELETE and TRUNCATE by trigger (for everybody) and by grant (for the application)."""
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION lantern_refuse_change();\n"
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION lantern_refuse_change();\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only;\n"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_not_emptied;\n"
        f'REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM "{role}";\n'
    )


def grants(*, role: str) -> str:
    """Let the application role use every table and sequence there is now, and those to come; empty none."""
    return (
        f'GRANT USAGE ON SCHEMA public TO "{role}";\n'
        f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{role}";\n'
        f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}";\n'
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES "
        f'TO "{role}";\n'
        f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "{role}";\n'
        f'REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM "{role}";\n'
    )


# A period is certain between its moments, or, where only days are known, from the day after its first day
# to the start of its last: one absence may end and another begin on one day, a true overlap is refused.
_FIRST = "coalesce(last_seen_at, timezone('Europe/London', (last_seen_on + 1)::timestamp))"
_LAST = "coalesce(returned_at, timezone('Europe/London', returned_on::timestamp))"
NO_OVERLAP = f"""
ALTER TABLE record_missingepisode ADD COLUMN certain_period tstzrange GENERATED ALWAYS AS (
  CASE WHEN returned_on IS NULL THEN tstzrange({_FIRST}, NULL)
       WHEN {_LAST} <= {_FIRST} THEN 'empty'::tstzrange
       ELSE tstzrange({_FIRST}, {_LAST}) END) STORED;
ALTER TABLE record_missingepisode ADD CONSTRAINT missing_episodes_do_not_overlap
  EXCLUDE USING gist (child_id WITH =, certain_period WITH &&) WHERE (NOT is_void);
ALTER TABLE record_careepisode ADD CONSTRAINT care_episodes_do_not_overlap
  EXCLUDE USING gist (child_id WITH =, daterange(began_on, ended_on) WITH &&);
"""

# One chain, numbered inside the trigger under an advisory lock: a sequence would break it under concurrency.
AUDIT_CHAIN = """
CREATE FUNCTION lantern_audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE last_number bigint; last_hash bytea;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('lantern audit ' || NEW.stream, 0));
  SELECT number, hash INTO last_number, last_hash FROM record_auditentry
    WHERE stream = NEW.stream ORDER BY number DESC LIMIT 1;
  NEW.number := coalesce(last_number, 0) + 1;
  NEW.previous_hash := coalesce(last_hash, sha256('lantern'));
  NEW.at := clock_timestamp();
  NEW.hash := sha256(NEW.previous_hash || convert_to(jsonb_build_array(
    NEW.stream, NEW.number, to_char(NEW.at AT TIME ZONE 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'), NEW.role,
    NEW.account_id, NEW.organisation_id, NEW.action, NEW.outcome, NEW.about)::text, 'UTF8'));
  RETURN NEW;
END $$;
CREATE TRIGGER record_auditentry_chain BEFORE INSERT ON record_auditentry
  FOR EACH ROW EXECUTE FUNCTION lantern_audit_chain();
ALTER TABLE record_auditentry ENABLE ALWAYS TRIGGER record_auditentry_chain;
"""

# LIKE is not leakproof: under row-level security it would lose its index. This looks as the owner, holds what it
# finds to the reader's own rule before it counts them, and returns numbers only, which the caller reads back
# through its own policy.
FIND_CHILDREN = f"""
CREATE INDEX child_name_trigrams ON record_childname USING gin (search_key gin_trgm_ops);
CREATE INDEX child_identifier_folded ON record_childidentifier (lower(value));
CREATE FUNCTION lantern_find_children(wanted text, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT parent.id FROM record_child parent WHERE parent.id IN (
    SELECT child_id FROM record_childname WHERE search_key LIKE '%' || wanted || '%'
    UNION ALL
    SELECT child_id FROM record_childidentifier WHERE lower(value) = wanted
    UNION ALL
    SELECT id FROM record_child WHERE reference = upper(wanted)
  ) AND ({_parent_rule("record_child", "see_name", also_given=True)}) ORDER BY parent.id LIMIT most
$$;
"""

# A name is found by its words in any order; then, where few are, by how it is spelt or sounds. Two letters have no
# trigram of their own, so they are looked for where a word begins. A sound is known of words in Latin letters only.
_SEEN = _parent_rule("record_child", "see_name", also_given=True)
FIND_ALIKE = f"""
CREATE FUNCTION lantern_sounds(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(array_agg(DISTINCT code), '{{}}') FROM (
    SELECT public.dmetaphone(word) AS code FROM unnest(string_to_array(words, ' ')) AS word WHERE word ~ '^[a-z]{{3,}}$'
  ) AS heard WHERE length(code) > 1
$$;
CREATE INDEX child_name_sounds ON record_childname USING gin (lantern_sounds(search_key));
DROP FUNCTION lantern_find_children(text, integer);
CREATE FUNCTION lantern_find_children(wanted text, number text, most integer, few integer)
RETURNS TABLE (child bigint, is_alike boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  asked text[] := string_to_array(wanted, ' ');
  longest text := (SELECT word FROM unnest(asked) AS word ORDER BY length(word) DESC, word LIMIT 1);
  heard text[] := lantern_sounds(wanted);
  found integer;
BEGIN
  IF length(longest) > 2 THEN
    RETURN QUERY SELECT parent.id, false FROM record_child parent WHERE parent.id IN (
      SELECT n.child_id FROM record_childname n WHERE n.search_key LIKE '%' || longest || '%'
        AND NOT EXISTS (SELECT FROM unnest(asked) AS word WHERE strpos(n.search_key, word) = 0)
      UNION ALL SELECT i.child_id FROM record_childidentifier i WHERE lower(i.value) = number
      UNION ALL SELECT c.id FROM record_child c WHERE c.reference = upper(number)
    ) AND ({_SEEN}) ORDER BY parent.id LIMIT most;
  ELSE
    RETURN QUERY SELECT parent.id, false FROM record_child parent WHERE parent.id IN (
      SELECT n.child_id FROM record_childname n
        WHERE (n.search_key LIKE longest || '%' OR n.search_key LIKE '% ' || longest || '%')
        AND NOT EXISTS (SELECT FROM unnest(asked) AS word WHERE strpos(n.search_key, word) = 0)
      UNION ALL SELECT i.child_id FROM record_childidentifier i WHERE lower(i.value) = number
      UNION ALL SELECT c.id FROM record_child c WHERE c.reference = upper(number)
    ) AND ({_SEEN}) ORDER BY parent.id LIMIT most;
  END IF;
  GET DIAGNOSTICS found = ROW_COUNT;
  IF found >= few OR length(longest) < 3 THEN RETURN; END IF;
  RETURN QUERY SELECT parent.id, true FROM record_child parent WHERE parent.id IN (
    SELECT n.child_id FROM record_childname n WHERE heard <> '{{}}' AND lantern_sounds(n.search_key) @> heard
    UNION ALL SELECT n.child_id FROM record_childname n WHERE wanted <% n.search_key
  ) AND ({_SEEN}) ORDER BY parent.id LIMIT most;
END $$;
"""
