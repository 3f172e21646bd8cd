"""Pages of the menu, of who offers a service, of the office."""
