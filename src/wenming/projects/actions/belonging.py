"""Needs and money are attached to a project, and detached (5.4)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import hold
from wenming.funds.models import BudgetLine
from wenming.needs.models import Need
from wenming.organisation.permissions import may_change
from wenming.projects.models import Project, ProjectMoney, ProjectNeed
from wenming.projects.queries import attachable_lines, attachable_needs, left_of

__all__ = [
    "attach_needs",
    "detach_money",
    "detach_need",
    "detach_protected",
    "set_money",
]


@transaction.atomic
def attach_needs(*, project: Project, needs: Iterable[Need], by: User | None) -> int:
    """The project answers these needs; of a whole group, those that `by` may attach. How many."""
    may_change(by, project).enforce()
    wanted = [need.pk for need in needs]
    found = list(attachable_needs(by, project).filter(pk__in=wanted))
    if not found:
        raise Impossible(_("这里面没有可以归到这个项目的需求。"), field="need")
    ProjectNeed.objects.bulk_create(
        [ProjectNeed(project=project, need=need) for need in found], ignore_conflicts=True
    )
    told = {"needs": [need.pk for need in found]}
    record(by, "project.needs-attached", project, town=project.town_id, **told)
    return len(found)


@transaction.atomic
def detach_need(*, link: ProjectNeed, by: User | None) -> None:
    """It is not for this project after all."""
    project = link.project
    may_change(by, project).enforce()
    told = {"needs": [link.need_id]}
    record(by, "project.needs-detached", project, town=project.town_id, **told)
    link.delete()


@transaction.atomic
def detach_protected(*, project: Project, by: User | None) -> None:
    """All protected needs together: which one is whose is not shown here."""
    may_change(by, project).enforce()
    links = project.need_links.exclude(need__focus="")
    told = {"needs": list(links.values_list("need", flat=True))}
    if told["needs"]:
        record(by, "project.needs-detached", project, town=project.town_id, **told)
        links.delete()


@transaction.atomic
def set_money(
    *,
    project: Project,
    line: BudgetLine,
    planned: Decimal,
    spent: Decimal = Decimal(0),
    by: User | None,
) -> ProjectMoney:
    """So much of the line is for the project, so much is spent; said again, it puts it right."""
    may_change(by, project).enforce()
    if not attachable_lines(by, project).filter(pk=line.pk).exists():
        raise Impossible(_("这笔经费不能归到这个项目。"), field="line")
    # Two who share out the same line meet on its row: the second sees what the first has written.
    hold(line)
    line.refresh_from_db(fields=("yuan", "withdrawn_at"))
    if line.withdrawn_at is not None:
        raise Overtaken(_("这笔经费刚刚被撤回，请刷新。"))
    left = left_of(line, project)
    if planned > left:
        told = {"left": max(left, Decimal(0))}
        raise Impossible(_("这笔经费给别的项目以后只剩 %(left)s 元。") % told, field="planned")
    known = ProjectMoney.objects.filter(project=project, line=line).first()
    was = [str(known.planned), str(known.spent)] if known else []
    made, _is_new = ProjectMoney.objects.update_or_create(
        project=project, line=line, defaults={"planned": planned, "spent": spent}
    )
    now = [str(planned), str(spent)]
    record(by, "project.money-set", project, town=project.town_id, line=line.pk, was=was, now=now)
    return made


@transaction.atomic
def detach_money(*, link: ProjectMoney, by: User | None) -> None:
    """The project does not use this money after all."""
    project = link.project
    may_change(by, project).enforce()
    was = [str(link.planned), str(link.spent)]
    record(by, "project.money-detached", project, town=project.town_id, line=link.line_id, was=was)
    link.delete()
