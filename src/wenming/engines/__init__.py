"""Small typed libraries: values in, values out. No Django, no clock, no randomness, not each other."""
