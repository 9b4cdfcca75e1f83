"""Microsoft's playground for bots, which plays Teams on this machine. Only the demonstration and the tests open it."""
