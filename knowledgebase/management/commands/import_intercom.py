"""`manage.py import_intercom FOLDER`: a help centre of Intercom, as its articles API hands it out."""

from knowledgebase.moving import intercom
from knowledgebase.moving.commands import BringCommand


class Command(BringCommand):
    help = "Brings in articles, translations and pictures exported from Intercom. Safe to run again."
    read = staticmethod(intercom.read)
