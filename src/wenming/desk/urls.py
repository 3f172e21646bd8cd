"""Addresses of the desk and of the town's view."""

from django.urls import path

from wenming.desk.views import home, town

app_name = "desk"
urlpatterns = [
    path("desk/", home.home, name="home"),
    path("desk/standings/", home.standing_list, name="standing-list"),
    path("town/", town.matrix_page, name="matrix"),
    path("town/late/", town.late, name="late"),
    path("town/units/", town.units, name="unit-list"),
    path("town/units/<slug:code>/", town.unit, name="unit"),
    path("town/leaders/", town.leaders, name="leader-list"),
    path("town/offices/", town.offices, name="office-list"),
    path("town/clauses/<str:clause_id>/", town.clause, name="clause"),
    path("town/clauses/<str:clause_id>/<slug:code>/", town.support, name="support"),
    path("town/rules/<str:rule_id>/<slug:code>/", town.cell, name="cell"),
    path(
        "town/standings/<str:rule_id>/<path:subject>/<str:start>/", town.standing, name="standing"
    ),
]
