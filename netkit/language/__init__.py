"""Words, dates and names in typed text."""
