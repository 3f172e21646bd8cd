"""Addresses of the desk: who comes to a shift."""

from django.urls import path

from wenming.signups.views import desk

app_name = "signups_desk"
urlpatterns = [
    path("shifts/<int:pk>/people/", desk.roll_page, name="roll"),
    path("sign-ups/<int:pk>/confirmation/", desk.confirmation, name="confirmation"),
    path("sign-ups/<int:pk>/removal/", desk.removal, name="removal"),
]
