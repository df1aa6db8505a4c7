"""What this room tells those above it."""

from django.dispatch import Signal

# Sent inside the transaction with `clock` and `old_due_by` when a stored deadline was counted again.
# The sender is the clock's class; a room that keeps a copy of a deadline puts it right here.
clock_recounted = Signal()
