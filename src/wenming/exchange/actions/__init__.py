"""What is written: tokens, and the needs that platforms send."""
