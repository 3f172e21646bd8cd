"""Who offers what: a team with its head, a partner group with its contact, a service on the menu."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from tests import world
from wenming.accounts.models import User
from wenming.menu.actions import offering, partners
from wenming.menu.models import Partner, Service
from wenming.needs.actions import asking
from wenming.needs.models import Need
from wenming.volunteers.models import Team


def a_team_with_a_head(village: world.Village, head: User | None = None, **said: Any) -> Team:
    """A standing team, headed by a resident who holds no post."""
    return world.a_team(village, head=head or world.a_resident("陈队长"), **said)


def a_partner(village: world.Village, contact: User | None = None, **said: Any) -> Partner:
    """A group whose contact has a phone and answers in person."""
    about: dict[str, Any] = {
        "name": "海丝义诊社（示例）",
        "kind": Partner.Kind.ASSOCIATION,
        "about": "退休医生组成的义诊团体。",
        "since_on": world.PLAN_DAY,
        "until_on": None,
    }
    person = contact or world.a_resident("黄联系人", f"1390000{User.objects.count():04d}")
    return partners.add(unit=village.unit, contact=person, by=village.secretary, **about | said)


def a_draft(offerer: Team | Partner, **said: Any) -> Service:
    """Written down by whoever speaks for it."""
    about: dict[str, Any] = {
        "title": "上门量血压",
        "about": "带血压计上门，量一量，说说怎样吃药。",
        "kind": "repair",
        "capacity": 2,
        "per": Service.Per.WEEK,
    }
    return offering.add(offerer=offerer, ticket=uuid4(), by=None, **about | said)


def a_service(offerer: Team | Partner, **said: Any) -> Service:
    """On the menu."""
    service = a_draft(offerer, **said)
    offering.propose(service=service, by=None)
    offering.approve(service=service, by=None)
    return service


def an_order(village: world.Village, service: Service, **said: Any) -> Need:
    """Somebody without an account orders it."""
    about: dict[str, Any] = {
        "unit": village.unit,
        "words": "老人血压高，想请人来量一量",
        "name": "王阿婆",
        "phone": "13800001234",
        "service": service,
    }
    return asking.ask(asked=asking.Asked(**about | said), channel="online", by=None)


def told(offerer: Team | Partner, **said: Any) -> dict[str, Any]:
    """What the form of the page sends."""
    about: dict[str, Any] = {
        "offerer": f"{offerer._meta.model_name}:{offerer.pk}",
        "title": "上门理发",
        "about": "给行动不便的老人理发。",
        "kind": "repair",
        "capacity": "3",
        "per": "week",
        "times": ["6-am"],
        "ticket": str(uuid4()),
    }
    return about | said


def ended(partner: Partner, day: date) -> Partner:
    """Its agreement has ended on this day."""
    Partner.objects.filter(pk=partner.pk).update(until_on=day)
    partner.refresh_from_db()
    return partner
