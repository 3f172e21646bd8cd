"""Addresses open to all: the menu, online pieces; and a lecturer's own orders."""

from django.urls import include, path

from wenming.learning.views import own, public

everybody = [
    path("lectures/", public.lecture_list, name="lecture-list"),
    path("lectures/online/", public.piece_list, name="piece-list"),
    path("lectures/online/<int:pk>/", public.piece, name="piece"),
]
mine = [
    path("lectures/orders/<int:pk>/", own.order, name="order"),
    path("lectures/orders/<int:pk>/acceptance/", own.acceptance, name="acceptance"),
    path("lectures/orders/<int:pk>/proposal/", own.proposal, name="proposal"),
    path("lectures/orders/<int:pk>/refusal/", own.refusal, name="refusal"),
]
urlpatterns = [
    path("", include((everybody, "learning_public"))),
    path("", include((mine, "learning_own"))),
]
