"""`manage.py start`: get everything ready, say where it is, and start every process of the Procfile."""

import hashlib
import os
import socket
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from portal.management.commands import demo


class Command(BaseCommand):
    help = "Migrate, collect static files, load the demonstration the first time, start all processes."
    requires_system_checks = []

    def handle(self, *args, **options):
        check_data_folder()
        check_port(settings.PORT)
        self.migrate()
        self.collect_static()
        if settings.DEMO and not get_user_model().objects.exists():
            self.stdout.write("Loading the demonstration …")
            call_command("demo", stdout=self.stdout)
        self.say_where()
        bin_dir = os.path.dirname(sys.executable)
        os.environ["PATH"] = f"{bin_dir}{os.pathsep}{os.environ['PATH']}"
        os.environ["CLEARWAY_DATA"] = str(settings.DATA_DIR)
        os.environ["PORT"] = str(settings.PORT)
        os.execv(os.path.join(bin_dir, "honcho"), ["honcho", "--no-colour", "start"])

    def migrate(self):
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0)

    def collect_static(self):
        """Only when a file or the version of Django has changed: compressing takes seconds."""
        stamp = settings.STATIC_ROOT / ".stamp"
        digest = static_digest()
        if not stamp.exists() or stamp.read_text() != digest:
            self.stdout.write("Collecting static files …")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(digest)

    def say_where(self):
        self.stdout.write(f"\n{settings.BRAND_NAME} is at {settings.SITE_URL} (Ctrl-C stops it)")
        self.stdout.write(f"Staff: {settings.SITE_URL}/admin/    Data: {settings.DATA_DIR}")
        if settings.DEMO:
            self.stdout.write(f"\nThis is a demonstration. The password of each of these is {demo.PASSWORD}")
            for person in demo.PEOPLE:
                self.stdout.write(f"  {person.email:<28} {person.who}")
        self.stdout.write("", ending="\n")
        self.stdout.flush()


def check_data_folder() -> None:
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        probe = settings.DATA_DIR / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CommandError(
            f"The data folder {settings.DATA_DIR} cannot be written ({error.strerror}). "
            "Choose another one: CLEARWAY_DATA=/some/folder make run"
        ) from error


def check_port(port: int) -> None:
    if not 0 < port < 65536:
        raise CommandError(f"PORT must be between 1 and 65535, not {port}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("HOST", "127.0.0.1"), port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Choose another one: PORT={port + 1} make run"
            ) from error


def static_digest() -> str:
    names = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(folder.rglob("*")):
            stat = path.stat()
            names.update(f"{path}{stat.st_mtime_ns}{stat.st_size}".encode())
    return names.hexdigest()
