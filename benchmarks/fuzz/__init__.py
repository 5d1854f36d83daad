"""Fuzzing: importers read damaged files; a hang or a heap of memory is a fault."""
