"""Addresses of the desk: activities and month plans."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.activities import views
from wenming.activities.actions import activities, month_plans
from wenming.activities.forms import ActivityForm, MonthPlanForm
from wenming.activities.models import Activity, MonthPlan
from wenming.organisation import register_views
from wenming.organisation.registers import Column, Register

app_name = "activities"

ACTIVITIES = Register(
    app=app_name,
    name="activity",
    slug="activities",
    model=Activity,
    form=ActivityForm,
    title=pgettext_lazy("plural", "活动"),
    hint=_("已经举行的活动。登记一次，条款里要数的就都数到了。"),
    clause="5.2-b",
    day="held_on",
    columns=(
        Column(_("活动"), "title"),
        Column(_("类型"), "kind", "activity_kinds"),
        Column(_("任务"), "task", "five_tasks"),
        Column(_("人数"), "people"),
    ),
    template="activities/activity.html",
    form_template="activities/activity_form.html",
    add=activities.hold,
    correct=activities.correct,
    more=views.photos_of,
    deeds={
        "teams-set": _("更改队伍"),
        "photos-added": _("添加照片"),
        "photo-removed": _("删除照片"),
    },
)

MONTH_PLANS = Register(
    app=app_name,
    name="month-plan",
    slug="month-plans",
    model=MonthPlan,
    form=MonthPlanForm,
    title=pgettext_lazy("plural", "月计划"),
    hint=_("每月的主题和活动安排，公布后大家看得到。"),
    clause="4.1-c",
    day="month",
    columns=(Column(_("主题"), "theme"), Column(_("状态"), "stage")),
    template="activities/month_plan.html",
    form_template="activities/month_plan_form.html",
    add=month_plans.draft,
    correct=month_plans.correct,
    extra=("stage", "published_on"),
    more=views.publishing,
    deeds={"published": pgettext_lazy("deed", "公布")},
)

urlpatterns = [
    *register_views.addresses(ACTIVITIES),
    path(
        "activities/photos/<int:pk>/removal/",
        views.photo_removal,
        name="photo-removal",
    ),
    *register_views.addresses(MONTH_PLANS),
    path(
        "month-plans/<int:pk>/publishing/",
        views.month_plan_publishing,
        name="month-plan-publishing",
    ),
]
