"""What a person decided about groups of needs: moved, named, merged, split (5.3-b)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models import Town

__all__ = ["LONGEST_KEY", "SortedNeed", "Sorting"]

LONGEST_KEY = 60


class SortingQuerySet(models.QuerySet["Sorting"]):
    def of(self, town: Town) -> Self:
        """This town's."""
        return self.filter(town=town)

    def holding(self) -> Self:
        """Those that were not undone, in the order in which they were said."""
        return self.filter(undone_at__isnull=True).order_by("pk")


class Sorting(models.Model):
    """One decision of a person about groups; the engine hears all that hold, in their order.

    `group` and `into` are the engine's names of groups; "" is with no others. `needs` are what the
    person saw in the groups, so that these are known again however many needs come later.
    """

    class Deed(models.TextChoices):
        MOVED = "moved", _("移动")
        NAMED = "named", _("命名")
        MERGED = "merged", _("合并")
        SPLIT = "split", _("分出")

    town = models.ForeignKey("organisation.Town", models.PROTECT, related_name="+", editable=False)
    deed = models.CharField(_("做了什么"), max_length=10, choices=Deed.choices)
    group = models.CharField(max_length=LONGEST_KEY, blank=True)
    into = models.CharField(max_length=LONGEST_KEY, blank=True)
    name = models.CharField(_("组的名称"), max_length=40, blank=True)
    # What the group was called when it was decided, for whoever reads it later.
    called = models.CharField(max_length=80, blank=True)
    # Made with the form: the same form sent twice is one decision.
    ticket = models.UUIDField(unique=True, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    needs = models.ManyToManyField("needs.Need", through="SortedNeed", related_name="+")

    objects = SortingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("人工归组")
        verbose_name_plural = _("人工归组")
        indexes = [models.Index(fields=["town", "undone_at"], name="groups_sortings_that_hold")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(deed="merged") | (~Q(group="") & ~Q(into="") & ~Q(into=F("group"))),
                name="groups_a_group_is_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~Q(deed="split") | ~Q(into=""),
                name="groups_what_is_split_off_is_a_group",
            ),
            models.CheckConstraint(
                condition=~Q(deed="named") | ~Q(group=""),
                name="groups_what_is_named_is_a_group",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | Q(undone_by__isnull=True),
                name="groups_what_is_undone_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_deed_display()} {self.called}".strip()


class SortedNeed(models.Model):
    """A need in one of the groups that were decided about, where the engine had put it.

    `is_chosen`: it is one of those that were moved or split off.
    """

    sorting = models.ForeignKey(Sorting, models.CASCADE, related_name="seen")
    need = models.ForeignKey("needs.Need", models.PROTECT, related_name="+")
    group = models.CharField(max_length=LONGEST_KEY, blank=True)
    is_chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sorting", "need"], name="groups_a_need_is_in_a_decision_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sorting} {self.need_id}"
