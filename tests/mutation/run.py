"""Change the engine a little, many times, and see whether the tests notice. Not part of the everyday run.

    python tests/mutation/run.py [--sample N] [--seed S] [--workers W] [--seconds T] [MODULE ...]

MODULE: `standing/gap`; all of dates, cadence, obligations and standing without. Each mutant runs in a forked process
of its own, first against the tests of its own room, then against the others. Prints one line for each survivor, then
the share that was killed. Exit status 1 when less than nine in ten were. A mutant that hangs is killed after T
seconds of its own computing, so that a busy machine kills none.
"""

import argparse
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import multiprocessing
import os
import random
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "meeting_cadence"
ROOMS = ("dates", "cadence", "obligations", "standing")
EVERYTHING = (
    "tests/standing",
    "tests/cadence",
    "tests/dates",
    "tests/bodies",
    "tests/obligations",
    "tests/engine",
)
FIRST = {
    "standing/gap": ["tests/standing/test_gap.py"],
    "standing/deadline": ["tests/standing/test_deadline.py", "tests/standing/test_order.py"],
    "standing/anchors": ["tests/standing/test_deadline.py", "tests/standing/test_order.py"],
    "standing/quota": ["tests/standing/test_quota_windows.py", "tests/standing/test_makeup.py"],
    "standing/relief": ["tests/standing/test_relief.py"],
    "standing/coverage": ["tests/standing/test_coverage.py"],
    "standing/board": ["tests/standing/test_rows.py"],
    "standing/hits": ["tests/standing/test_what_counts.py"],
    "standing/review": ["tests/standing/test_rows.py"],
    "standing/next_change": ["tests/standing/test_next_change.py"],
    "standing/scene": ["tests/standing/test_quota_windows.py", "tests/standing/test_rows.py"],
    "standing/matching": ["tests/standing/test_matching.py", "tests/standing/test_makeup.py"],
    "obligations/quota_windows": ["tests/standing/test_quota_windows.py", "tests/standing/test_terms.py"],
    "obligations/stream": ["tests/standing/test_amendment.py"],
}
SECONDS = 120
PATIENCE = 30
"""So many times longer may a mutant's computing take by the clock, where others compute too or it waits."""


class _Mutated(importlib.abc.Loader, importlib.abc.MetaPathFinder):
    """Finds one module of the package and loads it with one change."""

    def __init__(self, name: str, path: Path, number: int) -> None:
        self._name, self._path, self._number = name, path, number

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        return (
            importlib.util.spec_from_loader(name, self, origin=str(self._path))
            if name == self._name
            else None
        )

    def exec_module(self, module: ModuleType) -> None:
        from tests.mutation.mutants import mutate

        tree = mutate(self._path.read_text(encoding="utf-8"), self._number)
        module.__file__ = str(self._path)
        exec(compile(tree, str(self._path), "exec"), module.__dict__)


def _child(module: str, number: int, stages: Sequence[Sequence[str]], seconds: int) -> None:
    """Exit status 0: every stage passed, the mutant lives."""
    import pytest

    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    name = "meeting_cadence." + module.replace("/", ".")
    sys.meta_path.insert(0, _Mutated(name, SOURCE / f"{module}.py", number))
    for tests in stages:
        status = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", *tests])
        if status != 0:
            os._exit(1)
    os._exit(0)


def is_killed(module: str, number: int, seconds: int = SECONDS) -> bool:
    """Whether some test fails, hangs or cannot even be collected with that change."""
    own = [one for one in FIRST.get(module, [f"tests/{module.partition('/')[0]}"]) if (ROOT / one).exists()]
    process = multiprocessing.get_context("fork").Process(
        target=_child, args=(module, number, [own, EVERYTHING], seconds)
    )
    process.start()
    process.join(seconds * PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
        return True
    return process.exitcode != 0


def modules_of(names: Sequence[str]) -> list[str]:
    """The modules named, or all of the rooms that are mutated."""
    found = sorted(
        str(path.relative_to(SOURCE))[:-3] for room in ROOMS for path in (SOURCE / room).glob("*.py")
    )
    return list(names) or [one for one in found if not one.endswith("__init__")]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sample", type=int, help="so many mutants, chosen at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("modules", nargs="*")
    asked = parser.parse_args()
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    mutants_of = importlib.import_module("tests.mutation.mutants").mutants_of
    for loaded_before_the_forks in ("hypothesis", "pytest", "yaml"):
        importlib.import_module(loaded_before_the_forks)
    mutants = [
        one
        for module in modules_of(asked.modules)
        for one in mutants_of(module, (SOURCE / f"{module}.py").read_text(encoding="utf-8"))
    ]
    total = len(mutants)
    if asked.sample is not None:
        mutants = random.Random(asked.seed).sample(mutants, min(asked.sample, total))
    begun, survivors, done = time.perf_counter(), [], 0
    with ThreadPoolExecutor(asked.workers) as pool:
        for one, killed in zip(
            mutants,
            pool.map(lambda one: is_killed(one.module, one.number, asked.seconds), mutants),
            strict=True,
        ):
            done += 1
            if not killed:
                survivors.append(one)
                print(f"survives  {one.module}.py:{one.line}  {one.what}  (number {one.number})", flush=True)
            if done % 50 == 0:
                print(
                    f"          {done} of {len(mutants)}, {len(survivors)} survive",
                    file=sys.stderr,
                    flush=True,
                )
    killed_share = 1 - len(survivors) / max(len(mutants), 1)
    print(
        f"{len(mutants)} of {total} mutants tried, {len(survivors)} survive, {killed_share:.1%} killed",
        end=" ",
    )
    print(f"in {time.perf_counter() - begun:.0f} s")
    return 0 if killed_share >= 0.9 else 1


if __name__ == "__main__":
    sys.exit(main())
