"""Typed readers of the environment. A wrong value stops the start, with its name."""

import os
from pathlib import Path
from secrets import token_urlsafe

from django.core.exceptions import ImproperlyConfigured

__all__ = ["env", "env_bool", "env_int", "env_list", "env_secret"]


def env(name: str, default: str) -> str:
    """The value as it stands."""
    return os.environ.get(name, default)


def env_bool(name: str, default: bool) -> bool:
    """`true` or `false`, in any case."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() not in {"true", "false", "1", "0"}:
        raise ImproperlyConfigured(f"{name}={value}: write true or false")
    return value.lower() in {"true", "1"}


def env_int(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value}: write a whole number") from None


def env_list(name: str, default: str) -> list[str]:
    """Values between commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def env_secret(name: str, data: Path) -> str:
    """The secret in `name`, or in the file that `name`_FILE names, or made once in the data folder."""
    if name in os.environ:
        return os.environ[name]
    path = Path(os.environ.get(f"{name}_FILE", data / name.lower()))
    if not path.exists():
        if f"{name}_FILE" in os.environ:
            raise ImproperlyConfigured(f"{name}_FILE={path}: there is no such file")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(token_urlsafe(48))
    return path.read_text().strip()
