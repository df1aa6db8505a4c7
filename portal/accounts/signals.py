"""What has happened to people, for the rooms above; sent by the action inside its transaction."""

from django.dispatch import Signal

# sender: the model; person, by
account_closed = Signal()
# sender: the model; person. Each receiver returns what the person looks after, as a list of words.
holdings_asked = Signal()
# sender: the model; person, successor, by
handed_over = Signal()
