"""What the forking server imports: everything that every replica would load and compute anew."""

from importlib import import_module

from tests.faults.replica import warm

# What a replica loads only when it starts, or is asked.
for late in ("apscheduler.executors.asyncio", "psycopg", "uvicorn.lifespan.off", "uvicorn.protocols.http.auto"):
    import_module(late)
warm()
