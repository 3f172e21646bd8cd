"""Posts are filled, one is passed on, one falls vacant; everybody is plainly invented."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from wenming.accounts.models import User
from wenming.organisation.actions import posts
from wenming.organisation.models import Post, Unit
from wenming.project.seeding.scene import Scene
from wenming.volunteers.actions import teams

__all__ = ["engage", "note_changes"]

Role = Post.Role
OFFICE_ROLES = ((Role.OFFICE_HEAD, "主任"), (Role.STAFF, "干事"))

# Places in the plan's table of villages.
FALLS_VACANT_AT = 5
PASSED_ON_AT = 13
# Here nobody remembers that the brigade's head changes with the secretary.
HALF_PASSED_ON_AT = 17
# Among the points: nobody was ever named head of the one, nor liaison officer of the other.
HEADLESS_POINT = 1
POINT_WITHOUT_OFFICER = 2


def engage(scene: Scene) -> None:
    """Everybody in their posts since the plan's day."""
    _offices(scene)
    _town(scene)
    for unit in scene.sites:
        _site(scene, unit)


def note_changes(scene: Scene) -> None:
    """One secretary leaves and nobody follows; two pass the post on."""
    villages = dict(enumerate(scene.all_villages))
    living = {unit.pk for unit in scene.villages}
    for place, note in (
        (FALLS_VACANT_AT, _note_vacancy),
        (PASSED_ON_AT, partial(_note_succession, month=6, is_whole=True)),
        (HALF_PASSED_ON_AT, partial(_note_succession, month=3, is_whole=False)),
    ):
        if place in villages and villages[place].pk in living:
            note(scene, villages[place])


def _offices(scene: Scene) -> None:
    for unit in sorted(scene.offices, key=lambda office: office != scene.publicity):
        for role, word in OFFICE_ROLES:
            _appoint(scene, unit, role, scene.enter(f"{unit.name}示例{word}"))


def _town(scene: Scene) -> None:
    secretary = scene.enter(f"{scene.town.name}示例党委书记")
    _appoint(scene, scene.root, Role.SECRETARY, secretary)
    _appoint(scene, scene.root, Role.AUDITOR, scene.enter(f"{scene.town.name}示例审计员"))


def _site(scene: Scene, unit: Unit) -> None:
    points = [site for site in scene.sites if site.kind == Unit.Kind.POINT]
    place = points.index(unit) if unit in points else None
    if place != HEADLESS_POINT:
        _heads(scene, unit)
    if place != POINT_WITHOUT_OFFICER:
        officer = scene.enter(f"{unit.name}示例联络员")
        _appoint(scene, unit, Role.LIAISON_OFFICER, officer)


def _heads(scene: Scene, unit: Unit) -> None:
    """The secretary is the head of a station; institute and points have a head of their own."""
    secretary = head = scene.enter(f"{unit.name}示例书记")
    if unit.kind != Unit.Kind.STATION:
        head = scene.enter(f"{unit.name}示例负责人")
    _appoint(scene, unit, Role.SECRETARY, secretary)
    _appoint(scene, unit, Role.SITE_HEAD, head)


def _appoint(scene: Scene, unit: Unit, role: str, holder: User) -> None:
    by = scene.cast.get((scene.publicity.pk, Role.OFFICE_HEAD))
    on = scene.document.document.issued_on
    posts.appoint(unit=unit, role=role, holder=holder, from_on=on, by=by)
    scene.cast[unit.pk, role] = holder


# Changes --------------------------------------------------------------------------------------


def _note_vacancy(scene: Scene, unit: Unit) -> None:
    on = scene.stretch.latest(2, 14)
    scene.diary.note(on, partial(_leave, scene, unit, on), hour=17)


def _leave(scene: Scene, unit: Unit, on: date) -> None:
    for post in _held(unit):
        posts.end(post=post, until_on=on, by=scene.office())
        del scene.cast[unit.pk, post.role]


def _note_succession(scene: Scene, unit: Unit, *, month: int, is_whole: bool) -> None:
    on = scene.stretch.latest(month, 16)
    scene.diary.note(on, partial(_pass_on, scene, unit, on), hour=9)
    if is_whole:
        scene.diary.note(on + timedelta(days=3), partial(_hand_over, scene, unit), hour=9)


def _pass_on(scene: Scene, unit: Unit, on: date) -> None:
    successor = scene.enter(f"{unit.name}示例新书记")
    for post in _held(unit):
        posts.succeed(post=post, holder=successor, from_on=on, by=scene.office())
        scene.cast[unit.pk, post.role] = successor


def _hand_over(scene: Scene, unit: Unit) -> None:
    if brigade := scene.team(unit, "brigade"):
        teams.hand_over(team=brigade, head=scene.head(unit), by=scene.office())


def _held(unit: Unit) -> list[Post]:
    """The secretary's posts; those who end them see the unit with its town."""
    held = Post.objects.filter(unit=unit, role__in=(Role.SECRETARY, Role.SITE_HEAD))
    return list(held.filter(until_on__isnull=True).select_related("unit__town", "holder"))
