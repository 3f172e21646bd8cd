"""Addresses open to all: the menu; and of whoever offers a service or lets it onto the menu."""

from django.urls import include, path

from wenming.menu.views import keeping, public

everybody = [
    path("services/", public.service_list, name="service-list"),
    path("services/<int:pk>/", public.service, name="service"),
    path("services/<int:pk>/poster/", public.poster, name="poster"),
]
own = [
    path("my/services/", keeping.mine, name="service-list"),
    path("services/new/", keeping.service_add, name="service-add"),
    path("services/<int:pk>/record/", keeping.service, name="service"),
    path("services/<int:pk>/correction/", keeping.correction, name="correction"),
    path("services/<int:pk>/proposal/", keeping.proposal, name="proposal"),
    path("services/<int:pk>/approval/", keeping.approval, name="approval"),
    path("services/<int:pk>/sending-back/", keeping.sending_back, name="sending-back"),
    path("services/<int:pk>/pausing/", keeping.pausing, name="pausing"),
    path("services/<int:pk>/resumption/", keeping.resumption, name="resumption"),
    path("services/<int:pk>/withdrawal/", keeping.withdrawal, name="withdrawal"),
]

urlpatterns = [
    path("", include((everybody, "menu_public"))),
    path("", include((own, "menu_own"))),
]
