"""Time zones a person can choose, and their names in words."""

from functools import cache
from zoneinfo import available_timezones


@cache
def zone_choices() -> list[tuple[str, str]]:
    """Places only: no `Etc/`, no abbreviations."""
    areas = (
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    names = sorted(name for name in available_timezones() if name.startswith(areas))
    return [(name, name.replace("_", " ")) for name in [*names, "UTC"]]
