"""Each service and training is handed out as a line of its own, once (Decree 67, articles 7 and 8)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import world
from tests.packages.hours.stage import DAY, a_volunteer, an_activity, at, confirmed
from wenming.accounts.models import User
from wenming.activities.actions import activities
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.engines.papers import read_sheet
from wenming.hours.actions import confirming
from wenming.hours.recording import lines, values
from wenming.organisation.actions import posts, records
from wenming.organisation.models import Post, Town
from wenming.volunteers.actions import handovers, own_tables, sharing, teams
from wenming.volunteers.actions.handovers import Order
from wenming.volunteers.headings import Head
from wenming.volunteers.models import Handover, Volunteer
from wenming.volunteers.recording import Per

pytestmark = [pytest.mark.django_db, pytest.mark.clause("3.2-a")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def me(village: world.Village) -> User:
    user = a_volunteer(village)
    sharing.agree(volunteer=user.volunteer, by=user)
    return user


def given(town: Town, recipient: str = "市民政局", **said: object) -> list[dict[str, object]]:
    order = Order(recipient, "录入信息系统", **({"further": (Per.RECORD,)} | said))  # type: ignore[arg-type]
    made = handovers.give_out(town=town, order=order, by=None)
    head, *rows = read_sheet(made.file)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_a_line_says_what_the_decree_wants(village: world.Village, me: User) -> None:
    activity = an_activity(
        village, about="清扫沟渠", place="祠堂", contact="村委会 0595-88880000", led_by="郑站长"
    )
    row = confirmed(village, me, activity=activity)

    [line] = given(village.town)

    assert line == {
        "志愿者编号": me.number,
        "姓名": "林阿妹",
        "记录编号": f"P{row.pk}",
        "服务或培训": "志愿服务",
        "活动名称": "清洁家园",
        "服务日期": DAY,
        "起止时间": "14:00–17:00",
        "服务地点": "祠堂",
        "服务内容": "清扫沟渠",
        "本次时长（小时）": 3.0,
        "活动组织单位": "塘边村",
        "活动负责人": "郑站长",
        "记录单位": "宝盖镇",
        "凭据": "现场动态码",
        "本次服务质量评价（几颗星）": "",
        "本次评价日期": "",
        "状态": "新增",
    }


def test_who_leads_is_the_head_of_a_team_or_of_the_unit(village: world.Village, me: User) -> None:
    alone = confirmed(village, me, activity=an_activity(village))
    by_team = an_activity(village)
    by_team.teams.add(world.a_team(village, head=world.a_resident("队长甲")))
    led = confirmed(village, me, activity=by_team, begin=18, end=19)

    told = lines(Per.RECORD, [me.volunteer])[me.volunteer.pk]

    assert told[f"p{alone.pk}"]["record_leader"] == village.secretary.name
    assert told[f"p{led.pk}"]["record_leader"] == "队长甲"


def test_who_led_stays_who_led_whoever_heads_the_team_or_the_unit_later(
    village: world.Village, me: User
) -> None:
    team = world.a_team(village, head=world.a_resident("队长甲"))
    alone, by_team = an_activity(village), an_activity(village)
    by_team.teams.add(team)
    confirmed(village, me, activity=alone)
    confirmed(village, me, activity=by_team, begin=18, end=19)
    with clock.at(at(22)):
        activities.close(activity=by_team, people=9, by=village.secretary)
    given(village.town)

    teams.hand_over(team=team, head=world.a_resident("队长乙"), by=village.secretary)
    post = Post.objects.get(unit=village.unit, role=Post.Role.SECRETARY)
    later = {"holder": world.a_resident("新书记"), "from_on": DAY + timedelta(days=30)}
    posts.succeed(post=post, by=None, **later)

    with pytest.raises(Impossible, match="没有变化"):
        given(village.town)
    assert [line["活动负责人"] for line in given(village.town, only_new=False)] == [
        village.secretary.name,
        "队长甲",
    ]


@pytest.mark.parametrize(
    ("heading", "names", "remark"),
    [("", "清洁家园（作废）", None), ("备注", "清洁家园", "作废")],
    ids=["no column for it", "a remark"],
)
def test_a_table_without_a_column_for_the_state_says_void_all_the_same(
    village: world.Village, me: User, heading: str, names: str, remark: str | None
) -> None:
    row = confirmed(village, me)
    heads = filter(None, ("姓名", "活动名称", "日期", "服务时长", heading))
    head = Head(1, tuple(heads))
    table = own_tables.keep(town=village.town, name="时长导入", data=b"", head=head, by=None)
    [new] = given(village.town, table=table)
    assert (new["活动名称"], new["服务时长"], new.get("备注") or None) == ("清洁家园", 3.0, None)

    with clock.at(at(20)):
        confirming.strike(presence=row, why="不是本人", by=village.secretary)
    [void] = given(village.town, table=table)

    assert (void["活动名称"], void["服务时长"], void.get("备注")) == (names, 0.0, remark)


def test_no_record_is_told_twice_whatever_table_it_stands_in(
    village: world.Village, me: User
) -> None:
    confirmed(village, me)
    given(village.town)
    with pytest.raises(Impossible):
        given(village.town)

    confirmed(village, me, begin=18, end=20)
    assert [line["起止时间"] for line in given(village.town)] == ["18:00–20:00"]
    assert len(given(village.town, "保险公司")) == 2
    assert len(given(village.town, only_new=False)) == 2


def test_what_was_mended_is_told_as_such_and_what_was_struck_as_void(
    village: world.Village, me: User
) -> None:
    row = confirmed(village, me)
    given(village.town)

    type(row).objects.filter(pk=row.pk).update(minutes=60)
    [mended] = given(village.town)
    assert (mended["本次时长（小时）"], mended["状态"]) == (1.0, "更正")

    row.refresh_from_db()
    confirming.strike(presence=row, why="不是本人", by=village.secretary)
    [void] = given(village.town)
    assert (void["记录编号"], void["本次时长（小时）"], void["状态"]) == (f"P{row.pk}", 0.0, "作废")
    with pytest.raises(Impossible):
        given(village.town)


@pytest.mark.parametrize("end", ["withdrawn", "called off"])
def test_hours_of_an_activity_that_no_longer_stands_do_not_count(
    village: world.Village, me: User, end: str
) -> None:
    row = confirmed(village, me)
    confirmed(village, me, begin=18, end=19)
    given(village.town)

    activity = Activity.objects.get(pk=row.shift.activity_id)
    if end == "withdrawn":
        Activity.objects.filter(pk=activity.pk).update(stage=Activity.Stage.HELD, people=1)
        activity.refresh_from_db()
        records.withdraw(row=activity, why="重复登记", by=village.secretary)
    else:
        told = {"stage": Activity.Stage.CALLED_OFF, "called_off_why": "台风"}
        Activity.objects.filter(pk=activity.pk).update(**told)

    assert values([me.volunteer])[me.volunteer.pk]["served_hours"] == 1.0
    assert [(line["记录编号"], line["状态"]) for line in given(village.town)] == [
        (f"P{row.pk}", "作废")
    ]


def test_a_towns_own_table_may_have_a_line_for_each_record(
    village: world.Village, me: User
) -> None:
    confirmed(village, me)
    confirmed(village, me, begin=18, end=19)
    head = Head(1, ("序号", "姓名", "身份证号", "活动名称", "日期", "服务时长"))
    table = own_tables.keep(town=village.town, name="时长导入", data=b"", head=head, by=None)

    rows = given(village.town, table=table)

    identity = Volunteer.objects.get().identity
    assert [list(row.values()) for row in rows] == [
        [1.0, "林阿妹", identity, "清洁家园", DAY, 3.0],
        [2.0, "林阿妹", identity, "清洁家园", DAY, 1.0],
    ]
    assert Handover.objects.get().people.get().content == ""
    with pytest.raises(Impossible):
        given(village.town, table=table)


def test_the_sheets_are_three_and_a_text_holds_one(village: world.Village, me: User) -> None:
    confirmed(village, me)
    order = {"columns": (("姓名", "name"),), "further": (Per.RECORD, Per.AWARD)}

    assert given(village.town, **order) == [{"姓名": "林阿妹"}]
    assert Handover.objects.get().people.count() == 1
    with pytest.raises(Impossible) as no:
        given(village.town, form="csv", **order)
    assert no.value.field == "form"


def test_as_many_questions_for_many_as_for_one(
    village: world.Village, me: User, django_assert_max_num_queries: object
) -> None:
    for number in range(4):
        confirmed(village, a_volunteer(village, f"志愿者{number}"), activity=an_activity(village))
    people = list(Volunteer.objects.select_related("town"))

    with django_assert_max_num_queries(4):  # type: ignore[operator]
        told = lines(Per.RECORD, people)

    assert sum(map(len, told.values())) == 4
    assert date(2022, 8, 5) in {row["record_on"] for one in told.values() for row in one.values()}
