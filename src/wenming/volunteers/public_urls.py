"""Addresses open to all: the teams; and one's own as a volunteer."""

from django.urls import include, path

from wenming.volunteers.views import handovers, membership, own, qualifications, tree

mine = [
    path("volunteer/", own.volunteer, name="volunteer"),
    path("volunteer/correction/", own.correction, name="correction"),
    path("volunteer/withdrawal/", own.withdrawal, name="withdrawal"),
    path("volunteer/sharing/", handovers.sharing, name="sharing"),
    path("volunteer/sharing/withdrawal/", handovers.sharing_withdrawal, name="sharing-withdrawal"),
    path(
        "volunteer/qualifications/new/",
        qualifications.own_qualification_add,
        name="qualification-add",
    ),
    path("qualifications/<int:pk>/", qualifications.qualification, name="qualification"),
    path(
        "qualifications/<int:pk>/removal/",
        qualifications.qualification_removal,
        name="qualification-removal",
    ),
]

teams = [
    path("teams/", membership.team_list, name="team-list"),
    path("teams/tree/", tree.team_tree, name="team-tree"),
    path("teams/<int:pk>/", membership.team, name="team"),
    path("teams/<int:pk>/joining/", membership.joining, name="team-joining"),
    path("teams/<int:pk>/admission/", membership.admission, name="team-admission"),
    path("teams/<int:pk>/invitations/", membership.invitation, name="team-invitation"),
    path("memberships/<int:pk>/acceptance/", membership.acceptance, name="acceptance"),
    path("memberships/<int:pk>/refusal/", membership.refusal, name="refusal"),
    path("memberships/<int:pk>/leaving/", membership.leaving, name="leaving"),
]

urlpatterns = [
    path("", include((mine, "volunteers_own"))),
    path("", include((teams, "volunteers_public"))),
]
