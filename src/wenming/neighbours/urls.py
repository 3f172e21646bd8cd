"""Addresses of the desk: requests for a neighbour."""

from django.urls import path

from wenming.neighbours.views import desk

app_name = "neighbours"
urlpatterns = [
    path("neighbours/", desk.posting_list, name="posting-list"),
    path("neighbours/new/", desk.posting_add, name="posting-add"),
    path("neighbours/<int:pk>/", desk.posting, name="posting"),
    path("neighbours/<int:pk>/correction/", desk.posting_correction, name="posting-correction"),
    path("neighbours/<int:pk>/confirming/", desk.posting_confirming, name="posting-confirming"),
    path("neighbours/<int:pk>/closing/", desk.posting_closing, name="posting-closing"),
    path("neighbours/<int:pk>/invitations/", desk.posting_invitation, name="posting-invitation"),
    path("neighbours/<int:pk>/looking/", desk.posting_looking, name="posting-looking"),
]
