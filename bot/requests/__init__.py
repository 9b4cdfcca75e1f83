"""What every platform shares: who asks, and the answer, once, in one transaction. No platform."""
