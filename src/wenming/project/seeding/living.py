"""One town lives its year: everything or nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.utils import translation

from wenming.activities.models import Activity
from wenming.base import clock
from wenming.organisation.actions import units
from wenming.organisation.holding import remembered
from wenming.organisation.models import Post, Town
from wenming.plans.models import Plan
from wenming.plans.queries import document_of
from wenming.project.seeding.attendance import note_attendance
from wenming.project.seeding.campaigns import note_campaign
from wenming.project.seeding.diary import Say
from wenming.project.seeding.doings import note_doings
from wenming.project.seeding.exchange import note_platform
from wenming.project.seeding.ground import note_ground
from wenming.project.seeding.guidance import note_guidance
from wenming.project.seeding.handing import note_handing
from wenming.project.seeding.lectures import note_lectures
from wenming.project.seeding.lists import note_lists
from wenming.project.seeding.menu import note_menu
from wenming.project.seeding.needs import note_needs
from wenming.project.seeding.neighbours import note_neighbours
from wenming.project.seeding.oddities import note_oddities
from wenming.project.seeding.people import engage, note_changes
from wenming.project.seeding.playing import offer_parts
from wenming.project.seeding.rolls import note_rolls
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.span import Stretch, moment
from wenming.project.seeding.teams import note_teams
from wenming.project.seeding.trainings import note_trainings
from wenming.project.seeding.volunteers import note_volunteers

__all__ = ["live"]


def live(town: Town, say: Say, *, scale: float = 1.0) -> bool:
    """Let the town have a year up to yesterday; whether it had none before.

    A town in which people work already is left alone.
    """
    if Activity.objects.filter(town=town).exists():
        say(f"{town.name}：已经有活动，不再生成。 There are activities already.")
        return False
    if _is_at_work(town):
        say(f"{town.name}：已经登记了人员，不是演示的镇，不生成。 People work here already.")
        return False
    # Its words are Chinese, whatever language this process spoke last.
    with (
        translation.override(settings.LANGUAGE_CODE),
        transaction.atomic(),
        remembered(),
        _nothing_collected(),
    ):
        _live(_scene(town, scale), say)
    say(f"{town.name}：{Activity.objects.filter(town=town).count()} 项活动 activities")
    return True


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """A year leaves no rings of objects behind worth a tenth of its time to look for them."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _is_at_work(town: Town) -> bool:
    """Somebody has a post that no plan gives."""
    return Post.objects.filter(unit__town=town).exclude(role=Post.Role.LEADER).exists()


def _scene(town: Town, scale: float) -> Scene:
    plan = Plan.objects.current(town).get()
    return Scene(town, document_of(plan), Stretch(clock.today()), scale)


def _live(scene: Scene, say: Say) -> None:
    with clock.at(moment(scene.stretch.first, 7)):
        units.declare_demo(town=scene.town, by=None)
        engage(scene)
    note_changes(scene)
    note_teams(scene)
    note_ground(scene)
    note_guidance(scene)
    note_campaign(scene)
    note_doings(scene)
    note_volunteers(scene)
    note_handing(scene)
    note_rolls(scene)
    note_attendance(scene)
    note_oddities(scene)
    note_needs(scene)
    note_platform(scene)
    note_lists(scene)
    note_menu(scene)
    note_neighbours(scene)
    note_lectures(scene)
    note_trainings(scene)
    scene.diary.live(say)
    with clock.at(moment(scene.stretch.last, 23)):
        offer_parts(scene)
