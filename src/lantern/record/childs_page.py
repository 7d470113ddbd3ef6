"""The page a worker gives a child: its links, what the child said on it, and whose word its text stands on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.vocabulary.childs_page import ChildSays


class ChildsLink(models.Model):
    """One link to the page. Only the hash of its token is kept; nothing sends it: the worker hands it over."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    episode = models.ForeignKey(
        "record.MissingEpisode", on_delete=models.PROTECT, related_name="childs_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="childs_link_ends_after_made")
        ]


class ChildSaidDetail(models.Model):
    """What the child pressed, on which link, in which language. The number stands in the event's source: protected."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="child_said")
    link = models.ForeignKey(ChildsLink, on_delete=models.PROTECT, related_name="said")
    says = models.CharField(max_length=10, choices=choices_of(ChildSays))
    language = models.CharField(max_length=10)

    class Meta:
        constraints = [one_of("says", ChildSays)]


class ChildsText(models.Model):
    """That a speaker of the language confirmed one version of the page's text, or said that it is not right.

    The newest line about a version counts. A changed text is another version, and nobody has confirmed it.
    """

    language = models.CharField(max_length=10)
    version = models.CharField(max_length=64)
    is_confirmed = models.BooleanField()
    speaker = models.CharField(max_length=200)
    capacity = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)

    class Meta:
        indexes = [models.Index(fields=["language", "version"], name="childs_text_version")]
