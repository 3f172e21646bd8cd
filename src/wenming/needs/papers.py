"""Contact cards on paper: ten to a sheet, each with the code that opens its form (5.3-a)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wenming.engines.papers import (
    Align,
    Block,
    Card,
    Cards,
    Code,
    Columns,
    Layout,
    Missing,
    Paper,
    Paragraph,
    Weight,
)
from wenming.needs.models import ContactCard

__all__ = ["sheet"]

# Millimetres: a phone reads it from a hand's breadth.
CODE = 33.0


def sheet(cards: Iterable[tuple[ContactCard, str]], copies: int) -> Paper:
    """Each card, as often as it is wanted, with the address that its code opens."""
    drawn = [_card(card, url) for card, url in cards for _copy in range(copies)]
    return Paper(
        title=_("联系卡"),
        blocks=(Cards(tuple(drawn)),),
        layout=Layout.CARDS,
        language=(get_language() or "zh").partition("-")[0],
        missing=Missing.SPELL,
    )


def _card(card: ContactCard, url: str) -> Card:
    said: tuple[Block, ...] = (
        Paragraph(_("有事请找我们"), Weight.STRONG),
        Paragraph(str(card.unit)),
        *([Paragraph(card.place)] if card.place else []),
        Paragraph(
            _("扫码，或者打村（社区）的电话。不收钱，不用登录。卡丢了请告诉我们。"), Weight.QUIET
        ),
        # No register knows it: it is written or stamped on by hand.
        Paragraph(_("村（社区）电话：") + "＿" * 8, Weight.QUIET),
        Paragraph(_("卡号 %(code)s") % {"code": card.code}, Weight.QUIET),
    )
    code = Code(url, alt=_("我要求助"), width=CODE, align=Align.END)
    return Card((Columns((said, (code,)), (1.2, 1)),))
