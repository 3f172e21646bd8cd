"""Addresses of the public site."""

from django.urls import path

from wenming.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("units/", views.unit_list, name="unit-list"),
    path("units/<slug:code>/", views.unit, name="unit"),
    path("plan/", views.plan, name="plan"),
    path("plan/clauses/<str:clause_id>/", views.clause, name="clause"),
    path("results/<str:what>/", views.result_list, name="result-list"),
]
