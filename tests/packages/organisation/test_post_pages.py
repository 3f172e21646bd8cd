"""The pages of posts: who holds what, and how an office passes it on."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world
from wenming.accounts.models import User
from wenming.organisation.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.clause("2.1-b")]


@pytest.fixture
def village() -> world.Village:
    return world.a_village()


@pytest.fixture
def office(village: world.Village, client: Client) -> Client:
    client.force_login(world.an_office())
    return client


def secretary_of(village: world.Village) -> User:
    return Post.objects.get(unit=village.unit, role="secretary", until_on=None).holder


def test_the_list_names_who_leads_and_where_nobody_does(
    village: world.Village, office: Client
) -> None:
    world.a_unit(village.town, "gantou", "杆头村")

    page = office.get("/desk/posts/").content.decode()

    assert "党组织书记 塘边村书记" in page
    assert "有 2 个单位没有负责人。" in page
    assert 'href="/desk/units/gantou/posts/new/"' in page
    assert 'href="/desk/units/tangbian/posts/new/"' not in page


def test_a_village_reads_the_posts_and_hears_who_changes_them(
    village: world.Village, client: Client
) -> None:
    client.force_login(village.secretary)

    for place in ("/desk/posts/", "/desk/units/tangbian/posts/"):
        page = client.get(place).content.decode()
        assert "只有镇里的办公室可以更改" in page
        assert "posts/new/" not in page


def test_an_office_appoints_somebody_new_with_a_rare_name(
    village: world.Village, office: Client
) -> None:
    sent = {"role": "site_head", "holder": "蔡㙓", "phone": "", "from_on": "2023-01-01"}

    page = office.post("/desk/units/tangbian/posts/new/", sent, follow=True).content.decode()

    assert "站长 蔡㙓" in page


def test_succession_leaves_both_on_the_page(village: world.Village, office: Client) -> None:
    post = Post.objects.get(holder=village.secretary)
    sent = {"holder": "新书记", "phone": "138 0000 0009", "from_on": "2023-01-01"}

    answer = office.post(f"/desk/posts/{post.pk}/succession/", sent, follow=True)

    page = answer.content.decode()
    assert page.index("新书记") < page.index("历任") < page.index("塘边村书记")
    assert secretary_of(village).phone == "13800000009"


def test_who_leads_stands_first(village: world.Village, office: Client) -> None:
    page = office.get("/desk/units/tangbian/posts/").content.decode()

    assert page.index("党组织书记 塘边村书记") < page.index("联络员 塘边村联络员")


def test_an_end_leaves_a_vacancy(village: world.Village, office: Client) -> None:
    post = Post.objects.get(holder=village.secretary)

    office.post(f"/desk/posts/{post.pk}/end/", {"until_on": "2022-12-31"})

    assert "没有负责人" in office.get("/desk/posts/").content.decode()


def test_a_fault_stays_on_the_form_with_what_was_typed(
    village: world.Village, office: Client
) -> None:
    sent = {"role": "secretary", "holder": "新书记", "phone": "12", "from_on": "2023-01-01"}

    answer = office.post("/desk/units/tangbian/posts/new/", sent)

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"phone"})
    assert 'value="新书记"' in answer.content.decode()
    assert secretary_of(village) == village.secretary


def test_a_name_of_three_hundred_characters_is_refused_at_its_field(
    village: world.Village, office: Client
) -> None:
    sent = {"role": "staff", "holder": world.LONG, "phone": "", "from_on": "2023-01-01"}

    answer = office.post("/desk/units/tangbian/posts/new/", sent)

    assert set(answer.context["form"].errors) == {"holder"}


def test_the_people_of_the_unit_are_offered_by_name(village: world.Village, office: Client) -> None:
    page = office.get("/desk/units/tangbian/posts/new/").content.decode()

    assert '<option value="塘边村联络员">' in page


def test_a_post_that_ended_meanwhile_is_said_to_have(
    village: world.Village, office: Client
) -> None:
    post = Post.objects.get(holder=village.secretary)
    office.post(f"/desk/posts/{post.pk}/end/", {"until_on": "2022-12-31"})

    answer = office.post(f"/desk/posts/{post.pk}/end/", {"until_on": "2022-12-30"})

    assert answer.status_code == 409
    post.refresh_from_db()
    assert str(post.until_on) == "2022-12-31"


def test_another_town_cannot_tell_who_serves_here(village: world.Village, client: Client) -> None:
    post, stranger = Post.objects.get(holder=village.secretary), world.a_stranger()
    elsewhere = stranger.posts.get().unit.town
    office = world.an_office(elsewhere)

    for visitor in (stranger, office):
        client.force_login(visitor)
        for town in (village.town, elsewhere):
            for name, key in (("unit-posts", "tangbian"), ("post-end", post.pk)):
                address = world.address(town, f"organisation:{name}", key)
                assert client.get(address).status_code == 404


def test_the_list_costs_the_same_with_sixty_units_as_with_three(
    village: world.Village, office: Client
) -> None:
    costs = []
    for number in (2, 57):
        for _ in range(number):
            world.a_village("又一村")
        with CaptureQueriesContext(connection) as asked:
            office.get("/desk/posts/")
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 12
