"""What the policies of details ask, row by row: may this actor, by the keys they were handed, read of this event?"""

from __future__ import annotations

# A policy that looks through an event to its episode or child would be written out, with the policies of all three,
# into the plan of every statement that reads a detail: tens of milliseconds of planning for a row or two. It asks this
# instead. What the actor may is read once a statement, as a key for each permission; a row costs a look at its event.
# A function keeps its plan as long as its connection lives: made while a table was empty, it would read all of it for
# every row ever after. So it is told to use its indexes.
MAY_EVENT = """
DO $$ BEGIN
  CREATE TYPE lantern_key AS (
    every boolean, responsible bigint[], host bigint[], placement bigint[], police bigint[],
    episodes bigint[], given bigint[], children bigint[], given_children bigint[]);
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
CREATE OR REPLACE FUNCTION lantern_key_for(permission text) RETURNS lantern_key
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN ROW(lantern_every(permission), lantern_orgs(permission, 'responsible'), lantern_orgs(permission, 'host'),
    lantern_orgs(permission, 'placement'), lantern_orgs(permission, 'police'), lantern_ids(permission),
    lantern_given(permission), lantern_ids('child_' || permission), lantern_given_children(permission))::lantern_key;
END $$;
CREATE OR REPLACE FUNCTION lantern_keys(permission text) RETURNS lantern_key[]
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN ARRAY[lantern_key_for(permission), lantern_key_for('see_record'), lantern_key_for('see_episode'),
    lantern_key_for('see_name'), lantern_key_for('see_sealed')];
END $$;
CREATE OR REPLACE FUNCTION lantern_opens(key lantern_key, episode record_missingepisode) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN coalesce(key.every OR episode.responsible_authority_id = ANY(key.responsible)
    OR episode.host_authority_id = ANY(key.host) OR episode.placement_provider_id = ANY(key.placement)
    OR episode.police_force_id = ANY(key.police) OR episode.id = ANY(key.episodes)
    OR episode.id = ANY(key.given), false);
END $$;
CREATE OR REPLACE FUNCTION lantern_opens_child(key lantern_key, sees lantern_key, child record_child) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 5000
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  RETURN coalesce(key.every OR child.responsible_authority_id = ANY(key.responsible)
    OR child.host_authority_id = ANY(key.host) OR child.placement_provider_id = ANY(key.placement)
    OR child.id = ANY(key.children), false)
    OR (key.police <> '{}' AND EXISTS (SELECT 1 FROM record_missingepisode e WHERE e.child_id = child.id
      AND NOT e.is_void AND e.police_force_id = ANY(key.police)
      AND (sees.every OR e.police_force_id = ANY(sees.police))));
END $$;
CREATE OR REPLACE FUNCTION lantern_may_child(of_child bigint, keys lantern_key[]) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 5000
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE c record_child;
BEGIN
  SELECT * INTO c FROM record_child WHERE id = of_child;
  RETURN FOUND AND (lantern_opens_child(keys[4], keys[3], c) OR c.id = ANY(keys[4].given_children))
    AND lantern_opens_child(keys[1], keys[3], c);
END $$;
CREATE OR REPLACE FUNCTION lantern_may_case(of_child bigint, keys lantern_key[]) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 5000
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE c record_child;
BEGIN
  SELECT * INTO c FROM record_child WHERE id = of_child;
  RETURN FOUND AND lantern_opens_child(keys[2], keys[3], c) AND lantern_may_child(of_child, keys);
END $$;
CREATE OR REPLACE FUNCTION lantern_opens_seal(of_episode bigint, keys lantern_key[]) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 5000
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE e record_missingepisode;
BEGIN
  SELECT * INTO e FROM record_missingepisode WHERE id = of_episode;
  RETURN FOUND AND lantern_opens(keys[3], e) AND lantern_opens(keys[5], e);
END $$;
CREATE OR REPLACE FUNCTION lantern_may_event(event bigint, keys lantern_key[], is_own boolean) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 5000
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE of_episode bigint; of_child bigint; e record_missingepisode;
BEGIN
  SELECT v.episode_id, v.child_id INTO of_episode, of_child FROM record_event v WHERE v.id = event;
  IF of_episode IS NULL THEN
    RETURN of_child IS NOT NULL AND NOT is_own AND lantern_may_case(of_child, keys);
  END IF;
  SELECT * INTO e FROM record_missingepisode WHERE id = of_episode;
  IF NOT (lantern_opens(keys[3], e) AND lantern_opens(keys[2], e)) THEN RETURN false; END IF;
  IF is_own THEN
    IF NOT coalesce(keys[1].every OR e.responsible_authority_id = ANY(keys[1].responsible)
      OR e.id = ANY(keys[1].episodes), false) THEN RETURN false; END IF;
  ELSIF NOT lantern_opens(keys[1], e) THEN RETURN false;
  END IF;
  RETURN lantern_opens(keys[5], e) OR NOT EXISTS (SELECT 1 FROM record_seal s WHERE s.event_id = event);
END $$;
"""
