"""Row-level security and append-only triggers for signs, views, referrals and guardians."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE
RECORD = guards.through_event(permission="see_record")

POLICIES = {
    "record_concerndetail": RECORD,
    "record_signseen": RECORD,
    "record_viewdetail": RECORD,
    "record_notreferreddetail": RECORD,
    "record_welfareform": guards.through(parent="record_child", key="child_id", permission="see_record"),
    "record_nrmreferral": RECORD,
    # It names those suspected, other children and where the child lives.
    "record_nrmanswer": guards.through_event(permission="see_protected"),
    "record_nrmdecision": RECORD,
    "record_nrmletter": RECORD,
    "record_guardianasked": RECORD,
    "record_guardianallocation": RECORD,
    "record_guardiannote": RECORD,
    "record_guardianchallenge": RECORD,
    "record_guardiananswer": RECORD,
}

APPEND_ONLY = tuple(POLICIES)  # all of it was said: what is wrong is answered by a later event

SQL = "".join(
    guards.policy(table, condition) + guards.append_only(table, role=ROLE)
    for table, condition in POLICIES.items()
)


class Migration(migrations.Migration):
    dependencies = [("record", "0012_the_concern")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
