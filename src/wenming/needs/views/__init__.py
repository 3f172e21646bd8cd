"""Pages of whoever asks, of the desk, and of whoever is asked to go."""
