"""Who comes: sign-up, waiting lists, cover for who cannot come (5.2; Decree 685, articles 12 to 22).

Never more than there are places, in any rush; every no says why and what would help.
"""
