"""What the public pages show, gathered."""
