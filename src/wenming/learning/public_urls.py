"""Addresses open to all: the menu, online pieces; and a lecturer's own orders."""

from django.urls import include, path

from wenming.learning.views import certificates, own, public, trainings

everybody = [
    path("lectures/", public.lecture_list, name="lecture-list"),
    path("lectures/online/", public.piece_list, name="piece-list"),
    path("lectures/online/<int:pk>/", public.piece, name="piece"),
    path("trainings/materials/<int:pk>/", trainings.material, name="material"),
    path(
        "trainings/certificates/<slug:number>/",
        certificates.certificate_check,
        name="certificate-check",
    ),
]
mine = [
    path("lectures/orders/<int:pk>/", own.order, name="order"),
    path("lectures/orders/<int:pk>/acceptance/", own.acceptance, name="acceptance"),
    path("lectures/orders/<int:pk>/proposal/", own.proposal, name="proposal"),
    path("lectures/orders/<int:pk>/refusal/", own.refusal, name="refusal"),
    path("lectures/orders/<int:pk>/stepping-back/", own.stepping_back, name="stepping-back"),
    path("trainings/<int:pk>/test/", trainings.test, name="test"),
    path("trainings/<int:pk>/skills/", certificates.proposal_of_skills, name="skills"),
    path("trainings/<int:pk>/certificate/", certificates.own_certificate, name="certificate"),
]
urlpatterns = [
    path("", include((everybody, "learning_public"))),
    path("", include((mine, "learning_own"))),
]
