"""Addresses open to all: service lists."""

from django.urls import path

from wenming.groups.views import public

app_name = "groups_public"
urlpatterns = [
    path("service-lists/", public.service_lists, name="service-list-list"),
    path("service-lists/<int:pk>/", public.service_list, name="service-list"),
]
