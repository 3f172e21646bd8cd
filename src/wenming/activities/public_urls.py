"""Addresses open to all: the list of activities, an activity, its photos."""

from django.urls import path

from wenming.activities.views import calendar, campaigns, listing, month
from wenming.activities.views import public as views

app_name = "activities_public"
urlpatterns = [
    path("activities/", listing.activity_list, name="activity-list"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar.ics", calendar.feed, name="calendar-feed"),
    path("campaigns/", campaigns.campaign_list, name="campaign-list"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("activities/<int:pk>/", views.activity, name="activity"),
    path("activities/<int:pk>/code.svg", month.activity_code, name="activity-code"),
    path("activities/<int:pk>/poster.pdf", month.activity_paper, name="activity-poster"),
    path("months/<str:unit>/<str:month>/", month.month_page, name="month"),
    path("months/<str:unit>/<str:month>/poster.pdf", month.month_paper, name="month-poster"),
    path("activities/photos/<int:pk>.jpg", views.photo, {"size": "image"}, name="photo"),
    path(
        "activities/photos/<int:pk>-small.jpg", views.photo, {"size": "small"}, name="photo-small"
    ),
]
