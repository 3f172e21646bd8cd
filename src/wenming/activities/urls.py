"""Addresses of the desk: activities and month plans."""

from dataclasses import replace

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.activities.actions import activities, announcing, month_plans
from wenming.activities.forms import ActivityForm, AnnouncementForm, CampaignForm, MonthPlanForm
from wenming.activities.models import Activity, Campaign, MonthPlan
from wenming.activities.permissions import (
    may_change_announcement,
    may_edit,
    may_lead_campaign,
    may_withdraw,
)
from wenming.activities.views import activities as views
from wenming.activities.views import campaigns, gathering, months, shifts
from wenming.organisation import register_views
from wenming.organisation.permissions import may_govern
from wenming.organisation.registers import Column, Register

app_name = "activities"


def announcement(activity: Activity) -> Register | None:
    """What has not been held yet is put right as the announcement that it is."""
    return None if activity.stage in Activity.HAPPENED else ANNOUNCEMENTS


ACTIVITIES = Register(
    app=app_name,
    name="activity",
    slug="activities",
    model=Activity,
    form=ActivityForm,
    title=pgettext_lazy("plural", "活动"),
    hint=_("要办的先发公告，办过的登记一次，条款里要数的就都数到了。"),
    doors=(
        (_("发布活动公告"), "activities:announcement-add"),
        (_("安排集中活动日"), "activities:gathering-list"),
    ),
    clause="5.2-b",
    day="held_on",
    columns=(
        Column(_("活动"), "title"),
        Column(_("类型"), "kind", "activity_kinds"),
        Column(_("任务"), "task", "five_tasks"),
        Column(_("人数"), "people"),
        Column(_("进度"), "stage"),
    ),
    template="activities/activity.html",
    form_template="activities/activity_form.html",
    add=activities.hold,
    correct=activities.correct,
    withdraw=activities.withdraw,
    may=may_edit,
    may_withdraw=may_withdraw,
    other=announcement,
    more=views.stage_of,
    extra=(
        "about",
        "conditions",
        "least_age",
        "risks",
        "insurance",
        "contact",
        "led_by",
        "campaign",
        "results",
        "called_off_why",
    ),
    related=("campaign",),
    deeds={
        "published": pgettext_lazy("deed", "发布"),
        "opened": pgettext_lazy("deed", "开始"),
        "held": pgettext_lazy("deed", "举行"),
        "reported": pgettext_lazy("deed", "总结"),
        "called-off": pgettext_lazy("deed", "取消"),
        "shift-added": _("加一个班次"),
        "shift-changed": _("更改班次"),
        "shift-removed": _("删除班次"),
        "teams-set": _("更改队伍"),
        "photos-added": _("添加照片"),
        "photo-removed": _("删除照片"),
    },
)

ANNOUNCEMENTS = replace(
    ACTIVITIES,
    form=AnnouncementForm,
    form_template="activities/announcement_form.html",
    add=announcing.announce,
    correct=announcing.correct,
    may=may_change_announcement,
)

CAMPAIGNS = Register(
    app=app_name,
    name="campaign",
    slug="campaigns",
    model=Campaign,
    form=CampaignForm,
    title=pgettext_lazy("plural", "专项行动"),
    hint=_("一个名称下，各单位都来办的活动。"),
    clause="5.1-b",
    day="from_on",
    columns=(Column(_("名称"), "title"), Column(_("结束日期"), "until_on")),
    template="activities/campaign.html",
    may=may_lead_campaign,
    may_add=may_govern,
    more=campaigns.joined,
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
    more=months.month_of,
    deeds={"published": pgettext_lazy("deed", "公布")},
)

urlpatterns = [
    *register_views.addresses(ACTIVITIES),
    path(
        "activities/announcement/",
        register_views.record_add,
        {"register": ANNOUNCEMENTS},
        name="announcement-add",
    ),
    path("activities/<int:pk>/publishing/", views.activity_publishing, name="activity-publishing"),
    path("activities/<int:pk>/opening/", views.activity_opening, name="activity-opening"),
    path("activities/<int:pk>/closing/", views.activity_closing, name="activity-closing"),
    path("activities/<int:pk>/report/", views.activity_report, name="activity-report"),
    path(
        "activities/<int:pk>/calling-off/",
        views.activity_calling_off,
        name="activity-calling-off",
    ),
    path(
        "activities/<int:pk>/repeating/",
        gathering.activity_repeating,
        name="activity-repeating",
    ),
    path("gathering/", gathering.gatherings, name="gathering-list"),
    path("gathering/<str:unit>/", gathering.gathering, name="gathering"),
    path("activities/<int:pk>/shifts/new/", shifts.shift_add, name="shift-add"),
    path("activities/shifts/<int:pk>/", shifts.shift, name="shift"),
    path("activities/shifts/<int:pk>/removal/", shifts.shift_removal, name="shift-removal"),
    path(
        "activities/photos/<int:pk>/removal/",
        views.photo_removal,
        name="photo-removal",
    ),
    *register_views.addresses(CAMPAIGNS),
    *register_views.addresses(MONTH_PLANS),
    path(
        "month-plans/<int:pk>/publishing/",
        months.month_plan_publishing,
        name="month-plan-publishing",
    ),
]
