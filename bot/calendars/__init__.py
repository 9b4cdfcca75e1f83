"""Calendars in the format that calendar programs read (iCalendar, RFC 5545). Pure."""
