"""Addresses of the desk: groups of needs, service lists, the trend."""

from django.urls import path

from wenming.groups.views import lists, sorting, trend

app_name = "groups"

urlpatterns = [
    path("needs/groups/", sorting.group_list, name="group-list"),
    path("needs/groups/alone/", sorting.alone, name="alone"),
    path("needs/groups/decisions/", sorting.decision_list, name="decision-list"),
    path("needs/groups/decisions/<int:pk>/undoing/", sorting.undoing, name="undoing"),
    path("needs/groups/needs/<int:pk>/", sorting.need_place, name="need-place"),
    path("needs/groups/<str:key>/", sorting.group, name="group"),
    path("needs/groups/<str:key>/moving/", sorting.moving, name="moving"),
    path("needs/groups/<str:key>/naming/", sorting.naming, name="naming"),
    path("needs/groups/<str:key>/merging/", sorting.merging, name="merging"),
    path("needs/trend/", trend.trend_page, name="trend"),
    path("needs/trend/records/", trend.trend_records, name="trend-records"),
    path("service-lists/", lists.service_list_list, name="service-list-list"),
    path("service-lists/<int:pk>/", lists.service_list, name="service-list"),
    path("service-lists/<int:pk>/remark/", lists.list_remark, name="list-remark"),
    path("service-lists/<int:pk>/lines/new/", lists.line_add, name="line-add"),
    path("service-lists/<int:pk>/publishing/", lists.publishing, name="publishing"),
    path("service-lists/<int:pk>/taking-down/", lists.taking_down, name="taking-down"),
    path("service-lists/<int:pk>/withdrawal/", lists.withdrawal, name="withdrawal"),
    path("service-lists/<int:pk>/planning/", lists.planning, name="planning"),
    path("service-lines/<int:pk>/", lists.service_line, name="service-line"),
    path("service-lines/<int:pk>/removal/", lists.line_removal, name="line-removal"),
    path("service-lines/<int:pk>/activities/", lists.activity_attaching, name="activity-attaching"),
    path(
        "service-lines/<int:pk>/activities/<int:activity>/removal/",
        lists.activity_detaching,
        name="activity-detaching",
    ),
]
