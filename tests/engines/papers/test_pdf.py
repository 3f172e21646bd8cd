"""A tree becomes a PDF that says what the tree says."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.engines.papers.world import png, words
from wenming.engines.papers import (
    Align,
    Block,
    Card,
    Cards,
    Code,
    Columns,
    Facts,
    Fault,
    Figure,
    Heading,
    Items,
    Layout,
    Missing,
    PageBreak,
    Paper,
    Paragraph,
    Reason,
    Rule,
    Size,
    Spring,
    Table,
    Weight,
    pdf,
)

HOSTILE = r"# * _ $ @ < > [ ] \ #let x = 1 ```raw``` //no /*no*/ ~ -- ' \u{41} 1. + = @ref <label>"
EVERYTHING: tuple[Block, ...] = (
    Heading("总体情况"),
    Heading("细分", 2),
    Paragraph("一行\n又一行", Weight.LARGE, Align.CENTRE),
    Paragraph("说明", Weight.QUIET),
    Paragraph("要紧", Weight.STRONG),
    Items(("甲", "乙")),
    Items(("子", "丑"), numbered=True),
    Facts((("姓名", "蔡小䶮"), ("备注", ""))),
    Table(("项目", "次数"), (("义诊", "3"), ("宣讲", "12")), widths=(3, 1), right=frozenset({1})),
    Rule(),
    Columns(((Paragraph("左"),), (Code("https://example.org/a", "活动页", caption="扫码"),))),
    Figure(png(), "一块红色", width=20, caption="图一", align=Align.END),
    Figure(png(), "整行"),
    PageBreak(),
    Spring(),
    Cards((Card((Paragraph("卡片"),)),), width=60, height=40),
)


def test_an_english_word_is_not_torn_apart_by_its_apostrophe() -> None:
    said = words(pdf(Paper("x", (Paragraph("The volunteer’s ‘number’ of 阿明’"),))))

    assert "Thevolunteer's‘number'of阿明’" in said


def test_it_says_everything_that_the_tree_says() -> None:
    paper = Paper("季度报告", EVERYTHING, above="宝盖镇", foot="文明实践")

    said = words(pdf(paper))

    for text in (
        "宝盖镇",
        "季度报告",
        "总体情况",
        "细分",
        "一行又一行",
        "说明",
        "要紧",
        "甲",
        "丑",
    ):
        assert text in said
    for text in ("蔡小䶮", "义诊", "12", "左", "扫码", "图一", "卡片", "文明实践", "1/3"):
        assert text in said


@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_takes_every_block_on_every_size(layout: Layout) -> None:
    for size, landscape in ((Size.A3, False), (Size.A4, True), (Size.A5, False)):
        made = pdf(
            Paper("题目", EVERYTHING, layout=layout, size=size, landscape=landscape, foot="脚")
        )

        box = PdfReader(BytesIO(made)).pages[0].mediabox
        assert (box.width > box.height) is landscape
        assert "蔡小䶮" in words(made)


def test_the_same_tree_gives_the_same_bytes_and_another_day_gives_others() -> None:
    paper, other = (Paper("证明", EVERYTHING, made_on=date(2026, 11, n)) for n in (27, 28))

    assert pdf(paper) == pdf(paper)
    assert pdf(paper) != pdf(other)
    assert "20261127" in str(PdfReader(BytesIO(pdf(paper))).metadata)


def test_the_paper_carries_its_title_its_language_and_its_founts() -> None:
    reader = PdfReader(BytesIO(pdf(Paper("Certificate", (Paragraph("hours"),), language="en"))))

    assert reader.metadata is not None
    assert reader.metadata.title == "Certificate"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert b"NotoSerifSC" in reader.stream.read() or "NotoSerifSC" in str(_founts(reader))


def test_text_is_never_read_as_code() -> None:
    paper = Paper(
        HOSTILE, (Paragraph(HOSTILE), Items((HOSTILE,)), Table((HOSTILE,), ((HOSTILE,),)))
    )

    assert words(pdf(paper)).count("".join(HOSTILE.split())) == 5


def test_a_long_name_stays_inside_its_cell() -> None:
    name = "a" * 300
    made = pdf(Paper("表", (Table(("甲", "乙"), ((name, name),)),)))

    assert words(made).count(name) == 2
    assert len(PdfReader(BytesIO(made)).pages[0].extract_text().splitlines()) > 8


def test_a_rare_character_is_printed() -> None:
    assert "㙓䶮𬭚" in words(pdf(Paper("㙓䶮𬭚", ())))


def test_a_character_that_no_fount_has_is_named_and_not_a_white_box() -> None:
    with pytest.raises(Fault) as told:
        pdf(Paper("名单", (Table(("姓名",), (("王𠮷",), ("🎉",), ("𠮷",))),)))

    assert (told.value.reason, told.value.detail) == (Reason.UNPRINTABLE, "𠮷")


def test_a_character_that_no_fount_has_may_be_spelt_out() -> None:
    paper = Paper("🎉中秋🎉", (Paragraph("王𠮷"),), missing=Missing.SPELL)

    assert words(pdf(paper)) == "〔U+1F389〕中秋〔U+1F389〕王〔U+20BB7〕1/1"


def test_a_picture_that_is_none_is_named() -> None:
    for place in (
        Figure(b"GIF", "村口的照片"),
        Columns(((Table(("甲",), ()), Figure(png(), "好的")), (Figure(b"", "村口的照片"),))),
        Cards((Card((Paragraph("卡"), Figure(b"<svg", "村口的照片"))),)),
    ):
        with pytest.raises(Fault) as told:
            pdf(Paper("报告", (place,)))
        assert (told.value.reason, told.value.detail) == (Reason.BAD_PICTURE, "村口的照片")


def test_a_mistake_in_the_template_is_not_taken_for_a_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wenming.engines.papers.printing._template", lambda: b"#nothing")

    with pytest.raises(RuntimeError, match="unknown variable"):
        pdf(Paper("报告", (Paragraph("无图"), Rule())))


@given(
    st.text(max_size=60), st.text(st.characters(categories=["Lo", "Po", "Zs", "Cc"]), max_size=60)
)
@settings(deadline=None, max_examples=60)
def test_whatever_people_write_becomes_a_paper(title: str, text: str) -> None:
    paper = Paper(
        title,
        (Paragraph(text), Facts(((text, title),)), Table((title,), ((text,),))),
        missing=Missing.SPELL,
    )

    assert pdf(paper).startswith(b"%PDF-1.7")


def _founts(reader: PdfReader) -> list[str]:
    found = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    return [str(fount.get_object()["/BaseFont"]) for fount in found.values()]
