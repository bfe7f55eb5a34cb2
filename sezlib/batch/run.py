"""A plan carried out: what is stale is made, so many at a time, and every ending is kept."""

from __future__ import annotations

import contextlib
import hashlib
import heapq
import os
import shlex
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from sezlib.batch import fingerprint, index, store, workers
from sezlib.batch.plan import Item, Plan
from sezlib.batch.workers import Cluster, Pool, cores
from sezlib.flows import FlowsError
from sezlib.report import folder, kernel
from sezlib.report.errors import LockedError, RefusedError, RunError, UnwrittenError, as_record
from sezlib.report.letterhead import read_letterhead
from sezlib.report.run import Job, prepare
from sezlib.secrets import disclosing, hiding, masked
from sezlib.texts import PROJECT, clean_text


class Telling:
    """Tells each report in the order of the plan, however the reports end."""

    def __init__(self, reports: int, out: TextIO | None = None) -> None:
        self.out = out or sys.stdout
        self.held: dict[int, str] = {}
        self.next = 0
        self.bar: Any = None
        if reports and self.out.isatty():
            from tqdm import tqdm

            # its watching thread would keep the batch from forking
            tqdm.monitor_interval = 0
            self.bar = tqdm(total=reports, unit=" reports", file=self.out, leave=False)

    def report(self, number: int, line: str) -> None:
        """Tell of a report that has ended, once those before it have."""
        self.held[number] = line
        if self.bar is not None:
            self.bar.update()
        while self.next in self.held:
            self.say(self.held.pop(self.next))
            self.next += 1

    def say(self, line: str) -> None:
        """Tell a line, above the bar if there is one; a terminal would obey what is in names."""
        line = clean_text(" ".join(line.split()))
        if self.bar is not None:
            self.bar.write(line, file=self.out)
            return
        try:
            print(line, file=self.out, flush=True)
        except BrokenPipeError:
            unread(self.out)  # the batch goes on

    def end(self) -> None:
        """Tell what is left where reports before it never ended."""
        for number in sorted(self.held):
            self.say(self.held[number])
        self.held.clear()
        if self.bar is not None:
            self.bar.close()
            self.bar = None


def unread(stream: TextIO) -> None:
    """Tell nobody what is left to tell: whoever read it, such as `head`, has seen enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


LOCK = ".batch.lock"
# seconds between a first try and a second; it doubles with each
BACKOFF = 1.0
PATIENCE = 3.0
Result = dict[str, Any]


class Options(NamedTuple):
    """How a plan is carried out; what is empty, the plan says."""

    out: str = ""
    jobs: int | None = None
    force: bool = False
    only_failed: bool = False
    dry_run: bool = False
    keep: int | None = None
    on_failure: str = ""
    fresh: bool = False
    executor: str = ""


def run(plan: Plan, options: Options | None = None) -> int:
    """Carry a plan out and return the exit code: 0, or the highest that a report ended with.

    Raises `FlowsError` for an output folder that is none, `LockedError` where another batch works
    in it, `UnwrittenError` where it cannot be written.
    """
    options = options or Options()
    root = root_of(plan, options)
    # where the plan is, so that what it names is found, whoever runs it from wherever
    with contextlib.chdir(plan.file.parent), disclosing(plan.rules, plan.published) as named:
        if named:
            from sezlib.disclosure import read_rules

            # one sentence for all reports
            read_rules()
        read_letterhead(plan.template)
        batch = _Batch(plan, options, root)
        if options.dry_run and not batch.store:
            return batch.told_only()
        try:
            root.mkdir(parents=True, exist_ok=True)
            with folder.locked(root / LOCK, f"{root.name!r}", PATIENCE):
                # what is brought from a store is nobody else's to work on
                return batch.told_only() if options.dry_run else batch.carried_out()
        except OSError as error:
            raise folder.unwritten(root, error) from None
        except UnicodeEncodeError as error:
            raise UnwrittenError(
                f"{str(root)!r} cannot be written: names of files are {error.encoding} here; set "
                "PYTHONUTF8=1"
            ) from None


def root_of(plan: Plan, options: Options) -> Path:
    """Return the folder that a batch works in: that of the reports, or one for their store."""
    out = options.out or plan.out
    if store.SCHEME in out:
        return store.cache(out)
    return Path(os.path.abspath(options.out or plan.file.parent / plan.out))  # noqa: PTH100


class _Batch:
    def __init__(self, plan: Plan, options: Options, root: Path) -> None:
        self.plan, self.options, self.root = plan, options, root
        self.id = uuid.uuid4().hex[:12]
        # known by where it lies, and published without telling where that is
        self.own = hashlib.sha256(os.fsencode(plan.file.resolve())).hexdigest()[:12]
        self.keep = options.keep or plan.keep
        self.last: dict[str, index.Line] = {}
        self.results: dict[int, Result] = {}
        self.jobs: dict[int, Job] = {}
        self.digests = fingerprint.Digests()
        out = options.out or plan.out
        self.store = store.Store(out, root) if store.SCHEME in out else None
        if self.keep:
            _refuse_more(plan, self.keep)

    def told_only(self) -> int:
        """Tell what would run and why, and run nothing."""
        self._begin()
        telling = Telling(0)
        for number, item, why in self._wanted():
            if number in self.results:
                telling.say(_line(item, self.results[number]))
            elif why:
                telling.say(f"{item.name}: would run, {why}")
        return max((r["code"] for r in self.results.values()), default=0)

    def carried_out(self) -> int:
        """Make what is stale."""
        self._begin()
        telling = Telling(len(self.plan.items))
        waiting: list[tuple[float, int, int]] = []
        for number, _, why in self._wanted():
            if number in self.results:
                self._end(number, self.results[number], telling)
            elif why:
                heapq.heappush(waiting, (0.0, number, 1))
        pool = self._pool(len(waiting)) if waiting else None
        try:
            for number, result in self._made(pool, waiting) if pool else ():
                self._end(number, result, telling)
        except KeyboardInterrupt:
            for number, result in pool.stop() if pool else ():
                self._end(number, result, telling)
            raise
        finally:
            if pool:
                pool.close()
            telling.end()
            for left in self._pruned():
                telling.say(left)
            index.write_page(self.root, self.last)
            if self.store:
                self.store.send(index.HISTORY, index.PAGE)
            telling.say(self._summary())
        return max((result["code"] for result in self.results.values()), default=0)

    def _begin(self) -> None:
        """Look at the folder of the reports before anything is made."""
        if self.store:
            self.store.pull()
        known = {index.PAGE: index.page_is_ours, index.HISTORY: index.history_is_ours}
        for name, is_ours in known.items():
            if not is_ours(self.root):
                where = f"{self.store.address}/{name}" if self.store else str(self.root / name)
                raise FlowsError(
                    f"{where!r} is there already, and no batch has written it; "
                    "name another folder with --out"
                )
        if not self.options.dry_run:
            self._clear_up()
        names = {item.name for item in self.plan.items}
        names |= {target.name for target in index.report_folders(self.root)}
        self.last = index.last_lines(self.root, names)

    def _wanted(self) -> Iterator[tuple[int, Item, str]]:
        """Return each report with why it has to be made; with a result, where it has not."""
        for number, item in enumerate(self.plan.items):
            target = self.root / item.name
            try:
                job = prepare(item.notebook, item.given, target)
                job = job._replace(to=self.plan.to, template=self.plan.template)
                folder.claim(job.target)
                if self.store:
                    self.store.claim(item.name)
                with hiding(job.parameters):
                    why, sign = fingerprint.why_stale(job, list(item.inputs), self.digests)
                last = self.last.get(item.name, {})
                failed = last.get("code") or folder.failed_folder(target).exists()
            except (FlowsError, OSError, UnwrittenError) as error:
                self.results[number] = _ended(as_record(_ending(target, error)))
                yield number, item, ""
                continue
            self.jobs[number] = job
            if self.options.only_failed and not failed:
                self.results[number] = _ended(_well("left", "its last run did not fail"))
            elif not why and not self.options.force:
                self.results[number] = {**_ended(_well("unchanged")), "key": sign}
            yield number, item, "" if number in self.results else why or "it is forced"

    def _pool(self, reports: int) -> Pool | Cluster:
        if self.options.executor:
            return Cluster(self.options.executor)
        # to load everything takes as long as a report by itself, unless that is done already
        worth = reports > 1 or workers.loaded()
        forked = kernel.can_fork() and not self.options.fresh and worth
        if forked:
            workers.preload()
        # each waits for its kernel now and then, and leaves a processor to one more
        return Pool(self.options.jobs or self.plan.jobs or cores() + 1, forked)

    def _made(
        self, pool: Pool | Cluster, waiting: list[tuple[float, int, int]]
    ) -> Iterator[tuple[int, Result]]:
        tries: dict[int, int] = {}
        while waiting or pool.children:
            while waiting and pool.free() and waiting[0][0] <= time.monotonic():
                _, number, tries[number] = heapq.heappop(waiting)
                pool.start(number, self._task(number))
            soon = waiting[0][0] - time.monotonic() if waiting and pool.free() else 1.0
            for number, result in pool.done(max(0.0, min(soon, 1.0))):
                self._recover(number, result)
                if result["again"] and tries[number] <= self.plan.retries:
                    later = time.monotonic() + BACKOFF * 2 ** (tries[number] - 1)
                    heapq.heappush(waiting, (later, number, tries[number] + 1))
                else:
                    yield number, {**result, "tries": tries[number]}

    def _task(self, number: int) -> dict[str, Any]:
        job, item = self.jobs[number], self.plan.items[number]
        return {
            "notebook": str(job.notebook), "parameters": job.parameters, "target": str(job.target),
            "cell_limit": self.plan.cell_limit, "run_limit": self.plan.run_limit,
            "home": str(Path.cwd()), "inputs": list(item.inputs), "to": job.to,
            "template": job.template,
            "rules": self.plan.rules, "published": list(self.plan.published),
            "about": {"as_of": self.plan.as_of, "batch": self.id},
        }  # fmt: skip

    def _recover(self, number: int, result: Result) -> None:
        """Clear up after a runner that was killed, and say where in the notebook that was."""
        target = self.jobs[number].target
        if folder.staging(target).is_dir():
            with (
                contextlib.suppress(LockedError, UnwrittenError),
                folder.locked(folder.lock(target), target.name),
            ):
                ending = folder.recover(target)
                if ending and result["status"] == "killed":
                    result["message"] += f"; {ending}"

    def _clear_up(self) -> None:
        """Clear up after batches that were killed."""
        lines = []
        unfinished = folder.unfinished_reports(self.root)
        for name in sorted({left.name.removesuffix(".failed") for left in unfinished}):
            target = self.root / name
            with contextlib.suppress(LockedError), folder.locked(folder.lock(target), target.name):
                if ending := folder.recover(target):
                    lines.append({"batch": "", "report": target.name, **_ended(as_record(ending))})
        if lines:
            index.append_lines(self.root, lines)

    def _end(self, number: int, result: Result, telling: Telling) -> None:
        """Tell how a report ended, once it is where it belongs and in the history."""
        target = self.root / self.plan.items[number].name
        if self.store and result["status"] not in ("unchanged", "left"):
            try:
                self.store.push(target)
            except UnwrittenError as unsent:
                result = _ended(as_record(unsent))
        # it is published, and who reads it has other folders
        places = [self.root, Path.cwd(), PROJECT, Path(sys.prefix)]
        if self.store:
            places.append(Path(self.store.base))
        for told in ("message", "said"):
            result[told] = folder.from_here(result.get(told, ""), *places)
        job = self.jobs.get(number)
        with hiding(job.parameters if job else self.plan.items[number].given):
            # a runner that was killed has told of its end without hiding anything
            self.results[number] = result = masked(result)
            if result["status"] != "left":
                self._note(number, result)
        command = self.options.on_failure or self.plan.on_failure
        if result["code"] and command:
            self._alarm(command, target)
        telling.report(number, _line(self.plan.items[number], result))

    def _note(self, number: int, result: Result) -> None:
        """Append a line to the history, but for one that says `unchanged` again."""
        item, job = self.plan.items[number], self.jobs.get(number)
        last = self.last.get(item.name, {})
        again = all(last.get(name) == result.get(name) for name in ("status", "key"))
        if again and result["status"] == "unchanged":
            return
        wrote = []
        if result["status"] == "completed" and job:
            told = folder.read_json(job.target / folder.MANIFEST).get("outputs", [])
            wrote = [{"file": one["file"], "bytes": one["bytes"]} for one in told]
        line = {
            "batch": self.id, "plan": self.own, "report": item.name, "notebook": item.notebook,
            "parameters": job.parameters if job else item.given, "as_of": self.plan.as_of,
            **{name: value for name, value in result.items() if name != "again" and value != ""},
            "wrote": wrote,
        }  # fmt: skip
        index.append_lines(self.root, [line])
        self.last[item.name] = line

    def _alarm(self, command: str, target: Path) -> None:
        manifest = folder.failed_folder(target) / folder.MANIFEST
        told = manifest if manifest.exists() else self.root / index.HISTORY
        with contextlib.suppress(OSError, ValueError, subprocess.TimeoutExpired):
            subprocess.run([*shlex.split(command), str(told)], timeout=60, stdin=subprocess.DEVNULL)

    def _pruned(self) -> Iterator[str]:
        """Take older reports away, and return what is said of those that cannot be."""
        if not self.keep:
            return
        index.prune_lines(self.root, self.own, self.keep)
        names, named = index.report_folders(self.root), {i.name for i in self.plan.items}
        made = index.last_lines(self.root, {target.name for target in names}, "completed")
        own = {name: line for name, line in made.items() if line.get("plan") == self.own}
        for target in index.expired_reports(self.root, self.keep, own, named):
            try:
                with folder.locked(folder.lock(target), target.name):
                    folder.remove(target)
                    folder.remove(folder.failed_folder(target))
                    fingerprint.forget_state(target)
                if self.store:
                    self.store.push(target)
            except (FlowsError, LockedError, UnwrittenError, OSError) as why:
                yield f"{target.name}: left, {why}"

    def _summary(self) -> str:
        counts = Counter(result["status"] for result in self.results.values())
        words = {"completed": "made", "unchanged": "unchanged", "left": "left alone"}
        order = [*words, *sorted(counts.keys() - words.keys())]
        told = ", ".join(f"{counts[s]} {words.get(s, s)}" for s in order if counts[s])
        where = os.path.relpath(self.root / index.PAGE, self.plan.file.parent.resolve())
        if self.store:
            where = f"{self.store.address}/{index.PAGE}"
        number = len(self.results)
        return f"{number} report{'s' if number != 1 else ''}: {told}; {where}"


def _refuse_more(plan: Plan, keep: int) -> None:
    """Refuse a plan that would make reports only to take them away."""
    periods: dict[str, set[str]] = {}
    for item in plan.items:
        same, period = index.series_of(item.notebook, item.given)
        periods.setdefault(same, set()).add(period)
    most = max(map(len, periods.values()))
    if most > keep:
        raise FlowsError(
            f"{plan.file.name}: keep is {keep}, and the plan has {most} periods of one report; "
            f"keep {most} or more, or have fewer periods in the plan"
        )


def _ending(target: Path, error: Exception) -> RunError:
    if isinstance(error, OSError):
        return folder.unwritten(target, error)
    return error if isinstance(error, RunError) else RefusedError(str(error))


def _line(item: Item, result: Result) -> str:
    if result["status"] == "completed":
        again = f" at try {result['tries']}" if result.get("tries", 1) > 1 else ""
        return f"{item.name}: made in {result['seconds']:.1f} s{again}"
    if result["status"] == "unchanged":
        return f"{item.name}: unchanged (key {result['key'][:12]})"
    return f"{item.name}: {result['status']}: {result['message']}"


def _well(status: str, message: str = "") -> Result:
    return {"status": status, "code": 0, "message": message, "again": False, "seconds": 0.0}


def _ended(told: Result) -> Result:
    return {**told, "started": folder.utc_now()}
