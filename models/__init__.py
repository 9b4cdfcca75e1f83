"""What is true: tables, queries, rules of the calendar. No chat, no network, no clock."""
