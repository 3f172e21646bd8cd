"""The kernels as machine code, made by numba when a network is large: the one seam to it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import FunctionType
from typing import Any, cast

from . import kernels

__all__ = ["compiled"]


@cache
def compiled() -> Any:
    """The functions of `kernels.KERNELS` by name, compiled; what they were is kept on disk.

    Each is taken again with a dictionary of names of its own, so that it calls compiled ones. They
    stand in one file: what is kept is made anew only when the file of a function changes, whatever
    it calls.
    """
    numba = import_module("numba")
    names = dict(vars(kernels))
    for name in kernels.KERNELS:
        plain = cast("FunctionType", names[name])
        again = FunctionType(plain.__code__, names, name)
        again.__module__ = plain.__module__
        names[name] = numba.njit(cache=True)(again)
    return names
