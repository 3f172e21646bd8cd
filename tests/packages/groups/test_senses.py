"""With the extra `meaning`, needs are grouped by what they mean, as the night has read them (5.3-b)."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests import world
from tests.packages.groups import stage
from wenming.engines import likeness
from wenming.groups.actions import senses
from wenming.groups.drawing import drawn
from wenming.groups.models import Sense
from wenming.needs.models import Need

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3-b")]


class Model:
    """It hears of what is dark that it is dark, and of all else nothing in common."""

    asked = 0

    def query(self, text: str) -> NDArray[np.float32]:
        self.asked += 1
        row = np.zeros(64, np.float32)
        row[0 if "黑" in text or "伸手" in text else 1 + sum(map(ord, text)) % 63] = 1
        return row


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Model:
    made = Model()
    monkeypatch.setattr(likeness, "has_meaning", lambda: True)
    monkeypatch.setattr(likeness.Meaning, "_model", made)
    return made


def test_needs_that_share_no_word_are_together_once_the_night_has_read_them(model: Model) -> None:
    village = world.a_village()
    first = stage.ask(village, "夜归黑得慌，心里发毛", 1)
    second = stage.ask(village, "伸手不见五指，谁敢出门", 2)
    before = drawn(village.town)

    senses.read()
    after = drawn(village.town)

    assert before.reading is None
    assert before.where[str(first.pk)] == before.where[str(second.pk)] == likeness.ALONE
    assert after.where[str(first.pk)] == after.where[str(second.pk)] != likeness.ALONE


def test_the_model_is_asked_once_and_what_is_gone_is_forgotten(model: Model) -> None:
    need = stage.ask(world.a_village(), "夜归黑得慌，心里发毛", 1)
    senses.read()
    asked, there = model.asked, Sense.objects.count()

    senses.read()
    assert model.asked == asked
    Need.objects.filter(pk=need.pk).update(words="")
    senses.read()

    assert Sense.objects.count() == there - 1


def test_without_the_extra_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "has_meaning", lambda: False)
    village = world.a_village()
    stage.lamps(village)

    senses.read()

    assert not Sense.objects.exists()
    assert drawn(village.town).reading is None
