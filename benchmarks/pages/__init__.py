"""How fast pages come, how much they weigh, and what a town takes: beside ephios and pretix."""
