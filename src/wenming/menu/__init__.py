"""The service menu: what teams and partner groups offer, approved and published (5.3-c).

A service says what is done, for whom, when, how often a week or a month, where; a team's head or a
group's contact proposes it, an office approves it or sends it back. Orders from it are needs.
"""
