"""Words and meaning of what people need and offer."""
