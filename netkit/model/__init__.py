"""The model: people, events between them, and dates. Frozen values, no behaviour."""
