"""Run as the worker is, with a task that tries to get out of it: python -m tests.unit.escapes MODE FOLDER PORT.

MODE  "all": as it is; "filter": without Python's audit hook, as native code sees it; "portable": without the filter,
      as on a system that has none
"""

import ctypes
import os
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kb.ingest.sandbox import confinement, worker

mode, folder, port = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
secret, new = folder / "secret.txt", folder / "new.txt"
# Looked up before the worker is confined, as code that is already in the process is.
libc: Any = ctypes.CDLL(None, use_errno=True)
NAMES = ("open", "creat", "mkdir", "rename", "symlink", "unlink", "chmod", "socket", "pipe", "fork", "execv", "kill")
native = {name: libc[name] for name in (*NAMES, "dup", "setrlimit")}
TRUE = (ctypes.c_char_p * 2)(b"/bin/true", None)
FREE = (ctypes.c_ulong * 2)(64, 64)


def _fork(fork: Callable[[], int]) -> int:
    child = fork()
    if child == 0:
        os._exit(0)
    return child


PYTHON: Mapping[str, Callable[[], object]] = {
    "open": lambda: secret.read_text(),
    "os.open": lambda: os.open(secret, os.O_RDONLY),
    "create": lambda: new.write_text("INVENTED"),
    "os.open to create": lambda: os.open(new, os.O_CREAT | os.O_WRONLY),
    "append": lambda: secret.open("a"),
    "list": lambda: os.listdir(folder),
    "mkdir": lambda: os.mkdir(folder / "made"),
    "rename": lambda: os.rename(secret, new),
    "link": lambda: os.symlink(secret, new),
    "remove": lambda: os.unlink(secret),
    "chmod": lambda: os.chmod(secret, 0o777),
    "copy": lambda: shutil.copyfile(secret, new),
    "connect": lambda: socket.socket().connect(("127.0.0.1", port)),
    "listen": lambda: socket.create_server(("127.0.0.1", 0)),
    "pair": socket.socketpair,
    "pipe": os.pipe,
    "fork": lambda: _fork(os.fork),
    "spawn": lambda: subprocess.run(["/bin/true"], check=False),
    "system": lambda: os.system("true"),
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "raise limits": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
    "signal": lambda: os.kill(os.getppid(), 0),
    "library": lambda: ctypes.CDLL("libthread_db.so.1"),
}
# Each gives a number below zero where it is refused.
OPENING: Mapping[str, Callable[[], int]] = {
    "native open": lambda: native["open"](bytes(secret), os.O_RDONLY),
    "native create": lambda: native["creat"](bytes(new), 0o600),
    "native socket": lambda: native["socket"](2, 1, 0),
    "native pipe": lambda: native["pipe"]((ctypes.c_int * 2)()),
    "native dup": lambda: native["dup"](0),
}
NATIVE: Mapping[str, Callable[[], int]] = {
    "native mkdir": lambda: native["mkdir"](bytes(folder / "made"), 0o700),
    "native rename": lambda: native["rename"](bytes(secret), bytes(new)),
    "native link": lambda: native["symlink"](bytes(secret), bytes(new)),
    "native remove": lambda: native["unlink"](bytes(secret)),
    "native chmod": lambda: native["chmod"](bytes(secret), 0o777),
    "native fork": lambda: _fork(native["fork"]),
    "native exec": lambda: native["execv"](b"/bin/true", TRUE),
    "native signal": lambda: native["kill"](os.getppid(), 0),
    "native limits": lambda: native["setrlimit"](7, FREE),
}


def escape(task: dict[str, Any], content: bytes) -> dict[str, Any]:
    """Of each attempt whether it was refused."""
    refused = {}
    for name, attempt in PYTHON.items():
        try:
            attempt()
            refused[name] = name == "system" and mode == "filter"  # system() gives a status and no error
        except (OSError, ValueError):  # the latter: a limit that may not be raised
            refused[name] = True
    for name, call in {**OPENING, **({} if mode == "portable" else NATIVE)}.items():
        refused[name] = call() < 0
    return {"refused_attempts": refused, "is_filtered": installed}


installed = True
_filter = confinement._filter


def _noted(libc: ctypes.CDLL) -> bool:
    global installed
    installed = mode != "portable" and _filter(libc)
    return installed


if __name__ == "__main__":
    confinement._filter = _noted
    if mode == "filter":
        sys.addaudithook = lambda _hook: None
    worker.TASKS["document"] = escape
    confinement.limit()
    worker.main()
