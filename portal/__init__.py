"""Wiring: settings, addresses, schedule. The folders beside these files are the foundations."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
