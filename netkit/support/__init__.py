"""Atomic files, spilling to disk, plain values and lazy mappings."""
