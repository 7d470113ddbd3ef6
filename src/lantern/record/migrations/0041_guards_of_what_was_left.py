"""Row-level security for references that were given, and the entries of before tied to the numbers they recorded."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE
SQL = guards.policy("record_givenreference", guards.through_event(permission="see_record")) + guards.append_only(
    "record_givenreference", role=ROLE
)

# Until now an entry that recorded a reference was known by its words alone: those words, and nobody named who said it.
# The newest entry that gave a number is the one that the number on the child is tied to; what no entry gave is not.
OF_BEFORE = """
INSERT INTO record_givenreference (event_id, value)
SELECT said.id, said.value FROM (
  SELECT e.id, regexp_replace(substr(e.words, length(p.first) + 1), '[.]$', '') AS value
  FROM record_event e, (SELECT 'The Home Office gave its reference: '::text AS first) p
  WHERE e.kind = 'information_received' AND starts_with(e.words, p.first)
    AND NOT EXISTS (SELECT 1 FROM record_eventsource s WHERE s.event_id = e.id)
    AND NOT EXISTS (SELECT 1 FROM record_givenreference g WHERE g.event_id = e.id)
) said WHERE length(said.value) BETWEEN 1 AND 100;

UPDATE record_childidentifier i SET given_in_id = newest.id FROM (
  SELECT DISTINCT ON (m.child_id, g.value) m.child_id, g.value, g.id
  FROM record_givenreference g JOIN record_event e ON e.id = g.event_id
  JOIN record_missingepisode m ON m.id = e.episode_id
  ORDER BY m.child_id, g.value, e.recorded_at DESC, e.id DESC
) newest
WHERE i.child_id = newest.child_id AND i.kind = 'Home Office' AND i.value = newest.value AND i.given_in_id IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0040_what_was_left")]

    operations = [
        migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=OF_BEFORE, reverse_sql=migrations.RunSQL.noop),
    ]
