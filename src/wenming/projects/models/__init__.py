"""Projects, their rounds, and what belongs to them."""

from wenming.projects.models.belonging import ProjectMoney, ProjectNeed
from wenming.projects.models.project import Project
from wenming.projects.models.round import Measure, Round, RoundActivity

__all__ = ["Measure", "Project", "ProjectMoney", "ProjectNeed", "Round", "RoundActivity"]
