"""The launcher behind `bin/demo` and `bin/test`.

python -m klushuur.embedded serve [--port N] [--data DIR] [--load COMMAND]   an installation, until Ctrl-C or TERM
python -m klushuur.embedded run -- PROGRAM …                                  a program on throw-away servers
"""

import argparse
import http.client
import sys
import time
from collections.abc import Callable
from pathlib import Path

from klushuur.embedded import places, signals
from klushuur.embedded.errors import EmbeddedError
from klushuur.embedded.processes import ROOT, Processes
from klushuur.embedded.stack import Stack

HEALTH = "/gezondheid/"
RESTARTS = 5


def since(began: float) -> Callable[[str], None]:
    """A function that prints a line of progress, with the seconds since then."""
    return lambda text: print(f"[{time.monotonic() - began:5.1f} s] {text}", flush=True)


def serve(port: int, data: Path, load: str, say: Callable[[str], None]) -> None:
    """Start everything, say where it is, and keep it up until somebody asks to stop."""
    if not places.is_free(port):
        taken, port = port, places.free_port()
        say(f"Poort {taken} is bezet, het wordt {port} / port {taken} is taken, using {port}")
    say("Servers starten / starting PostgreSQL, Valkey and a mailbox")
    with Stack(data, site_url=f"http://localhost:{port}", say=say) as stack:
        say("Database bijwerken / migrating")
        stack.manage("migrate", "--no-input")
        accounts = ""
        if load:
            say("Voorbeelden laden / loading the demo")
            accounts = stack.manage(load)
        say("Website en werkers starten / starting web, worker and beat")
        stack.worker()
        stack.beat()
        stack.web(port)
        stack.processes.wait_for("web", lambda: _is_healthy(port))
        say("Klaar / ready")
        print(f"\n{accounts.strip()}\n\n  {stack.site_url}\n\nCtrl-C stopt alles / stops everything", flush=True)
        try:
            _keep_up(stack.processes, say)
        finally:
            say("Stoppen / stopping")


def _keep_up(processes: Processes, say: Callable[[str], None]) -> None:
    """Restart what falls, and say so. Raises EmbeddedError when one falls too often."""
    while True:
        signals.pause(0.5)
        for name in processes.fallen():
            say(f"{name} is gestopt / has died; het einde van / the end of {processes.logs}/{name}.log:")
            print(processes.tail(name), flush=True)
            if processes.restarts(name) >= RESTARTS:
                raise EmbeddedError(f"{name} blijft omvallen / keeps dying")
            processes.restart(name)
            say(f"{name} draait weer / is running again")


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", HEALTH, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def run(argv: list[str]) -> int:
    """Run a program with throw-away servers in its environment; gives its exit code. The last line printed is the program's."""
    with places.throwaway() as data, Stack(data, is_durable=False) as stack:
        stack.processes.leash.remove(data)
        return stack.processes.foreground(argv)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/demo")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", prog="bin/demo", description="Klushuur met voorbeelden / with examples.")
    serving.add_argument("--port", type=int, default=8000)
    serving.add_argument("--data", type=Path, default=ROOT / "var")
    serving.add_argument("--load", default="", help=argparse.SUPPRESS)
    serving.add_argument("--after", type=int, default=0, help=argparse.SUPPRESS)  # seconds that the set-up took
    running = commands.add_parser("run")
    running.add_argument("argv", nargs="+")
    arguments = parser.parse_args()
    signals.listen()
    try:
        if arguments.command == "run":
            return run(arguments.argv)
        serve(arguments.port, arguments.data, arguments.load, since(time.monotonic() - arguments.after))
    except EmbeddedError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except signals.Stop:
        if arguments.command == "run":
            raise
    return 0


if __name__ == "__main__":
    sys.exit(main())
