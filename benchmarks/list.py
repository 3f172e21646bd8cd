"""`make bench`: which benchmarks there are."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import benchmarks

if __name__ == "__main__":
    for found in pkgutil.iter_modules(benchmarks.__path__):
        if found.ispkg:
            about = import_module(f"benchmarks.{found.name}").__doc__ or ""
            print(f"make bench NAME={found.name:12} {about.splitlines()[0]}")
    print("QUICK=1 ends within a minute")
