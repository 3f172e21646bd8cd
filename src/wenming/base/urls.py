"""Addresses of the page frame."""

from django.urls import path

from wenming.base import views
from wenming.base.gallery import gallery

app_name = "base"
urlpatterns = [
    path("edition/", views.edition, name="edition"),
    path("gallery/", gallery, name="gallery"),
    path("health/", views.health, name="health"),
    path("offline/", views.offline, name="offline"),
    path("worker.js", views.worker, name="worker"),
]
