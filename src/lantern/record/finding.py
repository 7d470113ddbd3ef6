"""Finding a child by a telephone number, and saying that another authority knows a child of such a name: as SQL.

Both look as the owner. The first gives only children whom the reader may see, and for whom the reader may see the
number. The second gives authorities and nothing of any child.
"""

from __future__ import annotations

from lantern.record import guards

_SEEN = guards.of_child(permission="see_name", also_given=True)
_PROTECTED = guards.of_child(permission="see_protected")
_PLAN = guards.of_child(permission="see_plan")

# Numbers as they are written in the United Kingdom: +44, 0044, 44 and (0) are one and the same 0. Separate lines,
# commas and words part two numbers; fewer than seven figures are none.
NUMBERS = r"""
CREATE FUNCTION lantern_numbers(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(array_agg(DISTINCT number ORDER BY number), '{}') FROM (
    SELECT regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      piece[1], '[^0-9+]', '', 'g'), '^[+]', '00'), '^00440?', '0'), '^440?([0-9]{10})$', '0\1') AS number
    FROM regexp_matches(translate(words, chr(160) || chr(8209) || chr(8211), ' --'),
      '([+]?[0-9](?:[ ()-]{0,3}[0-9]|[.][0-9]){6,})', 'g') AS piece
  ) AS heard
$$;
CREATE INDEX contact_numbers ON record_protectedcontact USING gin (lantern_numbers(telephone));
CREATE INDEX plan_numbers ON record_goingmissingplan USING gin (lantern_numbers(telephone));
"""

# A number that stands in a version of the plan which is no longer in force may be somebody else's by now.
FIND_BY_TELEPHONE = f"""
CREATE FUNCTION lantern_find_by_telephone(typed text, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE asked text[] := lantern_numbers(typed);
BEGIN
  IF asked = '{{}}' OR typed !~ '^[-0-9+(). ]+$' THEN RETURN; END IF;
  RETURN QUERY SELECT parent.id FROM record_child parent WHERE parent.id IN (
      SELECT c.child_id FROM record_protectedcontact c WHERE lantern_numbers(c.telephone) && asked
    ) AND ({_SEEN}) AND ({_PROTECTED}) ORDER BY parent.id LIMIT most;
  RETURN QUERY SELECT parent.id FROM record_child parent WHERE parent.id IN (
      SELECT p.child_id FROM record_goingmissingplan p WHERE lantern_numbers(p.telephone) && asked
      AND NOT EXISTS (SELECT FROM record_goingmissingplan later WHERE later.child_id = p.child_id
        AND later.number > p.number)
    ) AND ({_SEEN}) AND ({_PLAN}) ORDER BY parent.id LIMIT most;
END $$;
"""  # noqa: S608 - our own conditions, and no value of anybody

# Whole names only: the first and the last word of the name must have been typed, in any order, and every word typed
# must be one of the name; or all its words must sound like those typed. A number must be whole, and four long.
KNOWN_ELSEWHERE = f"""
CREATE FUNCTION lantern_known_elsewhere(wanted text, number text, most integer)
RETURNS TABLE (authority bigint, is_alike boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  asked text[] := string_to_array(wanted, ' ');
  longest text := (SELECT word FROM unnest(asked) AS word ORDER BY length(word) DESC, word LIMIT 1);
  heard text[] := lantern_sounds(wanted);
  is_whole boolean := cardinality(asked) > 1 AND length(longest) > 2;
BEGIN
  IF lantern_orgs('register_child', 'responsible') = '{{}}' THEN RETURN; END IF;
  RETURN QUERY SELECT parent.responsible_authority_id, bool_and(found.alike) FROM (
    SELECT n.child_id AS child, false AS alike FROM record_childname n,
      LATERAL (SELECT string_to_array(n.search_key, ' ') AS words) said
      WHERE is_whole AND n.search_key LIKE '%' || longest || '%' AND cardinality(said.words) > 1
      AND said.words @> asked AND asked @> ARRAY[said.words[1], said.words[cardinality(said.words)]]
    UNION ALL SELECT n.child_id, true FROM record_childname n
      WHERE is_whole AND cardinality(heard) > 1 AND lantern_sounds(n.search_key) @> heard
      AND heard @> lantern_sounds(n.search_key)
    UNION ALL SELECT i.child_id, false FROM record_childidentifier i
      WHERE length(number) > 3 AND lower(i.value) = number
    UNION ALL SELECT c.id, false FROM record_child c WHERE c.reference = upper(number)
  ) found JOIN record_child parent ON parent.id = found.child
  WHERE parent.matched_to_id IS NULL AND ({_SEEN}) IS NOT TRUE
  GROUP BY parent.responsible_authority_id
  ORDER BY bool_and(found.alike), parent.responsible_authority_id LIMIT most;
END $$;
"""  # noqa: S608 - our own conditions, and no value of anybody
