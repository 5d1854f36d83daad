"""Introductions: people the owner could introduce to X, and pairs who should meet."""
