"""Who went is credited once the unit says so, as for any other service (5.2-d; Decree 67, 3, 7)."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.test import Client

from tests import world
from wenming.activities.models import Activity
from wenming.base import clock
from wenming.base.errors import Refused
from wenming.hours.models import Presence
from wenming.needs.actions import crediting, dispatching
from wenming.needs.models import Service
from wenming.needs.views import served

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.2-d")]

DAY = date(2026, 11, 20)


def a_service(village: world.Village, **said: object) -> Service:
    """The volunteer went at three in the afternoon, for fifty minutes."""
    with clock.at(world.moment(DAY, 9)):
        dispatch = world.a_dispatch(village, **said)
        dispatching.accept(dispatch=dispatch, by=None)
    with clock.at(world.moment(DAY, 18)):
        return dispatching.finish(
            dispatch=dispatch,
            served_on=DAY,
            began=time(15),
            minutes=50,
            volunteers=[dispatch.volunteer] if dispatch.volunteer else [],
            by=None,
        )


def test_the_unit_confirms_and_the_hours_are_the_volunteers() -> None:
    village = world.a_village()
    service = a_service(village)

    with clock.at(world.moment(DAY, 20)):
        assert crediting.credit(service=service, task="culture", by=village.secretary) == []

    activity = Activity.objects.get()
    (presence,) = Presence.objects.all()
    assert (activity.held_on, activity.people, activity.unit) == (DAY, 1, village.unit)
    assert (presence.minutes, presence.credit, presence.grade) == (50, "service", "later")
    assert presence.confirmed_by == village.secretary


def test_nobody_confirms_their_own_hours_nor_twice() -> None:
    village = world.a_village()
    service = a_service(village, to=world.a_volunteer(village, village.secretary))

    with clock.at(world.moment(DAY, 20)):
        with pytest.raises(Refused):
            crediting.credit(service=service, task="culture", by=village.secretary)
        crediting.credit(service=service, task="culture", by=world.an_office())
        with pytest.raises(Refused):
            crediting.credit(service=service, task="culture", by=world.an_office())
    assert Presence.objects.count() == 1


def test_the_activity_of_a_protected_need_does_not_say_what_it_was() -> None:
    village = world.a_village()
    plain = a_service(village)
    hidden = a_service(
        village,
        to=world.a_volunteer(village, world.a_resident("甲")),
        focus="elderly",
        focus_agreed=True,
    )

    with clock.at(world.moment(DAY, 20)):
        for service in (plain, hidden):
            crediting.credit(service=service, task="culture", by=None)

    titles = [service.activity.title for service in (plain, hidden) if service.activity]
    assert titles == ["上门服务：词:repair", "上门服务"]


def test_a_page_confirms_all_that_a_task_is_chosen_for(client: Client) -> None:
    village = world.a_village()
    first = a_service(village)
    client.force_login(village.secretary)

    with clock.at(world.moment(DAY, 20)):
        shown = client.get("/desk/needs/services/").content.decode()
        client.post("/desk/needs/services/", {f"task-{first.pk}": "culture"})
        after = client.get("/desk/needs/services/").content.decode()

    assert f"task-{first.pk}" in shown
    assert f"task-{first.pk}" not in after
    assert Presence.objects.confirmed().count() == 1


def test_waiting_times_lead_to_the_needs_they_are_of(client: Client) -> None:
    village = world.a_village()
    service = a_service(village)
    client.force_login(village.secretary)

    with clock.at(world.moment(DAY, 20)):
        html = client.get("/desk/needs/waiting/").content.decode()
        since = clock.today() - timedelta(days=365)
        found = client.get(f"/desk/needs/?kind=repair&since={since}").content.decode()

    assert f"?kind=repair&amp;since={since}" in html
    assert "9 小时" in html
    assert service.need.number in found


def test_what_is_chosen_on_a_later_page_is_confirmed_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "PAGE", 1)
    village = world.a_village()
    a_service(village)
    last = a_service(village, to=world.a_volunteer(village, world.a_resident("甲")))
    client.force_login(village.secretary)

    with clock.at(world.moment(DAY, 20)):
        client.post("/desk/needs/services/?page=2", {f"task-{last.pk}": "culture"})

    last.refresh_from_db()
    assert last.activity is not None
