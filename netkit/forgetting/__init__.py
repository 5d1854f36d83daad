"""Forgetting somebody: a job that is written down, done everywhere, and finished after a kill."""
