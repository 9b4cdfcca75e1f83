"""Workbooks of the register: imported from Excel, and exported to it."""
