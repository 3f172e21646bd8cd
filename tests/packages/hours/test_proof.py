"""Certificates say what was recorded, anybody can check them; stars by thresholds (Decree 67)."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from tests import world
from tests.packages.hours.stage import DAY, a_volunteer, at, confirmed, reread
from tests.together import while_open
from wenming.accounts.actions import mine
from wenming.accounts.models import Notice, User
from wenming.activities.actions import activities, announcing
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import Impossible, Refused
from wenming.hours.actions import certificates, confirming, objections
from wenming.hours.masking import masked_name
from wenming.hours.models import Certificate, Presence
from wenming.hours.models.certificate import as_written
from wenming.hours.plan import FUJIAN, Star, stars
from wenming.hours.queries import star_of

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-b")]

FINAL = at(9, day=DAY + timedelta(days=8))
YEAR = {"from_on": date(2022, 1, 1), "until_on": date(2022, 12, 31)}


def a_certificate(village: world.Village, user: User) -> Certificate:
    """Over the year, once three hours are final."""
    confirmed(village, user)
    with clock.at(FINAL):
        return certificates.issue(user=user, town=village.town, by=user, **YEAR)


def test_only_what_is_final_is_certified() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = confirmed(village, mei)

    with clock.at(at(9, day=DAY + timedelta(days=7))):
        with pytest.raises(Impossible, match="异议期"):
            certificates.issue(user=mei, town=village.town, by=mei, **YEAR)
        objections.raise_objection(presence=presence, text="少了", by=mei)
    with clock.at(FINAL), pytest.raises(Impossible):
        certificates.issue(user=mei, town=village.town, by=mei, **YEAR)


def test_nobody_certifies_the_hours_of_another() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    confirmed(village, mei)

    with clock.at(FINAL), pytest.raises(Refused):
        certificates.issue(user=mei, town=village.town, by=village.secretary, **YEAR)


def test_the_paper_says_what_the_law_asks_for(client: Client) -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    made = a_certificate(village, mei)
    client.force_login(mei)

    answer = client.get(f"/certificates/{made.pk}/paper.pdf")

    said = PdfReader(BytesIO(answer.content)).pages[0].extract_text().replace("\n", "")
    for words in ("林阿妹", "3 小时", "清洁家园", "塘边村", "宝盖镇", made.written, mei.number):
        assert words in said, words
    assert client.get(f"/certificates/{made.pk}/paper.pdf").content == answer.content


def test_anybody_checks_a_certificate_and_sees_no_more_than_needed(client: Client) -> None:
    village = world.a_village()
    made = a_certificate(village, a_volunteer(village))

    page = client.get(f"/check/{made.written.lower()}/").content.decode()

    assert "有效" in page
    assert "林**" in page
    assert "3 小时" in page
    assert "林阿妹" not in page
    assert "清洁家园" not in page
    assert client.get("/check/", {"number": f" {made.written} "}).url == f"/check/{made.number}/"  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", ["AAAA-BBBB-CCCC", "1' OR 1=1", world.RARE])
def test_a_forged_number_is_not_known(client: Client, number: str) -> None:
    world.a_town()

    answer = client.get(f"/check/{number}/")

    assert answer.status_code == 404
    assert "没有编号为" in answer.content.decode()


def test_a_correction_replaces_the_certificate(client: Client) -> None:
    village = world.a_village()
    made = a_certificate(village, a_volunteer(village))
    presence = reread(Presence.objects.get())

    with clock.at(FINAL):
        confirming.correct(
            presence=presence, came_at=at(14), left_at=at(16), why="早走了", by=village.secretary
        )

    assert Certificate.objects.get().stage == Certificate.Stage.REPLACED
    assert "记录已经更正" in client.get(f"/check/{made.number}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_is_struck_while_it_is_certified_is_certified_no_more() -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    presence = confirmed(village, mei)

    def strike() -> None:
        with clock.at(FINAL):
            confirming.strike(presence=reread(presence), why="没来", by=village.secretary)

    with clock.at(FINAL):
        outcome = while_open(
            lambda: certificates.issue(user=mei, town=village.town, by=mei, **YEAR), strike
        )

    assert outcome == "done"
    assert Certificate.objects.get().stage == Certificate.Stage.REPLACED


@pytest.mark.parametrize("how", ["withdrawn", "called off"])
@pytest.mark.django_db(transaction=True)
def test_of_an_activity_that_no_longer_stands_nothing_is_certified(
    client: Client, how: str
) -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    made = a_certificate(village, mei)
    activity = Presence.objects.get().shift.activity
    if how == "withdrawn":
        Activity.objects.filter(pk=activity.pk).update(stage=Activity.Stage.HELD, people=1)
        activity.refresh_from_db()
        activities.withdraw(row=activity, why="重复登记", by=village.secretary)
    else:
        announcing.call_off(activity=activity, why="重复登记", by=village.secretary)

    client.force_login(mei)
    assert "记录已经更正" in client.get(f"/check/{made.number}/").text
    assert "证明里的活动取消或者撤回了" in client.get(f"/certificates/{made.pk}/").text
    with clock.at(FINAL), pytest.raises(Impossible):
        certificates.issue(user=mei, town=village.town, by=mei, **YEAR)
    own = client.get("/my/hours/").text
    assert "不计入：重复登记" in own
    assert "3 小时" not in own
    assert [str(told) for told in Notice.objects.of(mei) if "不再计入" in str(told)] == [
        "“清洁家园”取消或者撤回了，这次的时长不再计入：重复登记"
    ]


def test_an_office_withdraws_a_certificate_with_the_reason(client: Client) -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    made = a_certificate(village, mei)
    for by in (mei, village.secretary):
        with pytest.raises(Refused):
            certificates.withdraw(certificate=made, why="不实", by=by)
    client.force_login(world.an_office())

    empty = client.post(f"/certificates/{made.pk}/withdrawal/", {"why": ""})
    client.post(f"/certificates/{made.pk}/withdrawal/", {"why": "不是本人参加"})

    assert empty.status_code == 422
    assert Certificate.objects.get().ended_why == "不是本人参加"


def test_the_volunteer_gets_it_in_one_page(client: Client) -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    confirmed(village, mei)
    client.force_login(mei)

    wrong = client.post("/my/certificates/", {"from_on": "2022-12-31", "until_on": "2022-01-01"})
    answer = client.post("/my/certificates/", {"from_on": "2022-01-01", "until_on": "2022-12-31"})

    assert wrong.status_code == 422
    assert answer.url == Certificate.objects.get().get_absolute_url()  # type: ignore[attr-defined]


def test_after_an_erasure_the_records_stay_under_the_number(client: Client) -> None:
    village = world.a_village()
    mei = a_volunteer(village)
    made = a_certificate(village, mei)

    mine.erase(user=mei, by=mei)

    assert Presence.objects.get().minutes == 180
    page = client.get(f"/check/{made.number}/").content.decode()
    assert "林" not in page.split("<main")[1]


@pytest.mark.parametrize(
    ("hours", "reached", "ahead"), [(99, 0, 1), (100, 1, 2), (1499, 4, 5), (1500, 5, 0)]
)
def test_stars_follow_the_scale_of_the_province(hours: int, reached: int, ahead: int) -> None:
    star, to_come = star_of(None, hours * 60)

    assert (star.stars if star else 0, to_come.stars if to_come else 0) == (reached, ahead)


def test_a_plan_may_have_a_scale_of_its_own() -> None:
    class Told:
        sections = {"stars": (Star(stars=1, hours=20, zh="社区之星"),)}

    assert [one.hours for one in stars(Told())] == [20]  # type: ignore[arg-type]
    assert stars(None) == FUJIAN


@pytest.mark.parametrize(
    ("name", "said"), [("林阿妹", "林**"), ("王五", "王*"), ("㙓", "㙓*"), ("", "")]
)
def test_a_masked_name_says_little(name: str, said: str) -> None:
    assert masked_name(name) == said


def test_a_number_may_be_written_with_anything_between() -> None:
    assert as_written(" 7k3f-9qxd 2mpr ") == "7K3F9QXD2MPR"
