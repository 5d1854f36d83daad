"""Reports a person wants to read: what changed, what to do next, on one offline page."""
