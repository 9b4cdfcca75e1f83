"""The domain: tables, queries, rules of the calendar. No chat, no network, no clock."""
