"""What the town's packages offer to count, written out: the grammar's tests need no database."""

from __future__ import annotations

from wenming.base.kinds import YES_NO, FactKind, RosterKind
from wenming.liaison.plan import SECTIONS
from wenming.plans.checking import Checked, check
from wenming.plans.files import Bundle, PlanFiles

__all__ = ["KINDS", "ROSTERS", "SECTIONS", "checked", "checked_text"]

UNIT_KINDS = ("centre", "town", "suo", "station", "point", "office", "park")
HOSTS = ("village", "community", "park", "town")
ROLES = ("secretary", "site_head", "liaison_officer", "leader", "office_head", "deputy", "staff")
LEVELS = ("national", "province", "prefecture", "county", "town")
TEAM = {"shape": "team_shapes", "kind": "standing_teams|emergency_teams"}

KINDS = (
    FactKind("unit.standing", "单位存在", "a unit exists", {"kind": UNIT_KINDS}, lasting=True),
    FactKind("post.held", "职务有人担任", "a post is held", {"role": ROLES}, lasting=True),
    FactKind("agenda.meeting", "列入议程", "on the agenda", {"topic": "agenda_topics"}),
    FactKind(
        "honour.held",
        "荣誉有效",
        "an honour holds",
        {"kind": "honour_kinds", "level": LEVELS},
        lasting=True,
    ),
    FactKind("team.standing", "队伍存在", "a team", {**TEAM, "headed": YES_NO}, lasting=True),
    FactKind(
        "volunteer.registered",
        "志愿者",
        "a volunteer",
        {"talent": "talent_kinds", "service": "standing_teams"},
        lasting=True,
    ),
    FactKind("room.open", "功能室", "a room", {"kind": "room_kinds"}, ("capacity",), lasting=True),
    FactKind("circle.survey", "步行圈调查", "a survey", numbers=("households", "within")),
    FactKind(
        "activity.held",
        "举行活动",
        "an activity was held",
        {
            "kind": "activity_kinds",
            "task": "five_tasks",
            "branch": YES_NO,
            "focus": "focus_groups",
            "theme": "themed_activities",
            "host": HOSTS,
        },
        ("people",),
    ),
    FactKind(
        "neighbour.visit",
        "邻里探望",
        "a neighbour looked in on",
        {"watch": "neighbour_watches", "focus": "focus_groups"},
    ),
    FactKind("piece.published", "线上宣讲", "a piece online", {"task": "five_tasks"}),
    FactKind("post.trained", "专题培训", "a post trained", {"role": ROLES}),
    FactKind("month_plan.published", "月计划", "a month's plan", {"themed": YES_NO}),
    FactKind("visit.made", "指导", "a visit", {"direct": YES_NO}),
    FactKind("report.sent", "季度报告", "a report"),
    FactKind("pair.standing", "挂钩", "a pair", lasting=True),
    FactKind("budget.line", "预算", "a budget line", {"source": "money_sources"}, ("yuan",)),
    FactKind("project.running", "项目", "a project", {"brand": YES_NO}, lasting=True),
)

ROSTERS = (
    RosterKind("town", "全镇", "the town", subjects="town"),
    RosterKind("unit", "单位", "units", {"kind": UNIT_KINDS, "host": HOSTS}, subjects="unit"),
    RosterKind("team", "队伍", "teams", {**TEAM, "host": HOSTS}),
    RosterKind("pair", "挂钩关系", "pairs", {"kind": UNIT_KINDS}, subjects="pair"),
    RosterKind("leader", "镇领导", "leaders", subjects="leader"),
    RosterKind("post", "职务", "posts", {"role": ROLES, "kind": UNIT_KINDS}),
    RosterKind("field", "领域", "fields", subjects="vocabulary:training_fields"),
)


def checked(files: PlanFiles) -> Checked:
    """A plan checked against the town's offer."""
    return check(files, KINDS, ROSTERS, SECTIONS)


def checked_text(**files: str) -> Checked:
    """Texts checked as a plan: `plan="…"` is `plan.yaml`."""
    return checked(Bundle({f"{name}.yaml": words.encode() for name, words in files.items()}))
