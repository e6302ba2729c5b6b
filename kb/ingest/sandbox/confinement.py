"""What the process that reads documents can no longer do: in three layers, each as far as the system knows it.

On Linux (x86-64 and ARM64) a system call filter (seccomp) lets it compute, read and write what is open, and end; every
other call fails, whoever makes it. On every POSIX system it can open no further file, socket or pipe (RLIMIT_NOFILE)
and, unless it runs as root, start no process (RLIMIT_NPROC). An audit hook refuses the same in Python's own functions.
"""

import ctypes
import platform
import resource
import sys
from typing import Any

MEMORY = 512 * 1024 * 1024  # bytes of addresses; the libraries alone take 80 million
CPU_SECONDS = 25  # 200 full pages of a PDF take 16
# Audit events begin with these: https://docs.python.org/3/library/audit_events.html
_FORBIDDEN = (
    "open",
    "os.",
    "socket.",
    "subprocess.",
    "shutil.",
    "tempfile.",
    "glob.",
    "pty.",
    "ctypes.",
    "mmap.",
    "fcntl.",
    "resource.",
    "signal.",
)
# The calls that are left, and per machine its AUDIT_ARCH, the number of seccomp(2), and their numbers in this order.
_CALLS = (
    "read write close fstat lseek mmap mprotect munmap brk mremap madvise rt_sigaction rt_sigprocmask rt_sigreturn"
    " sigaltstack sched_yield getpid gettid futex membarrier rseq getrusage clock_gettime gettimeofday"
    " clock_nanosleep restart_syscall getrandom exit exit_group"
)
# fmt: off
_MACHINES = {
    "x86_64": (0xC000003E, 317, (
        0, 1, 3, 5, 8, 9, 10, 11, 12, 25, 28, 13, 14, 15, 131, 24, 39, 186, 202, 324, 334, 98, 228, 96, 230, 219,
        318, 60, 231,
    )),
    "aarch64": (0xC00000B7, 277, (
        63, 64, 57, 80, 62, 222, 226, 215, 214, 216, 233, 134, 135, 139, 132, 124, 172, 178, 98, 283, 293, 165, 113,
        169, 115, 128, 278, 93, 94,
    )),
}
# fmt: on
_NO_NEW_PRIVILEGES = 38
_FILTER_MODE, _ALL_THREADS = 1, 1
# Berkeley packet filter: load a word, go on where it equals, give back.
_LOAD, _EQUALS, _GIVE = 0x20, 0x15, 0x06
_KILL, _ALLOW, _REFUSE = 0x80000000, 0x7FFF0000, 0x00050000 | 1  # the last: the call gives EPERM


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def limit() -> None:
    """Limits memory and computing time of this process; a system that does not know a limit goes without it."""
    _limit(resource.RLIMIT_AS, MEMORY)
    # A second more in the end: at the first limit the process says by its signal why it ended.
    _limit(resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)


def confine() -> bool:
    """From here on no file, connection or process; all that is needed must be imported. Whether a filter holds it."""
    libc = ctypes.CDLL(None, use_errno=True)
    _limit(resource.RLIMIT_NOFILE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    is_filtered = _filter(libc)
    sys.addaudithook(_refuse)
    return is_filtered


def _limit(kind: int, most: int, hard: int | None = None) -> None:
    try:
        resource.setrlimit(kind, (most, most if hard is None else hard))
    except (ValueError, OSError):  # macOS refuses a limit on addresses
        return


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _filter(libc: ctypes.CDLL) -> bool:
    """Install the filter of system calls; False where the system has none that is known here."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    architecture, seccomp, calls = _MACHINES[platform.machine()]
    steps = [(_LOAD, 0, 0, 4), (_EQUALS, 1, 0, architecture), (_GIVE, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    steps += [(_EQUALS, len(calls) - index, 0, call) for index, call in enumerate(calls)]
    steps += [(_GIVE, 0, 0, _REFUSE), (_GIVE, 0, 0, _ALLOW)]
    program = _Program(len(steps), (_Step * len(steps))(*(_Step(*step) for step in steps)))
    if libc.prctl(_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0))):
        return False
    number, mode, flags = map(ctypes.c_long, (seccomp, _FILTER_MODE, _ALL_THREADS))
    return bool(libc.syscall(number, mode, flags, ctypes.byref(program)) == 0)
