"""A round begins, is told of, goes on, back or to its end; activities carry it out (5.4-b)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wenming.accounts.actions import notices
from wenming.accounts.models import User
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import Impossible, Overtaken
from wenming.base.models import record
from wenming.base.stages import hold, move
from wenming.organisation.queries import last_deed
from wenming.projects.heard import reminder_key, still_to_rate
from wenming.projects.loop import step_after, step_before
from wenming.projects.models import Measure, Project, Round, RoundActivity
from wenming.projects.permissions import (
    may_begin,
    may_go_back,
    may_go_on,
    may_remind,
    may_tell,
)
from wenming.projects.queries import attachable

__all__ = ["attach", "begin", "detach", "drop", "go_back", "go_on", "measure", "remind", "tell"]

Stage = Round.Stage
# What can be told of a round.
TOLD: Final = ("aim", "wanted", "summary", "unrated_why", "changes")
RATE: Final = gettext_noop("您参加了“%(activity)s”。请评几颗星，说说怎么样，下一轮好改进。")


@transaction.atomic
def begin(*, project: Project, by: User | None) -> Round:
    """The first round, or the next: it starts from what the last one measured and meant to change."""
    may_begin(by, project).enforce()
    last = project.rounds.last()
    told = {"begun_on": clock.today(), "number": last.number + 1 if last else 1}
    if last is not None:
        told |= {"aim": last.changes[:1000], "wanted": last.wanted}
    try:
        with transaction.atomic():
            made = Round.objects.create(project=project, **told)
    except IntegrityError as error:
        raise Overtaken(_("刚刚已经开了新的一轮，请刷新。")) from error
    if last is not None:
        _take_measures_over(last, made)
    record(by, "round.begun", made, town=project.town_id)
    return made


@transaction.atomic
def tell(*, row: Round, seen: int | None = None, by: User | None, **told: object) -> None:
    """Aim, volunteers wanted, effect, changes: those given; the journal keeps the old words.

    `seen` is the last deed that whoever tells it knew of. Raises `Overtaken` if there was another.
    """
    _take_turn(row)
    may_tell(by, row).enforce()
    before = {name: getattr(row, name) for name in TOLD if name in told}
    changed = {name: told[name] for name, old in before.items() if told[name] != old}
    if not changed:
        return
    if seen is not None and seen != last_deed(row):
        raise Overtaken(
            _("您填写的时候，别人更正过这条记录。请对照现在的内容，需要的话再提交一次。")
        )
    Round.objects.filter(pk=row.pk).update(**changed)
    for name, value in changed.items():
        setattr(row, name, value)
    changes = {name: [before[name], changed[name]] for name in changed}
    record(by, "round.told", row, town=row.project.town_id, changes=changes)


@transaction.atomic
def measure(
    *,
    row: Round,
    name: str,
    unit_word: str = "",
    before: Decimal,
    after: Decimal | None = None,
    by: User | None,
) -> Measure:
    """Take a measure, or put right what one of this name says."""
    _take_turn(row)
    may_tell(by, row).enforce()
    known = row.measures.filter(name=name).first()
    told = {"unit_word": unit_word, "before": before, "after": after}
    found, _is_new = Measure.objects.update_or_create(round=row, name=name, defaults=told)
    old = [str(known.before), str(known.after)] if known else []
    now = [str(before), str(after)]
    record(by, "round.measured", row, town=row.project.town_id, name=name, was=old, now=now)
    return found


@transaction.atomic
def drop(*, found: Measure, by: User | None) -> None:
    """A measure that was a mistake."""
    row = found.round
    _take_turn(row)
    may_tell(by, row).enforce()
    record(by, "round.measure-dropped", row, town=row.project.town_id, name=found.name)
    found.delete()


@transaction.atomic
def attach(*, row: Round, activity: Activity, by: User | None) -> None:
    """The activity carries out this round."""
    _take_turn(row)
    may_tell(by, row).enforce()
    if not attachable(row).filter(pk=activity.pk).exists():
        raise Impossible(_("这项活动不能归到这一轮。"), field="activity")
    _release(activity, by)
    try:
        with transaction.atomic():
            RoundActivity.objects.create(round=row, activity=activity)
    except IntegrityError as error:
        raise Overtaken(_("这项活动刚刚归到了一个项目。")) from error
    record(by, "round.activity-attached", row, town=row.project.town_id, activity=activity.pk)


@transaction.atomic
def detach(*, link: RoundActivity, by: User | None) -> None:
    """It does not belong here after all."""
    row = link.round
    _take_turn(row)
    may_tell(by, row).enforce()
    record(by, "round.activity-detached", row, town=row.project.town_id, activity=link.activity_id)
    link.delete()


@transaction.atomic
def remind(*, row: Round, by: User | None) -> int:
    """Whoever was there and may still rate is asked to, once a round; how many were."""
    may_remind(by, row).enforce()
    found = still_to_rate(row)
    for one in found:
        notices.tell(
            user=one.user,
            key=reminder_key(row),
            text=RATE,
            url=one.get_absolute_url(),
            activity=one.shift.activity.title,
        )
    record(by, "round.raters-reminded", row, town=row.project.town_id, number=len(found))
    return len(found)


@transaction.atomic
def go_on(*, row: Round, by: User | None) -> None:
    """To the next stage, with everything the plan asks of this one."""
    _take_turn(row)
    may_go_on(by, row).enforce()
    after = step_after(row.stage)
    ended = {"finished_on": clock.today()} if after == Stage.FINISHED else {}
    move(row, after, allowed=Round.NEXT, **ended)
    record(by, "round.moved-on", row, town=row.project.town_id, stage=after)


@transaction.atomic
def go_back(*, row: Round, why: str, by: User | None) -> None:
    """A step was taken too early."""
    _take_turn(row)
    may_go_back(by, row).enforce()
    if not why.strip():
        raise Impossible(_("请写明为什么退回。"), field="why")
    before = step_before(row.stage)
    move(row, before, allowed=Round.NEXT)
    record(by, "round.moved-back", row, town=row.project.town_id, stage=before, why=why.strip())


def _take_turn(row: Round) -> None:
    """One deed after another: nothing that a stage must have goes while the stage is left.

    Raises `Overtaken` if somebody took the round to another stage meanwhile.
    """
    hold(row)
    if not Round.objects.filter(pk=row.pk, stage=row.stage).exists():
        raise Overtaken(_("“%(row)s”刚刚被别人处理过，请刷新。") % {"row": row})
    row.refresh_from_db(fields=TOLD)


def _release(activity: Activity, by: User | None) -> None:
    """A project that was withdrawn keeps no activity from another one."""
    links = RoundActivity.objects.filter(activity=activity).select_related("round__project")
    for link in links.filter(round__project__withdrawn_at__isnull=False):
        told = {"town": link.round.project.town_id, "activity": activity.pk}
        record(by, "round.activity-detached", link.round, **told)
        link.delete()


def _take_measures_over(last: Round, made: Round) -> None:
    """What was measured last is where this round starts."""
    Measure.objects.bulk_create(
        Measure(
            round=made,
            name=one.name,
            unit_word=one.unit_word,
            before=one.before if one.after is None else one.after,
        )
        for one in last.measures.all()
    )
