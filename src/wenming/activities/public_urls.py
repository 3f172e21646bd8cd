"""Addresses open to all: the list of activities, an activity, its photos."""

from django.urls import path

from wenming.activities.views import public as views

app_name = "activities_public"
urlpatterns = [
    path("activities/", views.activity_list, name="activity-list"),
    path("activities/<int:pk>/", views.activity, name="activity"),
    path("activities/photos/<int:pk>.jpg", views.photo, {"size": "image"}, name="photo"),
    path(
        "activities/photos/<int:pk>-small.jpg", views.photo, {"size": "small"}, name="photo-small"
    ),
]
