"""What those who work on the project run; the product does not need it."""
