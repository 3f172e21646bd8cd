"""What people learn: lectures that a unit orders, pieces online, training with tests and results.

Lecturers with their menu, orders that a lecturer accepts, and how lectures reach units and
audiences (5.1-a); online pieces with honest reading counts (5.1-c); material, tests, results and
who was not trained (3.3-a, 3.3-b). Lectures and trainings themselves are activities.
"""
