"""The real processes of the Procfile, on a data folder and a clock of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, *, seconds: float = 20, what: str = "it"):
    """Wait for the real processes to get there; the answer of `condition`, or a failure that says what."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen within {seconds} s")


class Clearway:
    """A running portal. `folder` is its data folder; `database` an address, or SQLite in the folder."""

    def __init__(self, folder: Path, *, database: str = "", redis: str = "", **env: str):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.clock = folder / "clock"
        self.clock.write_text("0")
        self.env = {
            **os.environ,
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
            "PYTHONPATH": str(ROOT),
            "JOURNEY_CLOCK": str(self.clock),
            "CLEARWAY_DATA": str(folder),
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "PORT": str(self.port),
            "SITE_URL": self.url,
            "DEBUG": "1",
            "EMAIL_URL": "",
            "BRAND_NAME": "Northwind Traders",
            "BRAND_SHORT_NAME": "Northwind",
            "CASE_PREFIX": "NW",
            **env,
        }
        self.running: dict[str, subprocess.Popen] = {}
        self.log = folder / "processes.log"

    # --- processes --------------------------------------------------------------------------------
    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def commands(self) -> dict[str, list[str]]:
        lines = (ROOT / "Procfile").read_text().splitlines()
        rows = dict(line.split(": ", 1) for line in lines if line.strip())
        return {name: ["sh", "-c", "exec " + command] for name, command in rows.items()}

    def start(self, *names: str) -> None:
        for name in names or self.commands():
            with self.log.open("a") as log:
                self.running[name] = subprocess.Popen(
                    self.commands()[name],
                    cwd=ROOT,
                    env=self.env,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        if "web" in self.running:
            until(self.answers, seconds=30, what=f"the web process ({self.log})")

    def start_again(self, name: str) -> None:
        """As a supervisor does: without waiting for it to answer."""
        with self.log.open("a") as log:
            self.running[name] = subprocess.Popen(
                self.commands()[name], cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as response:
                return response.status == 200
        except OSError:
            return False

    def kill(self, name: str) -> None:
        """The whole process group, at once, as a machine that loses its power would."""
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running.pop(name).wait()

    def stop(self) -> None:
        for process in self.running.values():
            os.killpg(process.pid, signal.SIGTERM)
        for name, process in list(self.running.items()):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill(name)
        self.running.clear()

    # --- the clock --------------------------------------------------------------------------------
    def move_clock_to(self, moment: datetime) -> None:
        """From now on it is `moment` (with its zone) for every process, and goes on from there."""
        self._offset(moment.timestamp() - time.time())

    def skip_ahead(self, *, minutes: float) -> None:
        self._offset(float(self.clock.read_text()) + minutes * 60)

    def _offset(self, seconds: float) -> None:
        temporary = self.clock.with_suffix(".new")
        temporary.write_text(str(seconds))
        temporary.replace(self.clock)
