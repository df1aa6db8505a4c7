"""What came in for the rooms above; sent inside the transaction that reads the message."""

from django.dispatch import Signal

# sender: the model; mail, address, subject, text. Somebody who is no partner wrote to the integration address.
wrote_to_partners_inbox = Signal()
