"""Projects, and which of them are a village's brand (5.4)."""
