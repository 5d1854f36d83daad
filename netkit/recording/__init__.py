"""Record what the owner says: one module for each kind of thing."""
