"""What people decided about groups; service lists with their lines and work plans."""

from wenming.groups.models.sense import Sense
from wenming.groups.models.service_list import (
    PlannedService,
    ServiceLine,
    ServiceList,
    WorkPlan,
)
from wenming.groups.models.sorting import SortedNeed, Sorting

__all__ = [
    "PlannedService",
    "Sense",
    "ServiceLine",
    "ServiceList",
    "SortedNeed",
    "Sorting",
    "WorkPlan",
]
