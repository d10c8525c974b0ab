"""What whoever builds on reflections may want to hear of; nothing in it tells who or what."""

from django.dispatch import Signal

# How many have answered, or where the reflection stands, changed. Sent with ``reflection``, within the transaction.
moved_on = Signal()
