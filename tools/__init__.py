<<<<<<< HEAD
"""What those who work on the project run; the product does not need it."""
=======
"""What the targets of the Makefile call."""
>>>>>>> tool
