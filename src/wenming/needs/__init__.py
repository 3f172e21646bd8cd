"""What residents need: asked, verified, answered, dispatched, served, rated (5.3, 5.2-d).

One register, four ways in (5.3-a); the menu of what teams and partner groups offer (5.3-c); dispatch as an
offer to the team that can best come (5.3-d). Who asks needs no account. Whom a sensitive need is
about is seen by who serves and by the town's offices, and by nobody else (5.2-d).
"""
