"""Draw answers on a terminal."""
