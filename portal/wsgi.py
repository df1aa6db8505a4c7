"""What the web server imports."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from portal.checks import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
refuse_to_start()
application = get_wsgi_application()
# Whatever is loaded by now the workers share: pages as well, and no collection looks at it again.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
