"""What `padriver` can do."""

import typer

from bot.cli import backup, check, demo, keys, manifest, members, migrate, preview, serve, take_in, tick

root = typer.Typer(
    name="padriver",
    help="Pådriver: sekretariatets kollega i chatten. Kjenner det politiske året og sier fra i tide.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
root.command("demo")(demo.demo)
root.command("serve")(serve.serve)
root.command("migrate")(migrate.migrate)
root.command("backup")(backup.backup)
root.command("check")(check.check)
root.command("tick")(tick.tick)
root.command("preview")(preview.preview)
root.command("members")(members.members)
root.command("import")(take_in.take_in)
root.add_typer(manifest.manifests, name="manifest")
root.add_typer(keys.keys, name="keys")
