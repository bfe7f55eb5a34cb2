"""What JupyterLab shows: a report's page in a cell, and drop-downs by which flows are picked."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw
from markupsafe import Markup

from sezlib.flows import FlowsError, short
from sezlib.language import edition
from sezlib.metrics import growth
from sezlib.metrics.core import begin, years_of
from sezlib.pages.tables import MOST_PRINTED, name_key, show
from sezlib.report.explorer import PICKS

# no script runs in it, and it goes nowhere else
FRAME = Markup(
    "<iframe sandbox srcdoc='{}' title='{}' style='width:100%;height:40rem;border:0'></iframe>"
)


@dataclass(frozen=True)
class Report:
    """A finished report: its `folder`, and in a notebook its page."""

    folder: Path

    def _repr_html_(self) -> str:
        return str(FRAME.format((self.folder / "report.html").read_text("utf-8"), self.folder.name))


def make_report(
    flows: Any, period: Any, notebook: str = "annual_export", language: str = "en",
    out: str | Path | None = None, **parameters: Any,
) -> Report:  # fmt: skip
    """Return the report that a notebook makes of `flows`, a table or the path of a file.

    As the last line of a cell it shows its page. Its `folder` is `out`, or one in `reports/`;
    `parameters` are others of the notebook, such as `audience="public"`. Raises as `sez report`
    does: `FlowsError` for wrong flows or parameters.

    >>> import sezlib as sez
    >>> try:
    ...     sez.make_report(sez.example(), period="19")
    ... except sez.FlowsError as error:
    ...     print(error)
    parameter 'period' '19' is not a period like 2019, 2019-S1, 2019-Q1 or 2019-07
    """
    from sezlib.report.run import report

    given = {"period": str(period), "language": language} | parameters
    with tempfile.TemporaryDirectory(prefix="sezlib-") as folder:
        if not isinstance(flows, str | Path):
            table, flows = _to_pandas(flows), Path(folder) / "flows.parquet"
            try:
                table.assign(period=table["period"].astype(str)).to_parquet(flows, index=False)
            except (TypeError, ValueError, NotImplementedError) as error:
                raise FlowsError(
                    f"the flows have a column of several kinds: {short(error)}"
                ) from None
        return Report(report(notebook, given | {"flows": str(flows)}, out, quiet=True))


def explore(flows: Any, language: str = "en") -> Any:
    """Return drop-downs for JupyterLab that pick year, group, country and company of flows.

    Below them stands what was exported of all that is picked, by what is chosen last, with the year
    before and the growth; of more than 40 rows the largest. `flows` are a table or the path of a
    file. It is a widget of ipywidgets, which shows itself as the last line of a cell.

    >>> import sezlib as sez
    >>> fields, table = sez.explore(sez.example()).children
    >>> [field.description for field in fields.children]
    ['Period', 'Product group', 'Country', 'Company', 'By']
    >>> fields.children[1].value = "optics"
    >>> "50.0%" in table.value
    True
    """
    import ipywidgets

    from sezlib.sources import read

    frame = _to_pandas(read(str(flows)) if isinstance(flows, str | Path) else flows)
    years = years_of(frame)
    if not years:
        raise FlowsError("explore was given flows without rows, of which nothing can be picked")
    ed = edition(frame, period=years[-1], language=language)
    # what all flows have is no choice
    keys = ["period", *(key for key in PICKS if key in frame and frame[key].nunique() > 1)]
    heads = {key: ed.told(f"column-{key}", key) for key in keys}
    values = {key: sorted(frame[key].dropna().unique()) for key in heads} | {"period": years[::-1]}
    every = (ed.say("explore-all"), None)
    options = {key: [every, *((name_key(key, v, ed), v) for v in values[key])] for key in heads}
    fields = [
        ipywidgets.Dropdown(options=options[k], description=head) for k, head in heads.items()
    ]
    columns = [(head, key) for key, head in heads.items()]
    by = ipywidgets.Dropdown(options=columns, description=ed.say("explore-by"))
    shown = ipywidgets.HTML()

    def draw(_: Any = None) -> None:
        picked = {key: f.value for key, f in zip(heads, fields, strict=True) if f.value is not None}
        year, of = picked.pop("period", None), [by.value][by.value == "period" :]
        made = growth(frame[(frame[[*picked]] == [*picked.values()]).all(axis=1)], by=of)
        made = made[made["period"] == year] if year else made
        made = made.sort_values("total", ascending=False, kind="stable") if of else made
        caption = " · ".join(f"{field.description}: {field.label}" for field in fields)
        table = show(made.head(MOST_PRINTED), caption, ed)
        shown.value = table._repr_html_() if table else ed.say("explore-none")

    for field in (*fields, by):
        field.observe(draw, "value")
    draw()
    return ipywidgets.VBox([ipywidgets.HBox([*fields, by]), shown])


def _to_pandas(flows: Any) -> Any:
    held = begin(flows, "period")
    return (held.collect() if isinstance(held, nw.LazyFrame) else held).to_pandas()
