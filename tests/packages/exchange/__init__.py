"""The open interface: tokens, needs that platforms send, what is public as JSON."""
