"""Pages: the menu and pieces for everybody, a lecturer's own, the desk."""
