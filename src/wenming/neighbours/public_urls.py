"""Addresses open to all, and one's own: asking, offering, looking in."""

from django.urls import include, path

from wenming.neighbours.views import own

mine = [
    path("neighbours/asking/", own.asking, name="asking"),
    path("neighbours/requests/<int:pk>/ending/", own.request_ending, name="request-ending"),
    path("neighbours/wanted/", own.wanted, name="wanted"),
    path("neighbours/wanted/<int:pk>/offers/", own.offer, name="offer"),
    path("neighbours/pairs/<int:pk>/", own.pair, name="pair"),
    path("neighbours/pairs/<int:pk>/acceptance/", own.acceptance, name="acceptance"),
    path("neighbours/pairs/<int:pk>/refusal/", own.refusal, name="refusal"),
    path("neighbours/pairs/<int:pk>/look-ins/", own.look_in, name="look-in"),
    path("neighbours/pairs/<int:pk>/pause/", own.pause, name="pause"),
    path("neighbours/pairs/<int:pk>/handing-over/", own.handing_over, name="handing-over"),
    path("neighbours/pairs/<int:pk>/ending/", own.ending, name="ending"),
    path("neighbours/look-ins/<int:pk>/settlement/", own.settlement, name="settlement"),
]
everybody = [path("neighbours/", own.home, name="home")]

urlpatterns = [
    path("", include((everybody, "neighbours_public"))),
    path("", include((mine, "neighbours_own"))),
]
