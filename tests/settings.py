"""The settings of a production start, with what only tests may do."""

import os
import tempfile

os.environ.setdefault("CLEARWAY_DATA", tempfile.mkdtemp(prefix="clearway-tests-"))
if os.environ.get("REDIS_URL"):
    # Each process of the suite has a Redis database of its own, because a test empties it.
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rsplit('/', 1)[0]}/{10 + worker % 6}"
os.environ.setdefault("SECRET_KEY", "tests-only-" + "0123456789abcdef" * 4)

from portal.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in the product: in memory, readers and writers side by side lock each other out.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "tests.sqlite3")}  # noqa: F405
if "LOCATION" in CACHES["shared"] and not REDIS_URL:  # noqa: F405
    # Each process of the suite has a folder of its own, because a test empties it.
    CACHES["shared"]["LOCATION"] += os.environ.get("PYTEST_XDIST_WORKER", "")  # noqa: F405
STAFF_SECOND_FACTOR = False
CELERY_BROKER_URL = "memory://"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
