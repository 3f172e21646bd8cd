"""Addresses of posts and of the desk's registers of this package."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.organisation import register_views, views
from wenming.organisation.forms import AgendaForm, HonourForm
from wenming.organisation.models import Agenda, Honour
from wenming.organisation.registers import Column, Register

app_name = "organisation"

AGENDAS = Register(
    app=app_name,
    name="agenda",
    slug="agendas",
    model=Agenda,
    form=AgendaForm,
    title=pgettext_lazy("plural", "议题记录"),
    hint=_("党组织把文明实践纳入议事日程的会议。"),
    clause="2.1-a",
    day="held_on",
    columns=(
        Column(_("会议"), "meeting"),
        Column(_("一起谋划"), "topic", "agenda_topics"),
    ),
)

HONOURS = Register(
    app=app_name,
    name="honour",
    slug="honours",
    model=Honour,
    form=HonourForm,
    title=pgettext_lazy("plural", "荣誉"),
    hint=_("文明村（社区）、示范站等荣誉，和它们的有效期。"),
    clause="2.2-b",
    day="since_on",
    columns=(Column(_("荣誉"), "kind", "honour_kinds"), Column(_("级别"), "level")),
)

urlpatterns = [
    path("posts/", views.post_list, name="post-list"),
    path("posts/<int:pk>/succession/", views.post_succession, name="post-succession"),
    path("posts/<int:pk>/end/", views.post_end, name="post-end"),
    path("units/<slug:code>/posts/", views.unit_posts, name="unit-posts"),
    path("units/<slug:code>/posts/new/", views.post_add, name="post-add"),
    *register_views.addresses(AGENDAS),
    *register_views.addresses(HONOURS),
]
