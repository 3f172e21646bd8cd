"""Photos are never asked for; those that come lose everything but their pixels (5.2)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from tests import world
from tests.packages.activities.stage import a_picture, an_activity, an_upload, filled
from wenming.activities.actions import activities
from wenming.activities.actions.images import NotAPicture, cleaned
from wenming.activities.models import Activity, Photo
from wenming.base.errors import Impossible, Refused
from wenming.organisation.actions import records

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-d")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: object) -> None:
    setattr(settings, "MEDIA_ROOT", tmp_path)  # noqa: B010


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[Base.Make] = "TELLTALE-CAMERA"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (24.0, 43.0, 12.5)
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    return a_picture(exif=exif, comment=b"TELLTALE-COMMENT", xmp=b"<x>TELLTALE-XMP</x>")


def test_place_camera_and_comments_are_gone(village: world.Village) -> None:
    raw = with_gps()
    assert Image.open(BytesIO(raw)).getexif().get_ifd(IFD.GPSInfo)
    assert raw.count(b"TELLTALE") == 3

    photo = an_activity(village, photos=[an_upload(raw)]).photos.get()

    for file in (photo.image, photo.small):
        with file.open() as stored:
            kept = stored.read()
        assert b"TELLTALE" not in kept
        assert b"Exif" not in kept
        assert dict(Image.open(BytesIO(kept)).getexif()) == {}
        assert set(Image.open(BytesIO(kept)).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


def test_a_picture_taken_on_its_side_is_stood_up(village: world.Village) -> None:
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    lying = a_picture(size=(300, 200), exif=exif)

    made = cleaned(lying)

    assert (made.width, made.height) == (200, 300)


def test_it_is_made_small_enough_for_a_bad_line() -> None:
    made = cleaned(a_picture(size=(4000, 3000)))

    assert (made.width, made.height) == (1600, 1200)
    assert Image.open(BytesIO(made.small)).size == (480, 360)


def test_what_was_transparent_is_white() -> None:
    file = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(file, "PNG")

    made = Image.open(BytesIO(cleaned(file.getvalue()).image))

    assert min(made.convert("RGB").getpixel((5, 5))) > 250


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_kinds_that_phones_make_are_taken(kind: str) -> None:
    assert cleaned(a_picture(kind)).width == 300


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<html><script>alert(1)</script>", id="a page"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"/>', id="a drawing"),
        pytest.param(a_picture("GIF"), id="a kind not taken"),
        pytest.param(a_picture()[:400], id="cut off"),
        pytest.param(b"\xff\xd8\xff" + b"x" * 100, id="begins like one"),
        pytest.param(
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x02\0\0\0" + b"\0" * 40,
            id="says it is enormous",
        ),
    ],
)
def test_what_is_no_picture_is_told_by_its_content(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        cleaned(content)


def test_a_wrong_file_is_refused_at_its_field_and_the_rest_is_kept(
    village: world.Village, client: Client
) -> None:
    client.force_login(village.secretary)
    sent = filled(village, photos=[an_upload(b"%PDF-1.7", "结果.jpg")])

    answer = client.post("/desk/activities/new/", sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["photos"]
    assert "“结果.jpg”不是能用的照片" in page
    assert 'value="八月五日清洁家园"' in page
    assert not Activity.objects.exists()


def test_a_photo_too_large_is_refused_without_being_read(village: world.Village) -> None:
    class Endless(ContentFile[bytes]):
        def read(self, *_args: object) -> bytes:
            raise AssertionError("read")

    endless = Endless(b"", name="大.jpg")
    endless.size = activities.LARGEST + 1

    with pytest.raises(Impossible, match="10 MB"):
        an_activity(village, photos=[endless])


def test_there_are_six_at_most_with_those_it_has(village: world.Village) -> None:
    five = [an_upload(a_picture()) for _ in range(5)]
    activity = an_activity(village, photos=five)

    two = [an_upload(a_picture()) for _ in range(2)]
    with pytest.raises(Impossible, match="最多 6 张"):
        activities.correct(row=activity, photos=two, by=village.secretary)

    activities.correct(row=activity, photos=two[:1], by=village.secretary)
    assert activity.photos.count() == 6


def test_the_form_with_photos_sent_twice_hangs_them_once(
    village: world.Village, client: Client
) -> None:
    client.force_login(village.secretary)
    sent = filled(village)

    for _ in range(2):
        client.post("/desk/activities/new/", sent | {"photos": [an_upload(a_picture())]})

    assert (Activity.objects.count(), Photo.objects.count()) == (1, 1)


def test_a_photo_taken_away_is_gone_from_the_disk(
    village: world.Village,
    client: Client,
    tmp_path: Path,
    django_capture_on_commit_callbacks: object,
) -> None:
    photo = an_activity(village, photos=[an_upload(a_picture())]).photos.get()
    client.force_login(village.secretary)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = client.post(f"/desk/activities/photos/{photo.pk}/removal/")

    assert answer.status_code == 302
    assert not Photo.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_only_who_may_change_the_activity_takes_its_photo_away(village: world.Village) -> None:
    photo = an_activity(village, photos=[an_upload(a_picture())]).photos.get()

    with pytest.raises(Refused):
        activities.remove_photo(photo=photo, by=world.a_village("杆头村").secretary)


def test_a_photo_is_public_only_if_said_so_and_while_the_activity_stands(
    village: world.Village, client: Client
) -> None:
    kept = an_activity(village, photos=[an_upload(a_picture())])
    shown = an_activity(village, photos=[an_upload(a_picture())], shows_photos=True, title="另一场")

    def status(activity: Activity) -> int:
        return client.get(f"/activities/photos/{activity.photos.get().pk}-small.jpg").status_code

    assert (status(kept), status(shown)) == (404, 200)
    assert "/activities/photos/" not in client.get(f"/activities/{kept.pk}/").content.decode()
    assert "/activities/photos/" in client.get(f"/activities/{shown.pk}/").content.decode()
    records.withdraw(row=shown, why="登记错了", by=village.secretary)
    assert status(shown) == 404
    client.force_login(village.liaison_officer)
    assert (status(kept), status(shown)) == (200, 200)


def test_a_photo_is_served_as_a_picture_and_nothing_else(
    village: world.Village, client: Client
) -> None:
    activity = an_activity(village, photos=[an_upload(a_picture())], shows_photos=True)

    answer = client.get(f"/activities/photos/{activity.photos.get().pk}.jpg")

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content.startswith(b"\xff\xd8")


def test_another_town_cannot_tell_that_a_photo_exists(
    village: world.Village, client: Client
) -> None:
    activity = an_activity(village, photos=[an_upload(a_picture())], shows_photos=True)
    stranger = world.a_stranger()
    client.force_login(stranger)

    assert (
        client.get(f"/t/linzhen/activities/photos/{activity.photos.get().pk}.jpg").status_code
        == 404
    )
