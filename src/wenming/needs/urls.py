"""Addresses of the desk: needs."""

from django.urls import path

from wenming.needs.views import board, cards, desk, intakes, ordering, served
from wenming.organisation import workbook_views

app_name = "needs"

urlpatterns = [
    path("needs/", desk.need_list, name="need-list"),
    path("needs/new/", desk.need_add, name="need-add"),
    *workbook_views.addresses(intakes.WORKBOOK),
    path("needs/cards/", cards.card_list, name="card-list"),
    path("needs/cards/new/", cards.card_add, name="card-add"),
    path("needs/cards/sheet/", cards.card_sheet, name="card-sheet"),
    path("needs/cards/<int:pk>/", cards.card, name="card"),
    path("needs/board/", board.dispatch_board, name="dispatch-board"),
    path("needs/services/", served.service_list, name="service-list"),
    path("needs/waiting/", served.waiting_times, name="waiting-times"),
    path("dispatches/<int:pk>/retracting/", board.retracting, name="retracting"),
    path("dispatches/<int:pk>/calling-back/", ordering.calling_back, name="calling-back"),
    path("services/orders/", ordering.order_tally, name="order-tally"),
    path("needs/<int:pk>/", desk.need, name="need"),
    path("needs/<int:pk>/correction/", desk.need_correction, name="need-correction"),
    path("needs/<int:pk>/looking/", desk.need_looking, name="need-looking"),
    path("needs/<int:pk>/verification/", desk.need_verification, name="need-verification"),
    path("needs/<int:pk>/refusal/", desk.need_refusal, name="need-refusal"),
    path("needs/<int:pk>/settlement/", desk.need_settlement, name="need-settlement"),
    path("needs/<int:pk>/rating/", desk.need_rating, name="need-rating"),
    path("needs/<int:pk>/withdrawal/", desk.need_withdrawal, name="need-withdrawal"),
    path("needs/<int:pk>/reopening/", desk.need_reopening, name="need-reopening"),
]
