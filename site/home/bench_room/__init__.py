"""The national learning day, measured: every region in its room at the same moment (`make bench-room`)."""
