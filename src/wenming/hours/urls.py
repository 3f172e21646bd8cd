"""Addresses of attendance and hours: one's own, and those of who leads an activity."""

from django.urls import path

from wenming.hours.views import arriving, leading, own, proof, signs, tapping

app_name = "hours"
urlpatterns = [
    path("my/hours/", own.mine, name="mine"),
    path("hours/<int:pk>/", own.presence, name="presence"),
    path("hours/<int:pk>/objection/", own.objection, name="objection"),
    path("hours/<int:pk>/leaving/", own.leaving, name="leaving"),
    path("hours/<int:pk>/rating/", own.rating, name="rating"),
    path("hours/<int:pk>/correction/", leading.correction, name="correction"),
    path("hours/<int:pk>/striking/", leading.striking, name="striking"),
    path("hours/<int:pk>/restoring/", leading.restoring, name="restoring"),
    path("objections/<int:pk>/answer/", leading.answer, name="answer"),
    path("activities/<int:pk>/attendance/", leading.attendance, name="attendance"),
    path("activities/<int:pk>/attendance/closing/", leading.closing, name="closing"),
    path("activities/<int:pk>/attendance/back-entry/", leading.back_entry, name="back-entry"),
    path("shifts/<int:pk>/list/", tapping.tap_list, name="list"),
    path("shifts/<int:pk>/taps/", tapping.tap, name="tap"),
    path("shifts/<int:pk>/code/", tapping.code, name="code"),
    path("shifts/<int:pk>/poster/", tapping.poster, name="poster"),
    path("my/certificates/", proof.certificate_list, name="certificate-list"),
    path("certificates/<int:pk>/", proof.certificate, name="certificate"),
    path("certificates/<int:pk>/paper.pdf", proof.paper, name="paper"),
    path("certificates/<int:pk>/withdrawal/", proof.withdrawal, name="certificate-withdrawal"),
    path("check/", proof.check_form, name="check-form"),
    path("check/<str:number>/", proof.check, name="check"),
    path("desk/signs/", signs.sign_list, name="sign-list"),
    path("desk/signs/looking/", signs.looking, name="looking"),
    path("here/<int:pk>/", arriving.here, name="here"),
    path("here/<int:pk>/<slug:code>/", arriving.scan, name="scan"),
]
