"""Addresses of the desk: pairs, leaders, visits, reports."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from wenming.liaison.actions import visits
from wenming.liaison.forms import VisitForm
from wenming.liaison.models import Visit
from wenming.liaison.permissions import may_add_visit, may_change_visit
from wenming.liaison.views import pairs, reports
from wenming.organisation import register_views
from wenming.organisation.registers import Column, Register

app_name = "liaison"

VISITS = Register(
    app=app_name,
    name="visit",
    slug="visits",
    model=Visit,
    form=VisitForm,
    title=_("领导指导"),
    hint=_("镇领导到联系点看了什么、帮着解决什么、提了什么要求。"),
    clause="A.2-a",
    day="visited_on",
    columns=(Column(_("领导"), "leader"), Column(_("现场指导"), "is_direct")),
    related=("leader__user",),
    form_template="liaison/visit_form.html",
    offline=_("一次领导指导"),
    add=visits.make,
    correct=visits.correct,
    may=may_change_visit,
    may_add=may_add_visit,
)

urlpatterns = [
    path("liaison/", pairs.pair_list, name="pair-list"),
    path("liaison/leaders/<slug:code>/", pairs.leader, name="leader"),
    path("liaison/units/<slug:code>/", pairs.unit, name="unit"),
    path("liaison/units/<slug:code>/pairs/new/", pairs.pair_add, name="pair-add"),
    path("liaison/pairs/<int:pk>/succession/", pairs.pair_succession, name="pair-succession"),
    path("liaison/pairs/<int:pk>/end/", pairs.pair_end, name="pair-end"),
    *register_views.addresses(VISITS),
    path("reports/", reports.report_list, name="report-list"),
    path("reports/opening/", reports.report_opening, name="report-opening"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/editing/", reports.report_editing, name="report-editing"),
    path("reports/<int:pk>/sending/", reports.report_sending, name="report-sending"),
    path("reports/<int:pk>/reading/", reports.report_reading, name="report-reading"),
    path("reports/<int:pk>/withdrawal/", reports.report_withdrawal, name="report-withdrawal"),
]
