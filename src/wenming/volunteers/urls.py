"""Addresses of this package."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.organisation import register_views, workbook_views
from wenming.organisation.registers import Column, Register
from wenming.volunteers.actions import households as of_households
from wenming.volunteers.actions import teams
from wenming.volunteers.forms import HouseholdForm, TeamForm
from wenming.volunteers.models import Household, Team
from wenming.volunteers.views import (
    awards,
    handovers,
    households,
    intakes,
    own_tables,
    people,
    qualifications,
)
from wenming.volunteers.views.teams import team_head

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

HOUSEHOLDS = Register(
    app=app_name,
    name="household",
    slug="households",
    model=Household,
    form=HouseholdForm,
    title=pgettext_lazy("plural", "志愿家庭"),
    hint=_("全家一起报名的家庭，例如文明家庭；家人先各自登记为志愿者。"),
    clause="2.2-c",
    day="joined_on",
    columns=(Column(_("家庭名称"), "name"), Column(_("获得的荣誉"), "honours")),
    template="volunteers/household.html",
    withdraw=of_households.withdraw,
    more=households.members_of,
    deeds={
        "joined": pgettext_lazy("deed", "家人加入"),
        "left": pgettext_lazy("deed", "家人退出"),
    },
)

urlpatterns = [
    *register_views.addresses(TEAMS),
    path("teams/<int:pk>/head/", team_head, name="team-head"),
    *register_views.addresses(HOUSEHOLDS),
    path("households/<int:pk>/members/", households.household_members, name="household-members"),
    path("household-members/<int:pk>/leaving/", households.member_leaving, name="member-leaving"),
    path("volunteers/", people.volunteer_list, name="volunteer-list"),
    path("volunteers/new/", people.volunteer_add, name="volunteer-add"),
    path("volunteers/<int:pk>/", people.volunteer, name="volunteer"),
    path(
        "volunteers/<int:pk>/correction/", people.volunteer_correction, name="volunteer-correction"
    ),
    path(
        "volunteers/<int:pk>/qualifications/new/",
        qualifications.qualification_add,
        name="qualification-add",
    ),
    path("qualifications/", qualifications.qualification_list, name="qualification-list"),
    path(
        "qualifications/<int:pk>/checking/",
        qualifications.qualification_checking,
        name="qualification-checking",
    ),
    path(
        "qualifications/<int:pk>/unchecking/",
        qualifications.qualification_unchecking,
        name="qualification-unchecking",
    ),
    *workbook_views.addresses(intakes.WORKBOOK),
    path("volunteers/handovers/", handovers.handover_list, name="handover-list"),
    path("volunteers/handovers/new/", handovers.handover_add, name="handover-add"),
    path("volunteers/handovers/tables/", own_tables.own_table_list, name="own-table-list"),
    path("volunteers/handovers/tables/new/", own_tables.own_table_add, name="own-table-add"),
    path("volunteers/handovers/tables/<int:pk>/", own_tables.own_table, name="own-table"),
    path(
        "volunteers/handovers/tables/<int:pk>/file/",
        own_tables.own_table_file,
        name="own-table-file",
    ),
    path(
        "volunteers/handovers/tables/<int:pk>/removal/",
        own_tables.own_table_removal,
        name="own-table-removal",
    ),
    path("volunteers/<int:pk>/awards/new/", awards.award_add, name="award-add"),
    path("awards/<int:pk>/removal/", awards.award_removal, name="award-removal"),
    path("volunteers/<int:pk>/sharing/", handovers.volunteer_sharing, name="volunteer-sharing"),
    path(
        "volunteers/<int:pk>/sharing/withdrawal/",
        handovers.volunteer_sharing_withdrawal,
        name="volunteer-sharing-withdrawal",
    ),
    path("volunteers/<int:pk>/looking/", people.volunteer_looking, name="volunteer-looking"),
    path(
        "volunteers/<int:pk>/withdrawal/", people.volunteer_withdrawal, name="volunteer-withdrawal"
    ),
]
