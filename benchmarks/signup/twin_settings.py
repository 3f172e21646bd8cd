"""Our settings, with the twin's way of giving places."""

from wenming.project.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.signup.twin_urls"
