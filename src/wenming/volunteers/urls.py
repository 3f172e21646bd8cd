"""Addresses of this package."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.organisation import register_views
from wenming.organisation.registers import Column, Register
from wenming.volunteers import views
from wenming.volunteers.actions import teams
from wenming.volunteers.forms import TeamForm
from wenming.volunteers.models import Team

app_name = "volunteers"

TEAMS = Register(
    app=app_name,
    name="team",
    slug="teams",
    model=Team,
    form=TeamForm,
    title=pgettext_lazy("plural", "队伍"),
    hint=_("支队、服务队、大队，常备、特色、应急队伍，和群众身边不走的队伍。"),
    clause="3.1-a",
    day="founded_on",
    columns=(
        Column(_("队名"), "name"),
        Column(_("形式"), "shape"),
        Column(_("类别"), "kind"),
        Column(_("队长"), "head"),
    ),
    template="volunteers/team.html",
    add=teams.add,
    related=("head",),
    extra=("head",),
    deeds={"headed": pgettext_lazy("deed", "确定队长")},
)

urlpatterns = [
    *register_views.addresses(TEAMS),
    path("teams/<int:pk>/head/", views.team_head, name="team-head"),
]
