"""A result: somebody passed a training, by its test or as its organiser noted (3.3)."""

from __future__ import annotations

from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.hours.models.certificate import in_fours
from wenming.organisation.models import Town

__all__ = ["MOST_TRIES", "Result"]

# How often a test may be taken.
MOST_TRIES: Final = 3


class ResultQuerySet(models.QuerySet["Result"]):
    def passed(self) -> Self:
        """With a certificate that holds."""
        return self.filter(number__isnull=False, taken_back_why="")

    def of(self, town: Town) -> Self:
        """Of trainings of this town that stand."""
        activity = {"course__activity__town": town, "course__activity__withdrawn_at": None}
        return self.filter(**activity)


class Result(models.Model):
    """One person at one training. Who passed has a number, under which the certificate is checked."""

    course = models.ForeignKey("learning.Course", models.PROTECT, related_name="results")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="training_results",
        verbose_name=_("姓名"),
    )
    # Null where there was no test.
    score = models.PositiveSmallIntegerField(_("得分"), null=True)
    tries = models.PositiveSmallIntegerField(_("考了几次"), default=0)
    # Null until passed, not empty: only numbers must differ.
    number = models.CharField(_("证书编号"), max_length=20, null=True, unique=True)  # noqa: DJ001
    noted_on = models.DateField(_("日期"))
    # Who noted it; null where it was the test.
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    # Why the certificate no longer holds; who passes again has another.
    taken_back_why = models.CharField(max_length=200, blank=True, editable=False)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["-noted_on", "-pk"]
        verbose_name = _("培训结果")
        verbose_name_plural = _("培训结果")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "user"], name="learning_one_result_a_person_and_training"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=100),
                name="learning_a_score_is_of_a_hundred",
            ),
            models.CheckConstraint(
                condition=Q(tries__lte=MOST_TRIES), name="learning_a_test_is_taken_three_times"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_why="") | Q(number__isnull=False),
                name="learning_only_a_certificate_is_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.course}"

    def get_absolute_url(self) -> str:
        return reverse("learning:training", args=[self.course.activity_id])

    @property
    def has_passed(self) -> bool:
        return self.number is not None and not self.taken_back_why

    @property
    def written(self) -> str:
        """The number as people read it."""
        return in_fours(self.number or "")
