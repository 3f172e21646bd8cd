"""The town, its units, who holds which post from when to when, honours and agendas (2.1, 2.2-b).

One installation holds many towns, each seeing its own: every row names its town.
"""
