"""What a training has besides being an activity: skills it leads to, material, a test (3.3)."""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath
from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["BRIEFING", "TRAININGS", "Course", "Material", "Question"]

# The kinds of activity that are trainings: of a field (3.3-b); of heads and liaison officers (3.3-a).
BRIEFING: Final = "briefing"
TRAININGS: Final = ("training", BRIEFING)


class Course(models.Model):
    """One training: which skills it qualifies for, and how much of its test must be right."""

    activity = models.OneToOneField(
        "activities.Activity", models.PROTECT, related_name="course", verbose_name=_("活动")
    )
    skills = models.JSONField(
        _("学会后可以登记的资格"), default=list, blank=True, help_text=_("没有就不选。")
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("测试及格分"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("满分 100；没有出题就不用管。"),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("培训")
        verbose_name_plural = _("培训")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark__range=(1, 100)), name="learning_a_pass_mark_is_of_a_hundred"
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)


def _place(material: Material, name: str) -> str:
    """Never the name that the person gave it; the ending says what it is."""
    ending = PurePosixPath(name).suffix.lower()
    return f"learning/{material.course_id}/{uuid.uuid4().hex}{ending}"


class Material(models.Model):
    """A file of a training, for those who take part or for everybody."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="materials")
    title = models.CharField(_("名称"), max_length=100)
    file = models.FileField(_("文件"), upload_to=_place, max_length=200)
    size = models.PositiveIntegerField()
    is_public = models.BooleanField(_("公开，不参加的人也能看"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("培训材料")
        verbose_name_plural = _("培训材料")

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question of a test, with its answers, of which one is right."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="questions")
    text = models.CharField(_("题目"), max_length=300)
    options = models.JSONField(_("选项"))
    right = models.PositiveSmallIntegerField(_("第几个是对的"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("测试题")
        verbose_name_plural = _("测试题")
        constraints = [
            models.CheckConstraint(
                condition=Q(right__gte=1), name="learning_a_question_has_a_right_answer"
            ),
        ]

    def __str__(self) -> str:
        return self.text
