"""Projects."""

from wenming.projects.models.project import Project

__all__ = ["Project"]
