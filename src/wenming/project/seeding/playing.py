"""Who a visitor of the demonstration may be: people who have something to look at."""

from __future__ import annotations

from wenming.accounts.actions import demo
from wenming.accounts.models import DemoSignIn, User
from wenming.project.seeding.scene import Scene
from wenming.project.seeding.volunteers import PLAYED

__all__ = ["offer_parts"]

Role = DemoSignIn.Role


def offer_parts(scene: Scene) -> None:
    """Each role of the demonstration is somebody of this town."""
    demo.register(town_id=scene.town.pk, players=_players(scene), by=None)


def _players(scene: Scene) -> dict[str, User]:
    """The officer's village has open duties; the leader has two units and a report to read."""
    officers, managers = scene.officers_village, scene.managers_village
    return {
        Role.RESIDENT: scene.enter("示例群众"),
        Role.VOLUNTEER: scene.cast[managers.pk, PLAYED],
        Role.TEAM_LEADER: scene.cast[officers.pk, "team_leader"],
        Role.SITE_MANAGER: scene.cast[managers.pk, "site_head"],
        Role.LIAISON_OFFICER: scene.cast[officers.pk, "liaison_officer"],
        Role.LEADER: scene.busy_leader.user,
        Role.OFFICE: scene.office(),
        Role.AUDITOR: scene.cast[scene.root.pk, "auditor"],
    }
