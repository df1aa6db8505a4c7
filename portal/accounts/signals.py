"""What has happened to people, for the rooms above; sent by the action inside its transaction."""

from django.dispatch import Signal

# sender: the model; person, by
account_closed = Signal()
