"""Where everybody stands on every rule of the plan, drawn from records; owns no facts (0.1, 0.3)."""
