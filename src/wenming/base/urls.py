"""Addresses of the page frame."""

from django.urls import path

from wenming.base import views

app_name = "base"
urlpatterns = [
    path("edition/", views.edition, name="edition"),
    path("health/", views.health, name="health"),
]
