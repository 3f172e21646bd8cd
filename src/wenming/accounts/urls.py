"""Addresses of sign-in and of what is held about oneself."""

from django.urls import include, path

urlpatterns = [path("account/", include("allauth.urls"))]
