"""What the web server imports."""

import os

from django.core.wsgi import get_wsgi_application

from portal.checks import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
refuse_to_start()
application = get_wsgi_application()
