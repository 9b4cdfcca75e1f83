"""The front desk that every platform's room shares: what was asked, once, in one transaction. No platform."""
