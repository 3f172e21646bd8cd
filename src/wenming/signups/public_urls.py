"""Addresses of sign-up for everybody who is signed in; the feed for whoever knows its secret."""

from django.urls import path

from wenming.signups.views import calendar, own

app_name = "signups"
urlpatterns = [
    path("activities/<int:pk>/interest/", own.interest, name="interest"),
    path("activities/<int:pk>/interest/removal/", own.interest_removal, name="interest-removal"),
    path("shifts/<int:pk>/joining/", own.joining_page, name="joining"),
    path("sign-ups/<int:pk>/confirmation/", own.confirmation, name="confirmation"),
    path("sign-ups/<int:pk>/giving-up/", own.giving_up_page, name="giving-up"),
    path(
        "invitations/<int:pk>/acceptance/", own.invitation_acceptance, name="invitation-acceptance"
    ),
    path("invitations/<int:pk>/refusal/", own.invitation_refusal, name="invitation-refusal"),
    path("my/calendar/", calendar.calendar, name="calendar"),
    path("my/calendar/key/", calendar.key, name="calendar-key"),
    path("my/calendar/key/removal/", calendar.key_removal, name="calendar-key-removal"),
    path("calendars/<str:secret>.ics", calendar.feed, name="feed"),
]
