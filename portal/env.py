"""Typed values from the environment: a wrong one stops the start and says which."""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()


def _read(kind: str, reader, name: str, default):
    if not os.environ.get(name):
        return default
    try:
        return reader(name)
    except (ValueError, TypeError) as error:
        raise ImproperlyConfigured(f"{name} must be {kind}, not {os.environ[name]!r}.") from error


def text(name: str, default: str = "") -> str:
    return os.environ.get(name) or default


def boolean(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def integer(name: str, default: int) -> int:
    return _read("a whole number", _env.int, name, default)


def words(name: str, default: list[str]) -> list[str]:
    """A list separated by commas."""
    return _read("a list separated by commas", _env.list, name, default)


def secret(name: str) -> str:
    """The value of NAME, or the contents of the file that NAME_FILE names."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, "")
    try:
        return Path(path).read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error.strerror}.") from error


def database(name: str, default: dict) -> dict:
    """A Django database from an address such as postgres://user:secret@host:5432/clearway."""
    if not os.environ.get(name):
        return default
    config = _env.db_url_config(os.environ[name])
    if config.get("ENGINE") not in {"django.db.backends.postgresql", "django.db.backends.sqlite3"}:
        raise ImproperlyConfigured(f"{name} must be a postgres:// or sqlite:// address.")
    return config
