"""Properties of many tables, each metric asked of all of them in one call.

What Hypothesis draws here is several tables at once, and the test walks each of them in a thread of
its own, one thread at a time. A call of a metric waits until the others have called too; calls that
differ in their tables alone are one, on tables told apart by `batch`. What one table is answered
alone, on Polars, must be what it is answered among others on pandas.
"""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations, product
from typing import Any

import hypothesis
import pandas as pd
import polars as pl
import pytest
from engines import assert_rows, rows, stacked
from hypothesis import strategies as st

import sezlib

AT_ONCE = 40
# tables are small as they are, and the one that fails is shown: none is made smaller
DRAWN = {"phases": [hypothesis.Phase.generate], "database": None}
# what these answer depends on the periods that any of the records have
OF_ALL = ("cumulative", "average_growth", "intra_industry")


def given(
    examples: int = 40, *, cases: int = 0, **told: st.SearchStrategy | Sequence[Any]
) -> Callable[[Any], Any]:
    """Return what `hypothesis.given` does, of the smallest table and at least so many others.

    As many as forty are asked of at a time. What is given as a list is no strategy: each of its
    values is certainly tried, in cases of so many tables each. There are as many cases as the
    longest list has values, or `cases` of them.
    """
    size = min(AT_ONCE, examples)
    choices = {name: held for name, held in told.items() if isinstance(held, Sequence)}
    strategies = {name: held for name, held in told.items() if name not in choices}
    data = [name for name, held in strategies.items() if repr(held) == "data()"]
    drawn = {
        name: held if name in data else st.lists(held, min_size=size, max_size=size)
        for name, held in strategies.items()
    }

    @st.composite
    def tables(draw: Any) -> dict[str, Any] | None:
        # what Hypothesis tries first would be the smallest table so many times over
        return {name: draw(held) for name, held in drawn.items()} if draw(st.booleans()) else None

    def decorate(test: Any) -> Any:
        checked: set[str] = set()

        def walk_all(told: dict[str, Any] | None, **chosen: Any) -> None:
            if told is None:
                return
            source = next((told[name] for name in data), None)
            smallest = {
                n: Smallest() if n in data else Smallest().draw(strategies[n]) for n in told
            }
            others = [
                {n: Drawing() if n in data else value[at] for n, value in told.items()}
                for at in range(size)
            ]
            asked = (functools.partial(test, **chosen, **one) for one in (smallest, *others))
            walkers = [Walker(one) for one in asked]
            names = test.__globals__
            kept = names["sez"]
            names["sez"] = Asked()
            try:
                _walk(walkers, source, checked)
            finally:
                names["sez"] = kept
                for walker in walkers:
                    walker.stop()

        functools.update_wrapper(walk_all, test)
        left = ["told", *(name for name in inspect.signature(test).parameters if name not in drawn)]
        keyed = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in left]
        walk_all.__signature__ = inspect.Signature(keyed)  # type: ignore[attr-defined]
        walked = hypothesis.given(told=tables())(walk_all)
        made = hypothesis.settings(max_examples=1 + -(-examples // size), **DRAWN)(walked)
        return _each(cases, choices)(made) if choices else made

    return decorate


def _each(cases: int, choices: dict[str, Sequence[Any]]) -> pytest.MarkDecorator:
    """Return cases in which each value of each list stands, and as many pairs of them as may be."""
    left = list(product(*(range(len(held)) for held in choices.values())))
    seen: set[tuple] = set()
    made = []
    for _ in range(min(max(cases, *map(len, choices.values())), len(left))):
        one = max(left, key=lambda one: [len(parts - seen) for parts in _parts_of(one)])
        left.remove(one)
        seen |= set.union(*_parts_of(one))
        told = zip(choices.items(), one, strict=True)
        made.append(
            [v for (name, held), at in told for v in (held[at] if "," in name else [held[at]])]
        )
    # a list of names, or what stands alone would not be taken out of its list
    return pytest.mark.parametrize(", ".join(choices).split(", "), made)


def _parts_of(one: tuple[int, ...]) -> tuple[set, set]:
    """Return the values of a case, and the pairs of them."""
    values = set(enumerate(one))
    return values, set(combinations(sorted(values), 2))


class Walker(threading.Thread):
    """One table's way through a test: it runs until it asks something, and is answered."""

    def __init__(self, test: functools.partial):
        super().__init__(daemon=True)
        self.test, self.asked, self.answer, self.error = test, None, None, None
        self.drawn = [*test.keywords.values()]
        self.turn, self.back = threading.Semaphore(0), threading.Semaphore(0)

    def run(self) -> None:
        self.turn.acquire()
        try:
            if not isinstance(self.answer, Stopped):
                self.test()
        except BaseException as error:
            self.error = error
        self.asked = None
        self.back.release()

    def ask(self, what: Any) -> Any:
        self.asked = what
        self.back.release()
        self.turn.acquire()
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def resume(self, answer: Any = None) -> None:
        self.answer = answer
        self.turn.release()
        self.back.acquire()

    def stop(self) -> None:
        while self.is_alive():
            self.resume(Stopped())
            self.join(0.01)


class Stopped(BaseException):
    """Another table has failed."""


class Asked:
    """sezlib, whose metrics wait for the other tables of the example."""

    def __getattr__(self, name: str) -> Any:
        metric, walker = getattr(sezlib, name), threading.current_thread()
        if not callable(metric) or not isinstance(walker, Walker):
            return metric

        @functools.wraps(metric)
        def ask(*args: Any, **more: Any) -> Any:
            by = more.get("by", [])
            batched = "batch" in getattr(args[0] if args else None, "columns", ["batch"])
            if (
                name in OF_ALL
                or batched
                or "batch" in by
                or "by" not in inspect.signature(metric).parameters
            ):
                return metric(*args, **more)
            return walker.ask(functools.partial(metric, *args, **more))

        return ask


class Drawing:
    """What `st.data()` gives, drawn in the thread of Hypothesis."""

    def draw(self, strategy: st.SearchStrategy) -> Any:
        walker = threading.current_thread()
        assert isinstance(walker, Walker)
        walker.drawn.append(walker.ask(strategy))
        return walker.drawn[-1]


class Smallest:
    """What gives the smallest of anything that is drawn."""

    def draw(self, strategy: st.SearchStrategy) -> Any:
        # within an example, Hypothesis looks for others in another thread alone
        with ThreadPoolExecutor(1) as pool:
            first = hypothesis.settings(max_examples=1, **DRAWN)
            return pool.submit(hypothesis.find, strategy, lambda _: True, settings=first).result()


def _walk(walkers: list[Walker], source: Any, checked: set[str]) -> None:
    def go_on(walker: Walker, answer: Any = None) -> None:
        walker.resume(answer)
        while isinstance(walker.asked, st.SearchStrategy):
            walker.resume(source.draw(walker.asked))
        if walker.error:
            walker.error.add_note("\n".join(map(str, walker.drawn)))
            raise walker.error

    for walker in walkers:
        walker.start()
        go_on(walker)
    while waiting := [walker for walker in walkers if walker.asked]:
        alike: dict[str, list[Walker]] = {}
        for walker in waiting:
            alike.setdefault(_kind(walker.asked), []).append(walker)
        for kind, same in alike.items():
            answers = _answers([walker.asked for walker in same], alone=kind not in checked)
            checked.add(kind)
            for walker, answer in zip(same, answers, strict=True):
                go_on(walker, answer)


def _parts(asked: functools.partial) -> dict[Any, Any]:
    return dict(enumerate(asked.args)) | asked.keywords


def _kind(asked: functools.partial) -> str:
    parts = _parts(asked).items()
    told = [(n, list(v.columns) if isinstance(v, pd.DataFrame) else v) for n, v in parts]
    return repr((asked.func, told))


def _answers(asked: list[functools.partial], *, alone: bool) -> list[Any]:
    """Return what a metric answers of each table; of the last, alone, Polars is asked as well."""
    [*_, last] = asked
    if len(asked) == 1:
        return [_tried(last)]
    parts = _parts(last)
    for name, value in parts.items():
        if isinstance(value, pd.DataFrame):
            parts[name] = stacked(_parts(one)[name] for one in asked)
    by = parts.pop("by", [])
    of = [parts.pop(at) for at in range(len(last.args))]
    try:
        answer = last.func(*of, by=["batch", *([by] if isinstance(by, str) else by)], **parts)
    except sezlib.FlowsError:
        return [_tried(one) for one in asked]
    none, held = answer.iloc[:0], dict(list(answer.groupby("batch", sort=False)))
    made = [held.get(f"B{at:02}", none) for at in range(len(asked))]
    made = [one.drop(columns="batch").reset_index(drop=True) for one in made]
    if alone:
        by_itself = {
            name: pl.from_pandas(held) if isinstance(held, pd.DataFrame) else held
            for name, held in _parts(last).items()
        }
        told = [by_itself.pop(at) for at in range(len(last.args))]
        assert_rows(last.func(*told, **by_itself), made[-1].columns, rows(made[-1]))
    return made


def _tried(one: functools.partial) -> Any:
    try:
        return one()
    except sezlib.FlowsError as error:
        return error
