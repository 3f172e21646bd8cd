"""How fast everybody's standing is worked out, against the same rules in SQL in the same run."""
