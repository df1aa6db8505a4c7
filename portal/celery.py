"""The Celery application. It wakes workers up; what is to be done stands in the database."""

import logging.config
import os
from pathlib import Path

from celery import Celery, signals
from kombu.transport import TRANSPORT_ALIASES

from portal.schedule import BEAT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

TRANSPORT_ALIASES["filesystem"] = "portal.broker:Transport"

app = Celery("portal")
# Web threads and the thread that publishes must find this application too, not Celery's empty default.
app.set_default()
app.conf.update(
    beat_schedule=BEAT,
    # In memory: the schedule is static, and a file of last runs would only be one more thing to break.
    beat_scheduler="celery.beat:Scheduler",
    beat_max_loop_interval=5,
    # A worker outlives any outage of its broker; the default gives up after a hundred tries.
    broker_connection_max_retries=None,
)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def make_broker_folders(sender, **kwargs):
    """The embedded broker is a pair of folders, which nobody made on a fresh machine."""
    options = sender.conf.broker_transport_options
    for name in ("data_folder_in", "data_folder_out", "control_folder"):
        if name in options:
            Path(options[name]).mkdir(parents=True, exist_ok=True, mode=0o700)


@signals.worker_init.connect
@signals.beat_init.connect
def refuse_a_weak_start(**kwargs):
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - as below

    from portal.checks import refuse_to_start  # noqa: PLC0415 - as below

    try:
        refuse_to_start()
    except ImproperlyConfigured as error:
        # Celery logs what a receiver raises and goes on; it does not go on after this.
        raise SystemExit(str(error)) from None


@signals.setup_logging.connect
def log_like_the_web(**kwargs):
    """Workers and beat write the same one-line events as everything else, not Celery's own format."""
    from django.conf import settings  # noqa: PLC0415 - importing this module must not load the settings

    logging.config.dictConfig(settings.LOGGING)
