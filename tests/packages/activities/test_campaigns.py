"""A campaign gathers activities of many units under one name (5.1-b)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests import world
from tests.packages.activities.stage import an_activity
from wenming.activities.models import Activity, Campaign
from wenming.base import clock
from wenming.organisation.actions import records
from wenming.organisation.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.1-b")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


def a_campaign(town: Any, **said: Any) -> Campaign:
    """Ten years seen with my eyes: from today for two months."""
    office = world.an_office(town)
    about: dict[str, Any] = {
        "title": "我眼中的这十年",
        "theme": "ten_years",
        "from_on": clock.today(),
        "until_on": clock.today() + timedelta(days=60),
    }
    unit = Unit.objects.get(town=town, code="xuanchuan")
    return records.add(Campaign, unit=unit, by=office, **about | said)


def test_the_office_begins_one_and_a_village_does_not(
    village: world.Village, client: Client
) -> None:
    office = world.an_office(village.town)
    sent = {
        "unit": Unit.objects.get(code="xuanchuan").pk,
        "title": "我眼中的这十年",
        "theme": "ten_years",
        "from_on": "2026-10-01",
        "until_on": "2026-12-31",
        "ticket": str(uuid4()),
    }
    client.force_login(village.secretary)
    assert client.post("/desk/campaigns/new/", sent).status_code == 403

    client.force_login(office)
    wrong = client.post("/desk/campaigns/new/", sent | {"until_on": "2026-09-01"})
    client.post("/desk/campaigns/new/", sent)

    assert list(wrong.context["form"].errors) == ["until_on"]
    assert Campaign.objects.get().title == "我眼中的这十年"


def test_the_database_keeps_its_days_in_order(village: world.Village) -> None:
    campaign = a_campaign(village.town)

    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(until_on="2020-01-01")


def test_units_join_with_an_activity_and_every_figure_opens_its_records(
    village: world.Village, client: Client
) -> None:
    campaign = a_campaign(village.town)
    gantou = world.a_village("杆头村")
    world.an_announcement(village, title="塘边要办的", campaign=campaign)
    an_activity(gantou, title="杆头办过的", campaign=campaign, people=30)
    an_activity(gantou, title="不相干的")

    page = client.get(f"/campaigns/{campaign.pk}/").content.decode()

    assert "塘边要办的" in page
    rows = re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th>', page)
    assert [name for _url, name in rows] == ["塘边村", "杆头村"]
    opened = client.get(rows[1][0].replace("&amp;", "&")).content.decode()
    assert ("杆头办过的" in opened, "不相干的" in opened) == (True, False)
    assert re.search(r'class="figure" href="/activities/\?campaign=\d+"><b>30', page)


def test_its_page_at_the_desk_says_who_has_not_joined_and_leads_to_joining(
    village: world.Village, client: Client
) -> None:
    campaign = a_campaign(village.town)
    world.an_announcement(village, campaign=campaign)
    world.a_village("杆头村")
    client.force_login(village.secretary)

    page = client.get(f"/desk/campaigns/{campaign.pk}/").content.decode()
    assert "还有 1 个所、站、点没有参加：杆头村" in page

    form = client.get(
        f"/desk/activities/announcement/?campaign={campaign.pk}&theme=ten_years&unit=tangbian"
    ).context["form"]
    assert (form["campaign"].value(), form["theme"].value()) == (str(campaign.pk), "ten_years")
    assert form.unfolds


def test_one_that_is_over_is_not_joined_any_more_and_stays_on_what_had_joined(
    village: world.Village, client: Client
) -> None:
    past = clock.today() - timedelta(days=1)
    over = a_campaign(village.town, from_on=past - timedelta(days=9), until_on=past)
    joined = world.an_announcement(village, campaign=over)
    client.force_login(village.secretary)

    new = client.get("/desk/activities/announcement/?unit=tangbian").context["form"]
    old = client.get(f"/desk/activities/{joined.pk}/correction/").context["form"]

    assert over not in new.fields["campaign"].queryset
    assert over in old.fields["campaign"].queryset


def test_everybody_sees_the_campaigns_of_the_town(village: world.Village, client: Client) -> None:
    assert "还没有专项行动" in client.get("/campaigns/").content.decode()
    campaign = a_campaign(village.town)
    assert campaign.title in client.get("/campaigns/").content.decode()

    records.withdraw(row=campaign, why="重复", by=world.an_office(village.town))

    assert campaign.title not in client.get("/campaigns/").content.decode()
    assert client.get(f"/campaigns/{campaign.pk}/").status_code == 404
    assert not Activity.objects.exists()
