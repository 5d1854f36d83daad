"""Calendars: iCalendar files."""
