"""A training is arranged: skills, pass mark, material, questions (3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.learning.models import Course, Material, Question
from wenming.learning.permissions.trainings import may_arrange, may_ask

__all__ = ["ENDINGS", "LARGEST", "MOST", "add_material", "ask", "drop", "remove_material", "set_up"]

# Bytes of one file, and how many files a training may have.
LARGEST: Final = 20 * 1024 * 1024
MOST: Final = 12
# What may be handed out, and how such a file begins: its name alone says nothing.
ZIP, OGG = b"PK\x03\x04", b"OggS"
ENDINGS: Final[dict[str, tuple[bytes, ...]]] = {
    ".pdf": (b"%PDF-",),
    ".docx": (ZIP,),
    ".xlsx": (ZIP,),
    ".pptx": (ZIP,),
    ".jpg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
}
FEWEST, MANY = 2, 6


@transaction.atomic
def set_up(*, activity: Activity, skills: Sequence[str], pass_mark: int, by: User | None) -> Course:
    """Say to which skills it leads, and how much of its test must be right."""
    course = _course(activity, by)
    course.skills, course.pass_mark = list(skills), pass_mark
    course.save(update_fields=["skills", "pass_mark"])
    record(by, "course.set-up", course, town=activity.town_id)
    return course


@transaction.atomic
def add_material(
    *,
    activity: Activity,
    title: str,
    file: UploadedFile[bytes],
    is_public: bool = False,
    by: User | None,
) -> Material:
    """Hand out a file; only of kinds that carry no program, as far as its beginning tells."""
    course = _course(activity, by)
    ending = PurePosixPath(file.name or "").suffix.lower().replace(".jpeg", ".jpg")
    _be_fit(file, ending, course)
    size = file.size or 0
    material = Material(course=course, title=title.strip(), is_public=is_public, size=size)
    material.file.save(f"file{ending}", file, save=False)
    material.save()
    record(by, "course.material-added", course, town=activity.town_id, title=material.title)
    return material


@transaction.atomic
def remove_material(*, material: Material, by: User | None) -> None:
    """Take a file away for good."""
    activity = material.course.activity
    may_arrange(by, activity).enforce()
    record(by, "course.material-removed", material.course, town=activity.town_id)
    file = material.file
    transaction.on_commit(partial(file.storage.delete, str(file.name)))
    material.delete()


@transaction.atomic
def ask(
    *, activity: Activity, text: str, options: Sequence[str], right: int, by: User | None
) -> Question:
    """One more question of the test."""
    course = _course(activity, by)
    may_ask(by, course).enforce()
    told = [option.strip() for option in options if option.strip()]
    if not FEWEST <= len(told) <= MANY or len(set(told)) != len(told):
        raise Impossible(_("请写两到六个选项，一行一个，不要重复。"), field="options")
    if not 1 <= right <= len(told):
        raise Impossible(_("请写第几个选项是对的。"), field="right")
    made = Question.objects.create(course=course, text=text.strip(), options=told, right=right)
    record(by, "course.question-added", course, town=activity.town_id)
    return made


@transaction.atomic
def drop(*, question: Question, by: User | None) -> None:
    """Take a question out, as long as nobody has answered."""
    course = question.course
    may_ask(by, course).enforce()
    record(by, "course.question-removed", course, town=course.activity.town_id)
    question.delete()


def _course(activity: Activity, by: User | None) -> Course:
    may_arrange(by, activity).enforce()
    return Course.objects.get_or_create(activity=activity)[0]


def _be_fit(file: UploadedFile[bytes], ending: str, course: Course) -> None:
    if course.materials.count() >= MOST:
        raise Impossible(_("一次培训最多 %(most)d 份材料。") % {"most": MOST}, field="file")
    if file.size is None or file.size > LARGEST:
        raise Impossible(_("文件超过 20 MB，请选小一些的。"), field="file")
    beginning = file.read(16)
    file.seek(0)
    if not any(beginning.startswith(mark) for mark in ENDINGS.get(ending, ())):
        words = _("只收 PDF、Word、Excel、PPT、JPEG、PNG 和 MP3 文件，内容要和文件名一致。")
        raise Impossible(words, field="file")
