"""What the forking server imports: everything that every replica would load and compute anew."""

from tests.faults.replica import warm

warm()
