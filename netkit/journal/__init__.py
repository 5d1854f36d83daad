"""Read the one-line log: what happened, in plain words."""
