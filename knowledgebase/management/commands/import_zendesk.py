"""`manage.py import_zendesk FOLDER_OR_ZIP`: a help centre of Zendesk Guide, as its API hands it out."""

from knowledgebase.moving import zendesk
from knowledgebase.moving.commands import BringCommand


class Command(BringCommand):
    help = "Brings in articles, translations and pictures exported from Zendesk Guide. Safe to run again."
    read = staticmethod(zendesk.read)
