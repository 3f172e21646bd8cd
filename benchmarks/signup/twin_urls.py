"""Our addresses. Loaded in each page process, which from then on gives places as the twin does."""

from benchmarks.signup import twin
from wenming.project.urls import *  # noqa: F403
from wenming.signups.actions import admission

admission.press = twin.press
