"""Projects and their rounds."""

from wenming.projects.models.project import Project
from wenming.projects.models.round import Measure, Round, RoundActivity

__all__ = ["Measure", "Project", "Round", "RoundActivity"]
