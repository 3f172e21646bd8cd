"""An agenda record: a party organisation put the work on its agenda (2.1-a)."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.organisation.models.record import (
    UnitRecord,
    UnitRecordQuerySet,
    withdrawal_is_whole,
)

__all__ = ["Agenda"]


class AgendaQuerySet(UnitRecordQuerySet["Agenda"]):
    pass


class Agenda(UnitRecord):
    """One meeting that had the work on its agenda, and what it decided (2.1-a)."""

    held_on = models.DateField(_("会议日期"))
    meeting = models.CharField(_("会议名称"), max_length=100)
    topic = models.CharField(_("与哪项工作一起谋划"), max_length=40)
    decision = models.TextField(_("议定事项"), max_length=2000)

    objects = AgendaQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("议题记录")
        verbose_name_plural = _("议题记录")
        constraints = [withdrawal_is_whole("organisation_agenda_withdrawal_is_whole")]

    def __str__(self) -> str:
        return self.meeting

    def get_absolute_url(self) -> str:
        return reverse("organisation:agenda", args=[self.pk])
