"""Every page that can be opened by its address alone, with who opens it and about what.

What is reached only on the way (a code that was sent, a second factor) is looked at by the journey
that goes that way; a page in neither list fails `test_every_page_is_looked_at`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from tests.journeys.town import Served

__all__ = ["KINDS", "ON_THE_WAY", "PAGES", "Page"]

ANYBODY: Final = ""
# The village of the demonstration's liaison officer; it has something of everything.
VILLAGE: Final = "tangbian"


@dataclass(frozen=True)
class Page:
    """A page: the name of its address, who opens it, and how its arguments are found.

    An argument that begins with SELECT is asked of the town's database. `family` is what it shares
    its template with: what holds for one of a family holds for all.
    """

    name: str
    role: str = ANYBODY
    args: tuple[str, ...] = ()
    query: str = ""
    family: str = ""

    def path(self, town: Served) -> str:
        """Where it is in this town."""
        args = [town.one(a) if a.startswith("SELECT") else a for a in self.args]
        return reverse(self.name, args=args) + self.query

    @property
    def kind(self) -> str:
        """What it shares its template with; by itself, one of a kind."""
        return self.family or self.name + self.query

    @property
    def slug(self) -> str:
        """A name for a file."""
        told = self.name.replace(":", "-") + self.query
        return "".join(c if c.isalnum() or c == "-" else "-" for c in told).strip("-")


def _first(table: str, where: str = "1") -> str:
    return f"SELECT min(id) FROM {table} WHERE {where}"


def _register(name: str, table: str, family: str = "") -> tuple[Page, ...]:
    """The five doors of a register, as the office sees them."""
    standing = f"SELECT max(id) FROM {table} WHERE withdrawn_at IS NULL"
    return (
        Page(f"{name}-list", "office", family="record_list"),
        Page(f"{name}-add", "office", query=f"?unit={VILLAGE}", family=family),
        Page(name, "office", (standing,), family="record"),
        Page(f"{name}-correction", "office", (standing,), family=family),
        Page(f"{name}-withdrawal", "office", (standing,), family="record_withdrawal"),
    )


UNIT: Final = f"SELECT id FROM organisation_unit WHERE code = '{VILLAGE}'"
ACTIVITY: Final = _first("activities_activity", "withdrawn_at IS NULL AND shows_photos")
HELD: Final = f"until_on IS NULL AND unit_id = ({UNIT})"

TEAM: Final = "SELECT max(team_id) FROM volunteers_membership WHERE stage = 'joined'"
VOLUNTEER: Final = _first("volunteers_volunteer", "ended_on IS NULL")

OWN_PAIR: Final = (
    "SELECT min(p.id) FROM neighbours_pairing p"
    " JOIN volunteers_volunteer v ON v.id = p.volunteer_id"
    " JOIN accounts_demosignin d ON d.user_id = v.user_id"
    " WHERE p.stage = 'active' AND d.role = 'volunteer'"
)
REQUEST: Final = _first("neighbours_posting", f"stage = 'open' AND unit_id = ({UNIT})")

TRAINING: Final = (
    "SELECT c.activity_id FROM learning_course c JOIN learning_question q ON q.course_id = c.id"
)
TALK: Final = (
    "SELECT min(id) FROM activities_activity WHERE kind = 'lecture' AND withdrawn_at IS NULL"
    " AND stage <> 'called_off' AND id NOT IN"
    " (SELECT activity_id FROM learning_order WHERE activity_id IS NOT NULL)"
)
RESULT: Final = "SELECT id FROM learning_result WHERE number IS NOT NULL"
TRAINED: Final = "SELECT number FROM learning_result WHERE number IS NOT NULL"
SERVED: Final = "SELECT min(id) FROM hours_presence WHERE stage = 'confirmed'"
SHIFT: Final = f"SELECT shift_id FROM hours_presence WHERE id = ({SERVED})"
ATTENDED: Final = f"SELECT activity_id FROM activities_shift WHERE id = ({SHIFT})"
STRUCK: Final = _first("hours_presence", "stage = 'struck'")
CERTIFICATE: Final = _first("hours_certificate")

PLANNED: Final = _first("activities_activity", "stage = 'published' AND withdrawn_at IS NULL")
HELD_ONE: Final = _first("activities_activity", "stage = 'held' AND withdrawn_at IS NULL")
TO_COME: Final = f"SELECT min(id) FROM activities_shift WHERE activity_id = ({PLANNED})"
ADMITTED: Final = (
    "SELECT min(u.id) FROM signups_signup u JOIN activities_shift s ON s.id = u.shift_id"
    " JOIN activities_activity a ON a.id = s.activity_id"
    " WHERE u.stage = 'admitted' AND a.stage = 'published'"
)
ROLL: Final = f"SELECT shift_id FROM signups_signup WHERE id = ({ADMITTED})"
MONTH: Final = (
    "SELECT strftime('%Y-%m', max(month)) FROM activities_monthplan"
    f" WHERE stage = 'published' AND unit_id = ({UNIT})"
)
CAMPAIGN: Final = _first("activities_campaign")
NEED: Final = _first("needs_need", f"unit_id = ({UNIT})")
OFFER: Final = (
    "SELECT max(d.id) FROM needs_dispatch d"
    " JOIN volunteers_volunteer v ON v.id = d.volunteer_id"
    " JOIN accounts_demosignin s ON s.user_id = v.user_id WHERE s.role = 'volunteer'"
)
ROUND: Final = _first("projects_round")
PROJECT: Final = f"SELECT project_id FROM projects_round WHERE id = ({ROUND})"
GROUPED: Final = "SELECT \"group\" FROM groups_sorting WHERE deed = 'named'"
TAKEN_ON: Final = _first("needs_need", "stage = 'verified'")
LIST: Final = _first("groups_servicelist", "stage = 'published'")
LINE: Final = f"SELECT min(id) FROM groups_serviceline WHERE list_id = ({LIST})"
DRAFT: Final = _first("groups_servicelist", "stage = 'draft'")
SERVICE: Final = _first("menu_service", "stage = 'published'")
ORDERED: Final = "SELECT min(service_id) FROM needs_need WHERE stars IS NOT NULL"
PARTNER: Final = _first("menu_partner", "withdrawn_at IS NULL")

PUBLIC: Final = (
    Page("portal:home"),
    Page("portal:unit-list"),
    Page("portal:unit", args=(VILLAGE,)),
    Page("portal:plan"),
    Page("portal:clause", args=("3.1-c",)),
    Page("portal:result-list", args=("activities",)),
    Page("portal:result-list", args=("visits",), query="?year=2026"),
    Page("activities_public:activity-list"),
    Page("activities_public:activity-list", query="?unit=nowhere"),
    Page("activities_public:activity", args=(ACTIVITY,)),
    Page("volunteers_public:team-list"),
    Page("volunteers_public:team", args=(TEAM,)),
    Page("volunteers_public:team-tree"),
    Page("menu_public:service-list"),
    Page("menu_public:service", args=(SERVICE,)),
    Page("needs_public:order-list", args=(ORDERED,)),
    Page("neighbours_public:home"),
    Page("groups_public:service-list-list"),
    Page("groups_public:service-list", args=(LIST,)),
    Page("learning_public:lecture-list"),
    Page("learning_public:piece-list"),
    Page("hours:check", args=(TRAINED,)),
    Page("learning_public:piece", args=(_first("learning_piece"),)),
    Page("activities_public:calendar"),
    Page("activities_public:month", args=(VILLAGE, MONTH)),
    Page("activities_public:campaign-list"),
    Page("activities_public:campaign", args=(CAMPAIGN,)),
    Page("needs_public:ask"),
    Page("needs_public:ask", query=f"?unit={VILLAGE}&place=1&card=1"),
    Page("needs_public:follow"),
    Page("projects_public:project-list"),
    Page("projects_public:project", args=(PROJECT,)),
    Page("hours:check-form"),
    Page("hours:check", args=(f"SELECT number FROM hours_certificate WHERE id = ({CERTIFICATE})",)),
    Page("base:offline"),
    Page("base:gallery"),
)
SIGNING: Final = (
    Page("account_login"),
    Page("accounts:password"),
    Page("account_signup"),
    Page("account_inactive"),
    Page("account_logout", "resident"),
    Page("accounts:mine", "resident"),
    Page("accounts:name", "resident"),
    Page("accounts:data", "resident"),
    Page("accounts:erasure", "resident"),
    Page("usersessions_list", "resident"),
    Page("account_change_password", "resident"),
    Page("account_change_phone", "resident"),
    Page("account_reauthenticate", "resident"),
    Page("mfa_index", "resident"),
    Page("mfa_list_webauthn", "resident"),
    Page("volunteers_own:volunteer", "resident"),
    Page("volunteers_own:volunteer", "volunteer", query="?registered"),
    Page("volunteers_own:correction", "volunteer"),
    Page("volunteers_own:withdrawal", "volunteer"),
    Page("volunteers_own:qualification-add", "volunteer"),
    Page("neighbours_own:asking", "resident"),
    Page("learning_own:test", "volunteer", (TRAINING,)),
    Page("neighbours_own:wanted", "volunteer"),
    Page("accounts:notice-list", "volunteer"),
    Page("signups:calendar", "volunteer"),
    Page("needs_own:dispatch", "volunteer", (OFFER,)),
    Page("neighbours_own:pair", "volunteer", (OWN_PAIR,)),
)
HOURS: Final = (
    Page("hours:mine", "volunteer"),
    Page("hours:certificate-list", "volunteer"),
    Page("hours:certificate", "volunteer", (CERTIFICATE,)),
    Page("hours:here", "resident", (SHIFT,)),
    Page("hours:presence", "office", (SERVED,)),
    Page("hours:correction", "office", (SERVED,)),
    Page("hours:striking", "office", (SERVED,)),
    Page("hours:restoring", "office", (STRUCK,)),
    Page("hours:attendance", "office", (ATTENDED,)),
    Page("hours:back-entry", "office", (ATTENDED,)),
    Page("hours:list", "office", (SHIFT,)),
    Page("hours:code", "office", (SHIFT,)),
    Page("hours:poster", "office", (SHIFT,)),
    Page("hours:sign-list", "office"),
)
WORK: Final = (
    Page("desk:home", "liaison_officer"),
    Page("desk:home", "leader", family="desk:home"),
    Page("desk:standing-list", "liaison_officer"),
    Page("desk:matrix", "office"),
    Page("desk:late", "office"),
    Page("desk:unit-list", "office"),
    Page("desk:unit", "office", (VILLAGE,)),
    Page("desk:leader-list", "office"),
    Page("desk:office-list", "office"),
    Page("desk:clause", "office", ("3.1-c",)),
    Page("desk:cell", "office", ("the-fifth", VILLAGE)),
    Page("desk:support", "office", ("2.1-a", VILLAGE)),
    Page("plans:plan-list", "office"),
    Page("exchange_desk:access-list", "office"),
    Page("organisation:post-list", "office"),
    Page("organisation:unit-posts", "office", (VILLAGE,)),
    Page("organisation:post-add", "office", (VILLAGE,), family="post_form"),
    Page("organisation:post-succession", "office", (_first("organisation_post", HELD),)),
    Page(
        "organisation:post-end",
        "office",
        (_first("organisation_post", HELD),),
        family="post_form",
    ),
    Page("liaison:pair-list", "office"),
    Page("liaison:leader", "office", ("SELECT code FROM liaison_leader ORDER BY place LIMIT 1",)),
    Page("liaison:unit", "office", (VILLAGE,)),
    Page("liaison:pair-add", "office", (VILLAGE,), family="pair_form"),
    Page("liaison:pair-succession", "office", (_first("liaison_pair"),)),
    Page("liaison:pair-end", "office", (_first("liaison_pair"),), family="pair_form"),
    Page("liaison:report-list", "office"),
    Page("liaison:report", "office", (_first("liaison_quarterlyreport"),)),
    Page(
        "liaison:report",
        "office",
        (_first("liaison_quarterlyreport", "stage = 'draft'"),),
        query="?draft",
    ),
    Page("liaison:report-withdrawal", "office", (_first("liaison_quarterlyreport"),)),
    Page("groups:group-list", "office"),
    Page("groups:group", "office", (GROUPED,)),
    Page("groups:alone", "office"),
    Page("groups:need-place", "office", (TAKEN_ON,)),
    Page("groups:decision-list", "office"),
    Page("groups:trend", "office"),
    Page("groups:trend", "liaison_officer", query="?kind=repair"),
    Page("groups:trend-records", "office", query="?season=2026-4"),
    Page("groups:service-list-list", "office"),
    Page("groups:service-list", "office", (LIST,)),
    Page("groups:service-line", "office", (LINE,)),
    Page("groups:line-add", "office", (DRAFT,)),
    Page("groups:planning", "office", (LIST,)),
    Page("groups:withdrawal", "office", (LIST,)),
    Page("learning:coverage", "office"),
    Page("learning:briefing-list", "office"),
    Page("learning:training", "office", (TRAINING,)),
    Page("learning:result-removal", "office", (RESULT,)),
    Page("learning:talk", "office", (TALK,)),
    Page("needs:need-list", "liaison_officer"),
    Page("needs:intake-list", "liaison_officer"),
    Page("needs:card-list", "liaison_officer"),
    Page("needs:card-add", "liaison_officer"),
    Page("needs:card", "liaison_officer", (_first("needs_contactcard", f"unit_id = ({UNIT})"),)),
    Page("needs:need-add", "liaison_officer"),
    Page("needs:need-add", "liaison_officer", query="?channel=hotline&phone=0595-80000001"),
    Page("menu_own:service-list", "team_leader"),
    Page("menu_own:service-add", "team_leader"),
    Page("menu_own:service", "team_leader", (_first("menu_service", "stage = 'draft'"),)),
    Page(
        "menu_own:service",
        "office",
        (_first("menu_service", "stage = 'proposed'"),),
        query="?deciding",
    ),
    Page("menu_own:correction", "office", (SERVICE,), family="service_form"),
    Page("menu:service-list", "office"),
    Page("menu:partner-contact", "office", (PARTNER,)),
    Page("needs:order-tally", "office"),
    Page("neighbours:posting-list", "liaison_officer"),
    Page("neighbours:posting-add", "liaison_officer"),
    Page("neighbours:posting", "liaison_officer", (REQUEST,)),
    Page("neighbours:posting-correction", "liaison_officer", (REQUEST,), family="posting_form"),
    Page("neighbours:posting-closing", "liaison_officer", (REQUEST,)),
    Page("volunteers:team-head", "office", (_first("volunteers_team", "closed_on IS NULL"),)),
    Page("volunteers:volunteer-list", "office"),
    Page("volunteers:volunteer-add", "office"),
    Page("volunteers:volunteer", "office", (VOLUNTEER,)),
    Page("volunteers:volunteer-correction", "office", (VOLUNTEER,), family="volunteer_form"),
    Page("volunteers:volunteer-withdrawal", "office", (VOLUNTEER,)),
    Page("volunteers:qualification-list", "office"),
    Page("volunteers:qualification-add", "office", (VOLUNTEER,), family="qualification_form"),
    Page(
        "volunteers_own:qualification",
        "office",
        (_first("volunteers_qualification", "checked_on IS NULL"),),
        family="qualification_form",
    ),
    Page("volunteers:intake-list", "office"),
    Page("volunteers:handover-list", "office"),
    Page("volunteers:handover-add", "office"),
    Page("volunteers:own-table-list", "office"),
    Page("volunteers:own-table-add", "office", family="own_table_file"),
    Page("volunteers:own-table", "office", (_first("volunteers_owntable"),)),
    Page(
        "volunteers:own-table-file",
        "office",
        (_first("volunteers_owntable"),),
        family="own_table_file",
    ),
    Page("volunteers:award-add", "office", (VOLUNTEER,)),
    Page("volunteers_public:team", "office", (TEAM,), query="?leading"),
    Page("activities:announcement-add", "office", query=f"?unit={VILLAGE}"),
    Page("activities:activity-calling-off", "office", (PLANNED,)),
    Page("activities:activity-closing", "office", (PLANNED,)),
    Page("activities:activity-repeating", "office", (PLANNED,)),
    Page("activities:activity-report", "office", (HELD_ONE,)),
    Page("activities:shift", "office", (TO_COME,)),
    Page("activities:shift-add", "office", (PLANNED,)),
    Page("activities:gathering", "office", (VILLAGE,)),
    Page("activities:campaign-list", "office"),
    Page("activities:campaign", "office", (CAMPAIGN,)),
    Page("signups_desk:roll", "office", (ROLL,)),
    Page("signups_desk:removal", "office", (ADMITTED,)),
    Page("needs:need", "office", (NEED,)),
    Page("needs:dispatch-board", "office"),
    Page("needs:service-list", "office"),
    Page("needs:waiting-times", "office"),
    Page("projects:round", "office", (ROUND,)),
    Page("projects:project-needs", "office", (PROJECT,)),
    Page("projects:project-money", "office", (PROJECT,)),
)
REGISTERS: Final = (
    *_register("activities:activity", "activities_activity"),
    *_register("activities:month-plan", "activities_monthplan"),
    *_register("liaison:visit", "liaison_visit"),
    *_register("volunteers:team", "volunteers_team", "record_form"),
    *_register("volunteers:household", "volunteers_household", "record_form"),
    *_register("menu:partner", "menu_partner", "record_form"),
    *_register("learning:lecturer", "learning_lecturer", "record_form"),
    *_register("learning:lecture", "learning_lecture", "record_form"),
    *_register("learning:order", "learning_order", "record_form"),
    *_register("learning:piece", "learning_piece", "record_form"),
    *_register("projects:project", "projects_project", "record_form"),
    *_register("sites:room", "sites_room", "record_form"),
    *_register("sites:circle", "sites_circlesurvey", "record_form"),
    *_register("organisation:agenda", "organisation_agenda", "record_form"),
    *_register("organisation:honour", "organisation_honour", "record_form"),
    *_register("funds:budget", "funds_budgetline", "record_form"),
)
PAGES: Final = PUBLIC + SIGNING + HOURS + WORK + REGISTERS
# The first of each kind.
KINDS: Final = tuple({page.kind: page for page in reversed(PAGES)}.values())

# Pages that a journey comes through, by the journey; and what is no page to look at.
ON_THE_WAY: Final = {
    "volunteers:intake": "test_workbooks",
    "needs:intake": "test_workbooks",
    "account_confirm_login_code": "test_signing_in",
    "account_verify_phone": "test_signing_in",
    "desk:standing": "test_office",
    "needs_public:need": "test_asking",
    "neighbours_own:request-ending": "test_neighbours",
    "learning_own:order": "test_lectures",
    # Files.
    "activities_public:activity-code": "",
    "activities_public:activity-poster": "",
    "activities_public:calendar-feed": "",
    "activities_public:month-poster": "",
    "menu_public:poster": "",
    "signups:feed": "",
    "exchange:openapi": "",
    "exchange:units": "",
    "exchange:activities": "",
    "exchange:figures": "",
    "needs:card-sheet": "",
    "needs_public:card": "",
    "needs:intake-left": "",
    "needs:intake-template": "",
    "volunteers:intake-left": "",
    "volunteers:intake-template": "",
    "learning_public:material": "",
    "learning_own:certificate": "",
    "mfa_add_webauthn": "test_passkey",
    "mfa_edit_webauthn": "test_passkey",
    "mfa_remove_webauthn": "test_passkey",
    "mfa_reauthenticate_webauthn": "test_passkey",
    "mfa_reauthenticate": "test_signing_in",
    "mfa_authenticate": "test_signing_in",
    "mfa_activate_totp": "test_signing_in",
    "mfa_deactivate_totp": "test_signing_in",
    "mfa_view_recovery_codes": "test_signing_in",
    "mfa_generate_recovery_codes": "test_signing_in",
    "account_set_password": "test_signing_in",
    # Files, redirections, words for machines.
    "mfa_login_webauthn": "",
    "mfa_download_recovery_codes": "",
    "base:health": "",
    "base:worker": "",
    "hours:scan": "",
    "hours:paper": "",
    "activities_public:photo": "",
    "activities_public:photo-small": "",
}
