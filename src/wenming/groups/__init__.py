"""Like needs in groups, the service list and the work plan made from them, the trend (5.3-b).

Groups are drawn from the needs by the engine; only what a person decided about them is kept, and it
goes before what the engine finds. From the groups a list of services is drafted for a month or a
quarter, put in order and published by the office; of each line it is counted what was served. The
month's work plan drafted from the list is the institute's month plan. How many needs of which kind a
village had in which season is told so that nobody can be recognised (5.2-d).
"""
