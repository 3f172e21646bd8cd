"""Addresses open to all: service lists."""

from django.urls import path

from wenming.groups.views import public

app_name = "groups_public"
urlpatterns = [
    path("services/", public.service_lists, name="service-list-list"),
    path("services/<int:pk>/", public.service_list, name="service-list"),
]
