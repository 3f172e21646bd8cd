"""An activity that was held is recorded, closed, told of, corrected; its photos come and go (5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.activities.actions.following import What, tell_followers
from wenming.activities.actions.images import Cleaned, NotAPicture, cleaned
from wenming.activities.models import Activity, Photo
from wenming.activities.models.photo import MOST
from wenming.activities.permissions import may_close, may_correct, may_report, may_withdraw
from wenming.activities.queries import heads_of
from wenming.base.errors import Impossible
from wenming.base.models import record
from wenming.base.stages import move
from wenming.organisation.actions import records
from wenming.organisation.models import Unit
from wenming.organisation.permissions import may_change
from wenming.volunteers.actions.teams import assign, begin_with
from wenming.volunteers.models import Team

__all__ = ["LARGEST", "close", "correct", "hold", "remove_photo", "report"]

# Bytes of one photo as it comes in.
LARGEST: Final = 10 * 1024 * 1024
LONGEST_NAME: Final = 60


@transaction.atomic
def hold(
    *,
    unit: Unit,
    teams: Iterable[Team] = (),
    photos: Sequence[File[bytes]] = (),
    ticket: UUID | None = None,
    by: User | None,
    **fields: Any,
) -> Activity:
    """Record that `unit` held an activity; the same `ticket` again is the same activity."""
    pictures = _pictures(photos, room=MOST)
    is_known = ticket is not None and Activity.objects.filter(ticket=ticket).exists()
    activity = records.add(
        Activity, unit=unit, ticket=ticket, stage=Activity.Stage.REPORTED, by=by, **fields
    )
    if not is_known:
        begin_with(row=activity, teams=teams)
        _keep_who_led(activity)
        _hang(activity, pictures)
    return activity


@transaction.atomic
def correct(
    *,
    row: Activity,
    teams: Iterable[Team] | None = None,
    photos: Sequence[File[bytes]] = (),
    by: User | None,
    **fields: Any,
) -> None:
    """Put an activity right; what came as photos is added to those it has."""
    pictures = _pictures(photos, room=MOST - row.photos.count())
    records.correct(row=row, may=may_correct, by=by, **fields)
    if teams is not None:
        assign(row=row, teams=teams, by=by)
    _hang(row, pictures)
    if pictures:
        record(by, "activity.photos-added", row, town=row.town_id, number=len(pictures))


@transaction.atomic
def withdraw(*, row: Activity, why: str, by: User | None) -> None:
    """Take it out of every count; whoever's hours hang on it is told."""
    records.withdraw(row=row, why=why, may=may_withdraw, by=by)
    tell_followers(row, What.WITHDRAWN)


@transaction.atomic
def close(*, activity: Activity, people: int, by: User | None) -> None:
    """What was announced has been held, and so many came. Raises `Overtaken` if another was first."""
    may_close(by, activity).enforce()
    if people < 0:
        raise Impossible(_("请填来了多少人。"), field="people")
    move(activity, Activity.Stage.HELD, allowed=Activity.NEXT, people=people)
    _keep_who_led(activity)
    record(by, "activity.held", activity, town=activity.town_id, people=people)


@transaction.atomic
def report(
    *,
    activity: Activity,
    results: str,
    photos: Sequence[File[bytes]] = (),
    shows_photos: bool = False,
    by: User | None,
) -> None:
    """Say what came of it, with photos if there are any; nobody has to have taken one."""
    may_report(by, activity).enforce()
    pictures = _pictures(photos, room=MOST - activity.photos.count())
    if not results.strip():
        raise Impossible(_("请写一写活动成果。"), field="results")
    told = {"results": results.strip(), "shows_photos": shows_photos or activity.shows_photos}
    move(activity, Activity.Stage.REPORTED, allowed=Activity.NEXT, **told)
    _hang(activity, pictures)
    record(by, "activity.reported", activity, town=activity.town_id, photos=len(pictures))


@transaction.atomic
def remove_photo(*, photo: Photo, by: User | None) -> None:
    """Take a photo away for good, file and all: somebody in it may ask for that."""
    activity = photo.activity
    may_change(by, activity).enforce()
    record(by, "activity.photo-removed", activity, town=activity.town_id, photo=photo.pk)
    for file in (photo.image, photo.small):
        transaction.on_commit(partial(file.storage.delete, str(file.name)))
    photo.delete()


def _keep_who_led(activity: Activity) -> None:
    """Whoever heads a team that took part, if nobody was named; later heads change nothing of it."""
    if activity.led_by:
        return
    activity.led_by = "、".join(head.name for head in heads_of(activity))[:LONGEST_NAME]
    Activity.objects.filter(pk=activity.pk).update(led_by=activity.led_by)


def _pictures(photos: Sequence[File[bytes]], *, room: int) -> Sequence[Cleaned]:
    if photos and len(photos) > room:
        raise Impossible(_("一项活动最多 %(most)d 张照片。") % {"most": MOST}, field="photos")
    return [_picture(photo) for photo in photos]


def _picture(photo: File[bytes]) -> Cleaned:
    if photo.size > LARGEST:
        raise Impossible(
            _("“%(name)s”超过 10 MB，请选小一些的照片。") % _name(photo), field="photos"
        )
    try:
        return cleaned(photo.read())
    except NotAPicture as error:
        words = _("“%(name)s”不是能用的照片，请选 JPEG、PNG 或 WebP 格式的照片。")
        raise Impossible(words % _name(photo), field="photos") from error


def _name(photo: File[bytes]) -> dict[str, str]:
    return {"name": photo.name or ""}


def _hang(activity: Activity, pictures: Iterable[Cleaned]) -> None:
    for picture in pictures:
        photo = Photo(activity=activity, width=picture.width, height=picture.height)
        photo.image.save("", ContentFile(picture.image), save=False)
        photo.small.save("", ContentFile(picture.small), save=False)
        photo.save()
