"""Torture: each command that writes is killed, refused and cut off at every system call."""
