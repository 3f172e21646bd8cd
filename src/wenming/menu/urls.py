"""Addresses of the desk: partner groups, and the services of the whole town."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.menu.actions import partners
from wenming.menu.forms import PartnerForm
from wenming.menu.models import Partner
from wenming.menu.views import keeping
from wenming.menu.views.partners import contact, contact_looking, services_of
from wenming.organisation import register_views
from wenming.organisation.registers import Column, Register

app_name = "menu"

PARTNERS = Register(
    app=app_name,
    name="partner",
    slug="partners",
    model=Partner,
    form=PartnerForm,
    title=pgettext_lazy("plural", "志愿服务团体"),
    hint=_("不是本镇自己的队伍、按协议来服务的团体：社会组织、企业、学校、医院。"),
    clause="5.3-c",
    day="since_on",
    columns=(
        Column(_("团体名称"), "name"),
        Column(_("类别"), "kind"),
        Column(_("协议开始日期"), "since_on"),
        Column(_("协议结束日期"), "until_on"),
    ),
    template="menu/partner.html",
    add=partners.add,
    more=services_of,
    related=("contact",),
    extra=("contact",),
    deeds={
        "contact-named": pgettext_lazy("deed", "确定联系人"),
        "contact-gone": pgettext_lazy("deed", "联系人注销账号"),
    },
)

urlpatterns = [
    *register_views.addresses(PARTNERS),
    path("partners/<int:pk>/contact/", contact, name="partner-contact"),
    path("partners/<int:pk>/contact/looking/", contact_looking, name="partner-contact-looking"),
    path("services/", keeping.desk, name="service-list"),
]
