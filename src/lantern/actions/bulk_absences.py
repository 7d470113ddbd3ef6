"""Absences as rows: the same events, episode row and duties that the ordinary actions would have written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from lantern.accounts.organisations import new_reference
from lantern.actions import duties, events
from lantern.actions.bulk_items import BulkAbsence, BulkEvent
from lantern.actions.bulk_staging import insert_set, new_ids
from lantern.policies.folding import EpisodeEvent, EpisodeState, fold
from lantern.policies.risk import SCHEME
from lantern.procedures.conditions import Facts
from lantern.procedures.duty import Owed, duties_owed
from lantern.procedures.history import Happened
from lantern.record.models import (
    ClassificationDetail,
    Event,
    InterviewOfferDetail,
    MissingEpisode,
    OwedDuty,
    PoliceCallDetail,
    ReportDetail,
    RiskDetail,
)
from lantern.vocabulary.actors import Actor
