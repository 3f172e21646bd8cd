"""Dispatch: the engine beside OR-tools, kwok, LEMON (pylmcf) and scipy on the same instances."""
