"""Addresses open to all: ask, follow; and one's own: what I am asked to do."""

from django.urls import include, path

from wenming.needs.views import asking, going, ordering

public = [
    path("ask/", asking.ask, name="ask"),
    path("card/<str:code>/", asking.card, name="card"),
    path("services/<int:pk>/orders/", ordering.order_list, name="order-list"),
    path("follow/", asking.follow, name="follow"),
    path("needs/<str:number>/<str:key>/", asking.need, name="need"),
    path("needs/<str:number>/<str:key>/remarks/", asking.remark, name="remark"),
    path("needs/<str:number>/<str:key>/withdrawal/", asking.withdrawal, name="withdrawal"),
    path("needs/<str:number>/<str:key>/reopening/", asking.not_done, name="not-done"),
    path("needs/<str:number>/<str:key>/rating/", asking.rating, name="rating"),
]

mine = [
    path("my/dispatches/<int:pk>/", going.dispatch, name="dispatch"),
    path("my/dispatches/<int:pk>/acceptance/", going.acceptance, name="acceptance"),
    path("my/dispatches/<int:pk>/refusal/", going.refusal, name="refusal"),
    path("my/dispatches/<int:pk>/giving-back/", going.giving_back, name="giving-back"),
    path("my/dispatches/<int:pk>/rescheduling/", going.rescheduling, name="rescheduling"),
    path("my/dispatches/<int:pk>/handing-over/", going.handing_over, name="handing-over"),
    path("my/dispatches/<int:pk>/finishing/", going.finishing, name="finishing"),
]

urlpatterns = [
    path("", include((public, "needs_public"))),
    path("", include((mine, "needs_own"))),
]
