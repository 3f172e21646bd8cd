"""Addresses open to all: projects."""

from django.urls import path

from wenming.projects import public_views as views

app_name = "projects_public"
urlpatterns = [
    path("projects/", views.project_list, name="project-list"),
    path("projects/<int:pk>/", views.project, name="project"),
]
