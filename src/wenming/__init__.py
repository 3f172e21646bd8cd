"""Wenming (文明实践): a plan is data; daily work leaves facts; everything else is drawn from them."""

__version__ = "0.1.0"
