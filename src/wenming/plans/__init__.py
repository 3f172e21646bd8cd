"""The plan as data: its grammar, its check, its comparison with another one (0.1, 0.2, 2.1-A.3).

A plan file is YAML. `reading` turns bytes into nodes that know their lines, `grammar`, `document`
and `rules` say what may stand in it, `checking` finds every fault at once, `conversion` hands its
rules to the obligations engine, `differences` tells two plans apart in words.
"""
