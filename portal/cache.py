"""The cache on Redis that goes on, in this process alone, while Redis does not answer.

Limits on guessing passwords are counted here, so without Redis they must neither fail the page nor vanish.
"""

import logging

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class PatientRedisCache(RedisCache):
    """Redis; where it fails, this process's own memory."""

    def __init__(self, server, params):
        super().__init__(server, params)
        own = {name: value for name, value in params.items() if name != "OPTIONS"}
        self.own = LocMemCache("without-redis", own)


def _patient(name: str):
    asked = getattr(RedisCache, name)

    def method(self, *args, **kwargs):
        try:
            return asked(self, *args, **kwargs)
        except RedisError:
            logger.warning("The cache does not answer; %s is done in this process alone", name)
            return getattr(self.own, name)(*args, **kwargs)

    return method


_ONE = ("add", "get", "set", "touch", "delete", "has_key", "incr")
_MANY = ("get_many", "set_many", "delete_many", "clear")
for _name in (*_ONE, *_MANY):
    setattr(PatientRedisCache, _name, _patient(_name))
