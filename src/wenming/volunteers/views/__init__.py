"""The pages of this package: teams at the desk, volunteers at the desk, one's own, those for all."""
