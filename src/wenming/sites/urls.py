"""Addresses of this package."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.organisation import register_views
from wenming.organisation.registers import Column, Register
from wenming.sites.forms import CircleForm, RoomForm
from wenming.sites.models import CircleSurvey, Room

app_name = "sites"

ROOMS = Register(
    app=app_name,
    name="room",
    slug="rooms",
    model=Room,
    form=RoomForm,
    title=pgettext_lazy("plural", "功能室"),
    hint=_("各站点的理论宣讲、市民教育、文化活动、科普宣传、健身活动等功能室。"),
    clause="4.1-b",
    day="opened_on",
    columns=(
        Column(_("名称"), "name"),
        Column(_("功能"), "kind"),
        Column(_("容纳人数"), "capacity"),
        Column(_("停用日期"), "closed_on"),
    ),
)

CIRCLES = Register(
    app=app_name,
    name="circle",
    slug="circles",
    model=CircleSurvey,
    form=CircleForm,
    title=pgettext_lazy("plural", "15分钟圈调查"),
    hint=_("有多少户步行15分钟以内能到一个文明实践阵地。"),
    clause="4.2-c",
    day="surveyed_on",
    columns=(
        Column(_("调查"), "unit"),
        Column(_("总户数"), "households"),
        Column(_("15分钟内的户数"), "within"),
    ),
)

urlpatterns = [*register_views.addresses(ROOMS), *register_views.addresses(CIRCLES)]
