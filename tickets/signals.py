"""What has happened to a request, for the rooms above; sent by the action inside its transaction."""

from django.dispatch import Signal

# sender: the model; ticket, by, at
ticket_closed = Signal()
# sender: the model; ticket, into, by, at. A receiver may raise IllegalMove: then nothing has happened.
ticket_merged = Signal()
