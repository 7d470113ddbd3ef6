"""A face: the worker looks here for its tasks."""

from lantern.jobs.bundles import drop_expired_bundles
from lantern.jobs.drafts import drop_expired
from lantern.jobs.lateness import end_counts, let_late_become_missing, owe_for_away_unchecked
from lantern.jobs.notices import deliver_notice, deliver_notices, deliver_what_is_due, ring_unanswered
from lantern.jobs.reckoning import reckon_everything
from lantern.jobs.waking import send_morning_digests, wake_what_is_due

__all__ = [
    "deliver_notice",
    "deliver_notices",
    "deliver_what_is_due",
    "drop_expired",
    "drop_expired_bundles",
    "end_counts",
    "let_late_become_missing",
    "owe_for_away_unchecked",
    "reckon_everything",
    "ring_unanswered",
    "send_morning_digests",
    "wake_what_is_due",
]
