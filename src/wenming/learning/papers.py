"""The certificate of a training: what was learnt, where, when, and where it can be checked."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wenming.engines.papers import Code, Facts, Layout, Missing, Paper, Paragraph, Spring, Weight
from wenming.learning.models import Result

__all__ = ["certificate"]


def certificate(result: Result, minutes: int, url: str) -> Paper:
    """Decree 67, article 8: name, content, how long, by whom, when; the code opens the check.

    `minutes` are those of confirmed presence; none are told where nobody noted them.
    """
    training, user = result.course.activity, result.user
    told = [
        (_("姓名"), user.name),
        (_("培训"), training.title),
        (_("主要内容"), training.about),
        (_("学习时长"), _("%(minutes)s 分钟") % {"minutes": minutes} if minutes else ""),
        (_("日期"), date_format(training.held_on)),
        (_("举办单位"), str(training.unit)),
        (_("得分"), "" if result.score is None else str(result.score)),
        (_("证书编号"), result.written),
    ]
    return Paper(
        title=_("培训结业证书"),
        above=str(training.town),
        blocks=(
            Paragraph(_("参加下面的培训，合格，特发此证。"), Weight.LARGE),
            Facts(tuple((name, text) for name, text in told if text)),
            Spring(),
            Code(url, alt=_("查验证书"), caption=_("扫码查验")),
        ),
        layout=Layout.CERTIFICATE,
        language=(get_language() or "zh")[:2],
        made_on=result.noted_on,
        missing=Missing.SPELL,
    )
