"""Addresses of this package."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.organisation import register_views
from wenming.organisation.registers import Column, Register
from wenming.projects import belonging_views, views
from wenming.projects.actions import projects
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
    template="projects/project.html",
    add=projects.add,
    correct=projects.correct,
    more=views.rounds_for,
    deeds={
        "teams-set": _("更改队伍"),
        "needs-attached": _("归入需求"),
        "needs-detached": _("移出需求"),
        "money-set": _("归入经费"),
        "money-detached": _("移出经费"),
    },
)

urlpatterns = [
    *register_views.addresses(PROJECTS),
    path("projects/<int:pk>/rounds/", views.round_beginning, name="round-beginning"),
    path("projects/<int:pk>/needs/", belonging_views.project_needs, name="project-needs"),
    path(
        "projects/<int:pk>/needs/protected-detaching/",
        belonging_views.protected_detaching,
        name="protected-detaching",
    ),
    path(
        "project-needs/<int:pk>/detaching/", belonging_views.need_detaching, name="need-detaching"
    ),
    path("projects/<int:pk>/money/", belonging_views.project_money, name="project-money"),
    path(
        "project-money/<int:pk>/detaching/",
        belonging_views.money_detaching,
        name="money-detaching",
    ),
    path("rounds/<int:pk>/reminding/", views.raters_reminding, name="raters-reminding"),
    path("rounds/<int:pk>/", views.round_page, name="round"),
    path("rounds/<int:pk>/going-on/", views.round_going_on, name="round-going-on"),
    path("rounds/<int:pk>/going-back/", views.round_going_back, name="round-going-back"),
    path("rounds/<int:pk>/measures/", views.measure_taking, name="measure-taking"),
    path("measures/<int:pk>/dropping/", views.measure_dropping, name="measure-dropping"),
    path("rounds/<int:pk>/activities/", views.activity_attaching, name="activity-attaching"),
    path(
        "round-activities/<int:pk>/detaching/",
        views.activity_detaching,
        name="activity-detaching",
    ),
]
