"""Who could I introduce to X, and which two people should meet."""
