"""What the offices do with groups of needs, with service lists and with work plans."""
