"""Sessions in the database. Every page of a signed-in reader begins with one."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.workflow.prepared import prepared


@prepared
def _of_key(key: str):
    return Session.objects.filter(session_key=key)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self):
        for session in _of_key(self.session_key):
            if session.expire_date > timezone.now():
                return session
        self._session_key = None
        return None
