"""Addresses: the interface for machines, and the desk's page of tokens."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, include, path

from wenming.exchange import views
from wenming.exchange.api import api

# The frame's own first page is not needed. Whoever calls shows a token, no cookie.
operations = [
    path(str(entry.pattern), login_not_required(entry.callback), name=entry.name)
    for entry in api.urls[0]
    if isinstance(entry, URLPattern) and entry.name != "api-root"
]

machines = [path("openapi.json", views.openapi, name="openapi"), *operations]
desk = [
    path("desk/exchange/", views.access_list, name="access-list"),
    path("desk/exchange/<int:pk>/revoking/", views.access_revoking, name="access-revoking"),
]

urlpatterns = [
    path("api/v1/", include((machines, "exchange"))),
    path("", include((desk, "exchange_desk"))),
]
