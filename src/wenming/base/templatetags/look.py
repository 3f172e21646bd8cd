"""The components of a page that need more than an include; docs/look.md shows them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django import template
from django.core.paginator import Page
from django.db.models import Model
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from wenming.base.slots import fills

register = template.Library()

# The words of the seven verdicts; the shapes and colours are in wenming.css under "State".
WORDS: Final[Mapping[str, Promise]] = {
    "met": _("已达到"),
    "on_course": _("按进度"),
    "behind": _("慢于进度"),
    "at_risk": _("可能来不及"),
    "missed": _("已错过"),
    "not_yet_due": _("未到期"),
    "not_countable": _("无法计数"),
}


# States and figures --------------------------------------------------------------------------


@register.simple_tag
def state(verdict: str, text: str | Promise = "") -> SafeString:
    """A verdict as shape, colour and word; `text` says something more exact ("开放到 17:30")."""
    return format_html('<span class="state state--{}">{}</span>', verdict, text or WORDS[verdict])


@register.simple_tag
def cell(url: str, verdict: str, text: str = "", label: str = "") -> SafeString:
    """A cell of the matrix: the shape, under it `text`; `label` and the word are for the ear."""
    return format_html(
        '<a class="cell" href="{}"><span class="state state--{}">'
        '<span class="hidden">{} {}</span></span>{}</a>',
        url,
        verdict,
        label,
        WORDS[verdict],
        text,
    )


@register.filter
def amount(number: float) -> str:
    """12.0 is 12, 1284 is 1,284, 3.333 is 3.3.

    Not Django's localised format: for Chinese it groups by four, which no public paper does.
    """
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


@register.inclusion_tag("base/parts/pace.html")
def pace(
    have: float,
    need: float,
    verdict: str,
    unit: str | Promise = "",
    by_now: float | None = None,
) -> dict[str, object]:
    """`have` of `need`, as words and a bar; `by_now` marks where one should be today."""
    return {
        "have": amount(have),
        "need": amount(need),
        "verdict": verdict,
        "unit": unit,
        "share": _share(have, need),
        "by_now": None if by_now is None else amount(by_now),
        "now": None if by_now is None else _share(by_now, need),
    }


def _share(part: float, whole: float) -> int:
    return 100 if part >= whole else max(0, int(100 * part / whole))


# Finding one's way ---------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def current(context: Context, url: str) -> SafeString:
    """Marks the link to this page, or to the section that this page is in."""
    here = _request(context).path if "request" in context else ""
    if here == url:
        return SafeString(' aria-current="page"')
    inside = url != "/" and here.startswith(url)
    return SafeString(' aria-current="true"' if inside else "")


@register.inclusion_tag("base/parts/crumbs.html")
def crumbs(*parts: str | Promise | Model) -> dict[str, object]:
    """`{% crumbs "首页" "/" "单位" units_url unit.name %}`: text and address, last this page's text."""
    return {"trail": _pairs(parts)}


@register.inclusion_tag("base/parts/tabs.html", takes_context=True)
def tabs(context: Context, label: str | Promise, *parts: str | Promise) -> dict[str, object]:
    """`{% tabs "看法" "按条款" "?by=clause" "按单位" "?by=unit" %}`: other views, as links.

    An address that begins with "?" is this page's own.
    """
    request = _request(context)
    links = [(text, _absolute(request, str(url))) for text, url in _pairs(parts)]
    addresses = [url for _text, url in links]
    whole = request.get_full_path()
    here = whole if whole in addresses else request.path
    return {"label": label, "links": links, "here": here if here in addresses else addresses[0]}


@register.inclusion_tag("base/parts/pages.html", takes_context=True)
def pages(context: Context, page: Page[Model]) -> dict[str, object]:
    """Links to the other pages of a list; nothing where there is only one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": list(numbers),
        "gap": page.paginator.ELLIPSIS,
        "request": _request(context),
    }


def _pairs(
    parts: tuple[str | Promise | Model, ...],
) -> list[tuple[str | Promise | Model, str | Promise | Model]]:
    padded = (*parts, "") if len(parts) % 2 else parts
    return list(zip(padded[::2], padded[1::2], strict=True))


def _absolute(request: HttpRequest, url: str) -> str:
    return request.path + url if url.startswith("?") else url


def _request(context: Context) -> HttpRequest:
    request = context["request"]
    assert isinstance(request, HttpRequest)
    return request


# Forms ---------------------------------------------------------------------------------------


@register.inclusion_tag("base/parts/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """Label, hint, error and control of one field."""
    return {"field": bound, "tick": bound.widget_type == "checkbox"}


@register.inclusion_tag("base/parts/summary.html")
def summary(form: BaseForm) -> dict[str, object]:
    """The faults of a form, each a link to its field; nothing if there are none."""
    return {"faults": list(_faults(form)) if form.is_bound else []}


def _faults(form: BaseForm) -> Iterable[tuple[str, str]]:
    for name, errors in form.errors.items():
        if name not in form.fields:
            yield from (("", str(error)) for error in errors)
            continue
        bound = form[name]
        yield from (
            (_first_control(bound), _("：").join([str(bound.label), str(error)]))
            for error in errors
        )


def _first_control(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label


@register.simple_block_tag
def filters(content: str) -> SafeString:
    """A form that asks the address (GET); put fields inside."""
    return format_html(
        '<form class="filters" method="get" role="search">{}'
        '<button class="button button--quiet">{}</button></form>',
        content,
        _("查找"),
    )


# Boxes ---------------------------------------------------------------------------------------


@register.simple_block_tag
def card(content: str, title: str | Promise, note: str | Promise = "") -> SafeString:
    """A box beside the text, or one of several to pick from."""
    said = format_html(" <small>{}</small>", note) if note else ""
    head = '<section class="card"><div class="row"><h2>{}</h2>{}</div>{}</section>'
    return format_html(head, title, said, content)


@register.simple_block_tag
def region(content: str, name: str | Promise) -> SafeString:
    """Where a wide table scrolls, so that the page need not; reachable by keyboard, with a name."""
    box = '<div class="region" role="region" aria-label="{}" tabindex="0">{}</div>'
    return format_html(box, name, content)


# Slots ---------------------------------------------------------------------------------------

# What a part sees beside what it is given: of the page's own things nothing.
FRAME: Final = ("request", "user", "town", "edition", "csrf_token", "messages", "LANGUAGE_CODE")


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, subject: object = None) -> SafeString:
    """What packages above this page's own show in it (`settings.SLOTS`)."""
    request: HttpRequest = context["request"]
    frame = {key: context[key] for key in FRAME if key in context}
    shown = (
        _template(context, fill.template).render(Context({**frame, **fill.context}))
        for fill in fills(name, request, subject)
    )
    return format_html_join("", "{}", ((part,) for part in shown))


def _template(context: Context, name: str) -> template.Template:
    assert context.template is not None
    return context.template.engine.get_template(name)
