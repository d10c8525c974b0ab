"""What whoever builds on cases and reflections may want to hear of; nothing in it tells who or what."""

from django.dispatch import Signal

# How many have answered, or where the reflection stands, changed. Sent with ``reflection``, within the transaction.
moved_on = Signal()

# Who may read a case changed. Sent with ``case``, within the transaction.
audience_changed = Signal()
