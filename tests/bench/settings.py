"""The settings of a production start for the benchmark, on a database of its own."""

import os

os.environ["DEBUG"] = "0"
os.environ.setdefault("SECRET_KEY", "bench-only-" + "0123456789abcdef" * 4)
# A start on PostgreSQL leaves none of these to a default.
os.environ.setdefault("SITE_URL", "http://localhost:8000")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.setdefault("EMAIL_URL", "smtp://localhost:2525")

from portal.settings import *  # noqa: F403

# Our pages and the bare ones beside them; the servers that are started for memory and start have only ours.
ROOT_URLCONF = os.environ.get("BENCH_URLS", "tests.bench.bare")
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
# Nobody waits for a log while a page is measured; what fails is said.
LOGGING["root"]["level"] = "ERROR"  # noqa: F405
LOGGING["loggers"]["django"]["level"] = "ERROR"  # noqa: F405
