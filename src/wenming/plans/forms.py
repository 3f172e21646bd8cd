"""The upload of a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from wenming.plans.files import Bundle
from wenming.plans.reading import LARGEST

__all__ = ["PlanForm"]

MOST_FILES = 40


class SeveralFiles(forms.ClearableFileInput):
    """The browser lets one choose several."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """One file or several, as a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(Files, self).clean(one, initial) for one in given]


class PlanForm(forms.Form):
    """The files of a plan: one, or a main file `plan.yaml` with those it includes."""

    papers = Files(
        label=_("方案文件"),
        help_text=_("YAML 格式。方案分成几个文件的，请一次全部选上，其中主文件叫 plan.yaml。"),
    )

    def clean_papers(self) -> Bundle:
        files: list[UploadedFile[Any]] = self.cleaned_data["papers"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("文件太多，最多 40 个。"))
        contents = {str(file.name): file.read(LARGEST + 1) for file in files}
        names = list(contents)
        return Bundle(contents, main=names[0] if len(names) == 1 else "plan.yaml")
