"""Backups one can rely on: written with a seal, verified against it, rotated, rehearsed."""
