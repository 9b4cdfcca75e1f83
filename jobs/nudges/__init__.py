"""The kinds of nudges: one file for each kind, or for a few that belong together.

How to add a nudge:

1. Write `jobs/nudges/<kind>.py` with one `NudgeKind` (`jobs.nudges.kind`). It has no defaults: a part that is missing
   is an error of the type checker and of the import. What the nudge says is its `composer`, which gets a
   `NudgeContext` and returns a `Card` (made in `bot/cards/nudges/`) or a `Skip` with the reason.
2. Add it in one line: to `jobs/nudges/calendar.py` if the calendar plans it, at its place in a morning, else to
   `jobs/nudges/registry.py`, and plan it with `models.workspace.outgoing.plan` where it happens.

Planning, sending, `padriver preview`, the help, the settings for everybody and for each person, the button that turns it off, the
status, the retention rules and the tests that go through all kinds follow from that. The name of a kind and its period
keys are stored in the database: they never change. A kind that only a newer version knows is left in the database for
it; an unknown kind in the code is an `UnknownKindError`.

This is a layer of its own: commands may use it, and it uses cards and models.
"""
