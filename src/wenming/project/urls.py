"""All addresses, package by package."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    # What many press in the same moment is found first.
    path("", include("wenming.signups.public_urls")),
    path("", include("wenming.portal.urls")),
    path("", include("wenming.base.urls")),
    path("", include("wenming.activities.public_urls")),
    path("", include("wenming.projects.public_urls")),
    path("", include("wenming.accounts.urls")),
    path("", include("wenming.volunteers.public_urls")),
    path("", include("wenming.learning.public_urls")),
    path("", include("wenming.neighbours.public_urls")),
    path("", include("wenming.menu.public_urls")),
    path("", include("wenming.needs.public_urls")),
    path("", include("wenming.groups.public_urls")),
    path("", include("wenming.hours.urls")),
    path("", include("wenming.exchange.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("", include("wenming.desk.urls")),
    path("desk/", include("wenming.organisation.urls")),
    path("desk/", include("wenming.plans.urls")),
    path("desk/", include("wenming.volunteers.urls")),
    path("desk/", include("wenming.sites.urls")),
    path("desk/", include("wenming.activities.urls")),
    path("desk/", include("wenming.signups.urls")),
    path("desk/", include("wenming.learning.urls")),
    path("desk/", include("wenming.neighbours.urls")),
    path("desk/", include("wenming.menu.urls")),
    path("desk/", include("wenming.groups.urls")),
    path("desk/", include("wenming.needs.urls")),
    path("desk/", include("wenming.funds.urls")),
    path("desk/", include("wenming.projects.urls")),
    path("desk/", include("wenming.liaison.urls")),
]

handler403 = "wenming.base.views.forbidden"
handler404 = "wenming.base.views.not_found"
