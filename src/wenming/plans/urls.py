"""Addresses of the plan on the desk."""

from django.urls import path

from wenming.plans import views

app_name = "plans"
urlpatterns = [path("plans/", views.plans, name="plan-list")]
