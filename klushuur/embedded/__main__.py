"""The launcher behind `bin/demo` and `bin/test`.

python -m klushuur.embedded serve [--port N] [--data DIR] [--load COMMAND]   an installation, until Ctrl-C or TERM
python -m klushuur.embedded serve --set-aside …                               the same, on new data: what is there gets another name
python -m klushuur.embedded serve --story --play COMMAND [--out DIR] …        a worker, while a command plays on it
python -m klushuur.embedded run -- PROGRAM …                                  a program on throw-away servers
"""

import argparse
import http.client
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from klushuur.embedded import aside, places, signals
from klushuur.embedded.errors import EmbeddedError, ProgramFailed
from klushuur.embedded.processes import ROOT, Processes
from klushuur.embedded.stack import Stack

HEALTH = "/gezondheid/"
RESTARTS = 5


def since(began: float) -> Callable[[str], None]:
    """A function that prints a line of progress, with the seconds since then."""
    return lambda text: print(f"[{time.monotonic() - began:5.1f} s] {text}", flush=True)


def _fill(stack: Stack, load: str, say: Callable[[str], None]) -> str:
    """Migrate, and load the examples; gives what the loading says. Raises EmbeddedError for data that another version made."""
    say("Database bijwerken / migrating")
    try:
        stack.manage("migrate", "--no-input")
    except ProgramFailed as error:
        if error.code != aside.OTHER_VERSION:
            raise
        raise EmbeddedError(aside.refusal(stack.data)) from error
    if not load:
        return ""
    say("Voorbeelden laden / loading the demo")
    return stack.manage(load)


def serve(port: int, data: Path, load: str, say: Callable[[str], None]) -> None:
    """Start everything, say where it is, and keep it up until somebody asks to stop."""
    if not places.is_free(port):
        taken, port = port, places.free_port()
        say(f"Poort {taken} is bezet, het wordt {port} / port {taken} is taken, using {port}")
    say("Servers starten / starting PostgreSQL, Valkey and a mailbox")
    with Stack(data, site_url=f"http://localhost:{port}", say=say) as stack:
        accounts = _fill(stack, load, say)
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


def play(data: Path | None, load: str, words: list[str], say: Callable[[str], None]) -> int:
    """Start the servers and a worker, let a management command play on them, stop everything; gives the command's exit code.

    Without a folder of its own it all happens in one that is gone afterwards.
    """
    say("Servers starten / starting PostgreSQL, Valkey and a mailbox")
    with ExitStack() as leaving:
        folder = data or leaving.enter_context(places.throwaway())
        stack = leaving.enter_context(Stack(folder, is_durable=data is not None, say=say))
        if data is None:
            stack.processes.leash.remove(folder)
        _fill(stack, load, say)
        stack.worker()
        say("Het verhaal begint / the story begins\n")
        code = stack.processes.foreground([sys.executable, "manage.py", *words])
        if code:
            print(
                f"\nHet einde van / the end of worker.log:\n{stack.processes.tail('worker', lines=8)}", file=sys.stderr
            )
        print(flush=True)
        say("Stoppen / stopping")
    say("Mislukt / failed" if code else "Klaar / done")
    return code


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
    serving.add_argument("--data", type=Path, help="folder for everything (var; a story: one that is gone afterwards)")
    serving.add_argument(
        "--set-aside",
        action="store_true",
        help="zet oude gegevens apart en begin opnieuw / old data aside, and start afresh",
    )
    serving.add_argument(
        "--story", action="store_true", help="de hele zaak speelt zichzelf, zonder browser / the whole case by itself"
    )
    serving.add_argument("--out", type=Path, default=ROOT / "var" / "demo", help="what the story leaves (var/demo)")
    serving.add_argument("--load", default="", help=argparse.SUPPRESS)
    serving.add_argument("--play", default="", help=argparse.SUPPRESS)
    serving.add_argument("--after", type=int, default=0, help=argparse.SUPPRESS)  # seconds that the set-up took
    running = commands.add_parser("run")
    running.add_argument("argv", nargs="+")
    arguments = parser.parse_args()
    signals.listen()
    is_serving = arguments.command == "serve" and not arguments.story
    try:
        if arguments.command == "run":
            return run(arguments.argv)
        say = since(time.monotonic() - arguments.after)
        data = arguments.data if arguments.story else arguments.data or ROOT / "var"
        if arguments.set_aside and data:
            aside.put_aside(data, say)
        if arguments.story:
            return play(data, arguments.load, [arguments.play, "--out", str(arguments.out.resolve())], say)
        serve(arguments.port, data, arguments.load, say)
    except EmbeddedError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except signals.Stop:
        if not is_serving:
            raise
    return 0


if __name__ == "__main__":
    sys.exit(main())
