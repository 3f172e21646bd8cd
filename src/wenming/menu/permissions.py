"""Who may offer a service, who lets it onto the menu, whether it can be ordered today."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.menu.models import Partner, Service
from wenming.organisation.models import Unit
from wenming.organisation.permissions import is_office, may_change, may_record
from wenming.volunteers.models import Team

__all__ = [
    "may_decide",
    "may_look_at_contact",
    "may_name_contact",
    "may_offer",
    "may_order",
    "may_pause",
    "may_propose",
    "may_resume",
    "serving",
    "standing",
]

Stage = Service.Stage


def may_name_contact(user: User | None, partner: Partner) -> Decision:
    """Whoever may correct what is known of the group."""
    return may_change(user, partner)


def may_look_at_contact(user: User | None, partner: Partner) -> Decision:
    """The number in full is for whoever keeps in touch with the group, each time with a reason."""
    if not partner.signs_in:
        return denied(_("没有登记联系人的手机号码。"))
    return may_change(user, partner)


def may_offer(user: User | None, service: Service) -> Decision:
    """The team's head, the group's contact; the offerer's unit and the offices on their behalf."""
    if service.withdrawn_at is not None:
        return denied(_("这项服务已经撤下，不能再改；需要的话另提一项。"))
    answerer = service.answerer
    if user is None or (answerer is not None and user.pk == answerer.pk):
        return ALLOWED
    return may_record(user, service.offerer.unit)


def may_propose(user: User | None, service: Service) -> Decision:
    """A draft, of a team or a group that can serve."""
    if service.stage != Stage.DRAFT:
        return denied(_("已经提交过，不用再交。"))
    return serving(service) and may_offer(user, service)


def may_decide(user: User | None, service: Service) -> Decision:
    """The town's offices let it onto the menu. None: the operator and the made-up year."""
    if service.stage != Stage.PROPOSED:
        return denied(_("没有等批准的内容。"))
    if user is None or is_office(user, service.town):
        return ALLOWED
    return denied(_("服务上菜单由镇里的办公室批准。"))


def may_pause(user: User | None, service: Service) -> Decision:
    """Who offers it, and the offices."""
    if service.stage != Stage.PUBLISHED:
        return denied(_("只有在菜单上的服务可以暂停。"))
    return may_offer(user, service)


def may_resume(user: User | None, service: Service) -> Decision:
    """Likewise, if there is still somebody to serve."""
    if service.stage != Stage.PAUSED:
        return denied(_("没有暂停。"))
    return serving(service) and may_offer(user, service)


def may_order(service: Service, unit: Unit | None = None) -> Decision:
    """Anybody, as long as it is on the menu, somebody serves, and they come to this unit."""
    if service.stage == Stage.PAUSED:
        return denied(
            _("“%(service)s”暂停接单：%(why)s") % {"service": service, "why": service.why}
        )
    if service.stage != Stage.PUBLISHED:
        return denied(_("“%(service)s”不在服务菜单上。") % {"service": service})
    area = list(service.area.all())
    if unit is not None and area and unit not in area:
        told = {"service": service, "area": _("、").join(map(str, area))}
        return denied(_("“%(service)s”只到%(area)s。") % told)
    return serving(service)


def serving(service: Service) -> Decision:
    """Is there somebody behind it today?"""
    return standing(service.offerer)


def standing(offerer: Team | Partner) -> Decision:
    """A team with a head, or a group with an agreement, today."""
    return _team(offerer) if isinstance(offerer, Team) else _partner(offerer)


def _team(team: Team) -> Decision:
    today = clock.today()
    if team.withdrawn_at is not None or (team.closed_on and team.closed_on < today):
        return denied(_("“%(team)s”已经解散。") % {"team": team})
    if team.head_id is None:
        return denied(_("“%(team)s”现在没有队长，没有人能答复。") % {"team": team})
    return ALLOWED


def _partner(partner: Partner) -> Decision:
    today = clock.today()
    if partner.withdrawn_at is not None:
        return denied(_("“%(partner)s”已经不在本镇服务。") % {"partner": partner})
    if partner.until_on and partner.until_on < today:
        told = {"partner": partner, "day": date_format(partner.until_on)}
        return denied(_("和“%(partner)s”的协议到%(day)s已经结束。") % told)
    if partner.since_on > today:
        told = {"partner": partner, "day": date_format(partner.since_on)}
        return denied(_("和“%(partner)s”的协议从%(day)s开始。") % told)
    return ALLOWED
