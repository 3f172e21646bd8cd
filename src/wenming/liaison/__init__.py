"""Leaders and the units they are tied to: pairs, visits, quarterly reports (2.2-a, A.1 to A.3)."""
