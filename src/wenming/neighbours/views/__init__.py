"""Pages: for everybody, one's own, at the desk."""
