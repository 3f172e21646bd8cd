"""The look keeps its promises without a browser: words, links, sizes, no style attributes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.http import Http404
from django.template import Context, Template
from django.test import RequestFactory, override_settings

import wenming.base
from wenming.base.decisions import ALLOWED, denied
from wenming.base.gallery import gallery
from wenming.base.templatetags.look import WORDS, amount
from wenming.engines.obligations.values import Verdict

BASE = Path(wenming.base.__file__).parent
CSS = (BASE / "static/wenming/wenming.css").read_text()
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
PAGES = sorted((BASE / "templates").rglob("*.html"))


def drawn(template: str, **context: object) -> str:
    request = RequestFactory().get("/units/?by=unit")
    loaded = Template("{% load look %}" + template)
    return loaded.render(Context({"request": request, **context}))


class Form(forms.Form):
    name = forms.CharField(label="姓名", help_text="身份证上的")
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲")], widget=forms.RadioSelect)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_a_word_a_shape_and_a_colour(verdict: Verdict) -> None:
    assert str(WORDS[verdict])
    assert f".state--{verdict}::before" in CSS
    assert re.search(rf"\.state--{verdict} {{ --state: var\(--[a-z-]+\); }}", CSS)


def test_a_state_says_its_word_and_escapes_another() -> None:
    assert drawn("{% state 'met' %}") == '<span class="state state--met">已达到</span>'
    assert "&lt;b&gt;" in drawn("{% state 'met' text %}", text="<b>")


def test_a_cell_of_the_matrix_says_to_the_ear_what_the_eye_sees() -> None:
    html = drawn("{% cell '/r/' 'missed' '3/12' '塘边村' %}")

    assert '<span class="hidden">塘边村 已错过</span>' in html
    assert html.endswith("3/12</a>")


@pytest.mark.parametrize(
    ("number", "words"), [(12.0, "12"), (1284, "1,284"), (3.333, "3.3"), (0, "0")]
)
def test_an_amount_is_written_as_on_paper(number: float, words: str) -> None:
    assert amount(number) == words


@pytest.mark.parametrize(
    ("have", "need", "share"), [(9, 12, 75), (14, 12, 100), (0, 0, 100), (0, 12, 0)]
)
def test_a_bar_is_never_longer_than_its_track(have: float, need: float, share: int) -> None:
    html = drawn("{% pace have need 'behind' unit='场' %}", have=have, need=need)

    assert f'class="pace__fill" width="{share}%"' in html


def test_a_bar_marks_where_one_should_be_by_now() -> None:
    html = drawn("{% pace 9 12 'at_risk' unit='场' by_now=6 %}")

    assert 'x1="50%"' in html
    assert "到今天应有 6 场" in html


def test_the_faults_of_a_form_lead_to_their_fields() -> None:
    form = Form({})
    html = drawn("{% summary form %}{% for f in form %}{% field f %}{% endfor %}", form=form)

    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["id_name", "id_kind_0"]
    assert all(f'id="{target}"' in html for target in targets)
    assert "有 2 处要改" in html


def test_a_field_names_its_hint_and_its_fault_to_a_screen_reader() -> None:
    html = drawn("{% field form.name %}", form=Form({}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_a_form_not_yet_sent_has_no_summary() -> None:
    assert drawn("{% summary form %}", form=Form()).strip() == ""


def test_a_disabled_button_says_why() -> None:
    button = '{% include "base/parts/button.html" with label="报送" decision=may id="send" %}'

    refused = drawn(button, may=denied("报告还没有内容。"))
    assert 'disabled aria-describedby="why-send"' in refused
    assert 'id="why-send">报告还没有内容。' in refused
    assert "disabled" not in drawn(button, may=ALLOWED)


def test_the_tab_of_this_view_is_marked() -> None:
    html = drawn("{% tabs '看法' '按条款' '?by=clause' '按单位' '?by=unit' %}")

    assert html.count("aria-current") == 1
    assert 'href="/units/?by=unit" aria-current="page"' in html


def test_a_link_to_the_section_of_this_page_is_marked() -> None:
    assert drawn("{% current '/units/' %}") == ' aria-current="page"'
    assert drawn("{% current '/un' %}{% current '/' %}{% current '/plan/' %}") == (
        ' aria-current="true"'
    )


def test_a_trail_ends_with_the_page_itself() -> None:
    html = drawn("{% crumbs '首页' '/' '单位' %}")

    assert '<a href="/">首页</a>' in html
    assert '<span aria-current="page">单位</span>' in html


def test_a_town_at_work_has_no_gallery() -> None:
    with pytest.raises(Http404):
        gallery(RequestFactory().get("/gallery/"))


@override_settings(DEBUG=True, STORAGES={"staticfiles": {"BACKEND": PLAIN}})
@pytest.mark.django_db
def test_the_gallery_shows_every_component() -> None:
    request = RequestFactory().get("/gallery/")
    html = gallery(request).content.decode()

    components = CSS.split("@layer components {")[1].split("@layer utilities")[0]
    roots = set(re.findall(r"^  \.([a-z]+) \{", components, re.MULTILINE))
    shown = set(re.findall(r"[a-z]+", " ".join(re.findall(r'class="([^"]+)"', html))))
    assert roots > {"state", "cell", "todo", "entry", "door", "card", "empty", "pages", "message"}
    assert roots <= shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_template_styles_or_scripts_inline(page: Path) -> None:
    """The content security policy would drop it, silently."""
    text = page.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?! src)|javascript:", text)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def token(name: str) -> str:
    found = re.search(rf"--{name}: (#[0-9a-f]+);", CSS)
    assert found, name
    colour = found[1]
    return colour if len(colour) == 7 else "#" + "".join(c * 2 for c in colour[1:])


TEXTS = ["ink", "ink-2", "red", "link", "met", "on-course", "behind", "at-risk", "missed"]


@pytest.mark.parametrize("text", [*TEXTS, "not-yet-due", "not-countable"])
@pytest.mark.parametrize("ground", ["paper", "card", "wash", "red-wash"])
def test_every_text_can_be_read_on_every_ground(text: str, ground: str) -> None:
    assert contrast(token(text), token(ground)) >= 4.5


def test_colours_are_tokens() -> None:
    below = CSS.split("/* Base ---")[1]
    only_print = below.split("/* Print ---")
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", only_print[0])


def test_style_and_script_stay_small() -> None:
    assert len(CSS.encode()) <= 40 * 1024
    assert (BASE / "static/wenming/wenming.js").stat().st_size <= 4 * 1024


def test_what_was_left_out_of_a_form_is_said_in_peoples_words() -> None:
    class Form(forms.Form):
        name = forms.CharField()

    assert Form({}).errors == {"name": ["请填好这一项。"]}
