"""What the journal really says stands in its document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import the_plan, world
from tests.packages.liaison.stage import a_visit
from tools.journal import journal
from wenming.base.errors import DomainError
from wenming.base.models import Entry
from wenming.liaison.models import Leader
from wenming.organisation.actions import posts, records
from wenming.organisation.models import Post

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.django_db
def test_every_verb_of_a_day_in_the_town_is_documented() -> None:
    the_plan.loaded()
    village = world.a_village("试验村")
    a_visit(village, Leader.objects.get(code="zhang-zaisheng"))
    records.withdraw(row=world.a_room(village), why="重复", by=village.secretary)
    post = Post.objects.get(holder=village.liaison_officer)
    posts.end(post=post, until_on=world.PLAN_DAY, by=None)
    said = (ROOT / "docs" / "journal.md").read_text(encoding="utf-8")

    verbs = set(Entry.objects.values_list("verb", flat=True))

    assert {"plan.loaded", "visit.added", "room.withdrawn", "post.ended"} <= verbs
    for verb in verbs:
        kind, _, deed = verb.partition(".")
        assert f"`{verb}`" in said or (f"`<record>.{deed}`" in said and f"`{kind}`" in said), verb


def test_every_error_is_documented_with_its_code() -> None:
    assert all(f"| `{error.code}` | {error.status} |" in journal() for error in _errors())


def _errors() -> list[type[DomainError]]:
    return DomainError.__subclasses__()
