"""The registers of all packages, in the order in which the desk lists them."""

from __future__ import annotations

from wenming.activities.urls import ACTIVITIES, CAMPAIGNS, MONTH_PLANS
from wenming.funds.urls import BUDGET
from wenming.learning.urls import LECTURERS, LECTURES, ORDERS, PIECES
from wenming.liaison.urls import VISITS
from wenming.menu.urls import PARTNERS
from wenming.organisation.urls import AGENDAS, HONOURS
from wenming.projects.urls import PROJECTS
from wenming.sites.urls import CIRCLES, ROOMS
from wenming.volunteers.urls import HOUSEHOLDS, TEAMS

__all__ = ["REGISTERS"]

REGISTERS = (
    ACTIVITIES,
    MONTH_PLANS,
    CAMPAIGNS,
    VISITS,
    TEAMS,
    HOUSEHOLDS,
    PARTNERS,
    LECTURERS,
    LECTURES,
    ORDERS,
    PIECES,
    PROJECTS,
    ROOMS,
    CIRCLES,
    AGENDAS,
    HONOURS,
    BUDGET,
)
