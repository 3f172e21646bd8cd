"""Addresses of this package."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.organisation import register_views
from wenming.organisation.registers import Column, Register
from wenming.projects.forms import ProjectForm
from wenming.projects.models import Project

app_name = "projects"

PROJECTS = Register(
    app=app_name,
    name="project",
    slug="projects",
    model=Project,
    form=ProjectForm,
    title=pgettext_lazy("plural", "项目"),
    hint=_("各单位的志愿服务项目：为谁做、做什么、有什么要求；哪一个是品牌。"),
    clause="5.4-a",
    day="started_on",
    columns=(
        Column(_("项目名称"), "title"),
        Column(_("重点服务对象"), "focus"),
        Column(_("品牌"), "is_brand"),
        Column(_("结束日期"), "ended_on"),
    ),
)

urlpatterns = register_views.addresses(PROJECTS)
