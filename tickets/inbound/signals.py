"""What came in for the rooms above; sent inside the transaction that reads the message."""

from django.dispatch import Signal

# Somebody who is no partner wrote to the integration address. sender: the model; mail, address, subject, text
wrote_to_partners_inbox = Signal()
