"""Addresses of the desk: lecturers, the menu, orders, online pieces, how lectures reach units."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wenming.learning.actions import lecturers, orders
from wenming.learning.forms.lectures import LectureForm, LecturerForm, OrderForm, PieceForm
from wenming.learning.models import Lecture, Lecturer, Order, Piece
from wenming.learning.permissions.lectures import may_correct_order, may_withdraw_order
from wenming.learning.views import desk, trainings
from wenming.organisation import register_views
from wenming.organisation.registers import Column, Register

app_name = "learning"

LECTURERS = Register(
    app=app_name,
    name="lecturer",
    slug="lecturers",
    model=Lecturer,
    form=LecturerForm,
    title=pgettext_lazy("plural", "宣讲师"),
    hint=_("新时代宣讲师：志愿者，或者大家认识的人。"),
    clause="5.1-a",
    day="since_on",
    columns=(
        Column(_("姓名"), "user"),
        Column(_("讲什么"), "topics"),
        Column(_("擅长对谁讲"), "focus"),
    ),
    add=lecturers.add,
    correct=lecturers.correct,
    related=("user",),
    extra=("user",),
    deeds={"ended": pgettext_lazy("deed", "结束")},
)

LECTURES = Register(
    app=app_name,
    name="lecture",
    slug="lectures",
    model=Lecture,
    form=LectureForm,
    title=pgettext_lazy("plural", "宣讲题目"),
    hint=_("各单位可以点的题目，公开在宣讲菜单上。"),
    clause="5.1-a",
    day="recorded_at",
    columns=(
        Column(_("题目"), "title"),
        Column(_("宣讲师"), "lecturer"),
        Column(_("任务"), "task"),
        Column(_("讲多少分钟"), "minutes"),
    ),
    template="learning/lecture.html",
    related=("lecturer__user",),
)

ORDERS = Register(
    app=app_name,
    name="order",
    slug="lecture-orders",
    model=Order,
    form=OrderForm,
    title=pgettext_lazy("plural", "点讲"),
    hint=_("选一个题目，写明什么时候、给谁听；去不去由宣讲师决定，约好了自动发公告。"),
    clause="5.1-a",
    day="first_at",
    columns=(
        Column(_("宣讲题目"), "lecture"),
        Column(_("给谁听"), "audience"),
        Column(_("大约多少人"), "number"),
        Column(_("进度"), "stage"),
    ),
    template="learning/order.html",
    add=orders.place,
    may=may_correct_order,
    may_withdraw=may_withdraw_order,
    more=desk.answers_of,
    related=("lecture__lecturer__user", "lecture__lecturer__unit", "activity"),
    extra=("stage", "proposed_at", "answer", "activity"),
    deeds={
        "proposed": pgettext_lazy("deed", "另提时间"),
        "agreed": pgettext_lazy("deed", "约好"),
        "agreed-again": pgettext_lazy("deed", "答应新的时间"),
        "declined": pgettext_lazy("deed", "没有约成"),
        "stepped-back": pgettext_lazy("deed", "宣讲师来不了"),
        "called-off": pgettext_lazy("deed", "活动取消了"),
        "let-go": pgettext_lazy("deed", "宣讲师不再宣讲"),
    },
)

PIECES = Register(
    app=app_name,
    name="piece",
    slug="online-pieces",
    model=Piece,
    form=PieceForm,
    title=pgettext_lazy("plural", "线上宣讲"),
    hint=_("可以在手机上读或看的宣讲；打开一次算一次，同一个人一天只算一次。"),
    clause="5.1-c",
    day="published_on",
    columns=(Column(_("题目"), "title"), Column(_("任务"), "task")),
    related=("lecturer__user",),
)

urlpatterns = [
    *register_views.addresses(LECTURERS),
    *register_views.addresses(LECTURES),
    *register_views.addresses(ORDERS),
    path("lecture-orders/<int:pk>/agreement/", desk.order_agreement, name="order-agreement"),
    path("lecture-orders/<int:pk>/refusal/", desk.order_refusal, name="order-refusal"),
    *register_views.addresses(PIECES),
    path("trainings/", desk.briefing_list, name="briefing-list"),
    path("trainings/<int:pk>/", trainings.training, name="training"),
    path("trainings/<int:pk>/setting/", trainings.setting, name="training-setting"),
    path("trainings/<int:pk>/materials/", trainings.material_add, name="material-add"),
    path(
        "trainings/materials/<int:pk>/removal/", trainings.material_removal, name="material-removal"
    ),
    path("trainings/<int:pk>/questions/", trainings.question_add, name="question-add"),
    path(
        "trainings/questions/<int:pk>/removal/", trainings.question_removal, name="question-removal"
    ),
    path("trainings/<int:pk>/results/", trainings.result_noting, name="result-noting"),
    path("trainings/results/<int:pk>/removal/", trainings.result_removal, name="result-removal"),
    path("lectures/given/<int:pk>/", desk.talk, name="talk"),
    path("lecture-coverage/", desk.coverage, name="coverage"),
]
