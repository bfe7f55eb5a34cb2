"use strict";
// Shows the tables of #data by what the address asks for: #year=2019&country=KAZ&sort=-total.
// Texts of the data only ever become text nodes; no figure is worked out of others.
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const locale = data.language === "en" ? "en-GB" : data.language;
  const [form, count, shown, tip] = ["picks", "count", "tables", "tip"].map((id) => document.getElementById(id));
  const names = new Map(data.names.map(([column, pairs]) => [column, new Map(pairs)]));
  const others = new Map(data.others);
  const plural = new Intl.PluralRules(locale);
  const collator = new Intl.Collator(locale, { numeric: true });
  const MOST = 60;

  const make = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };

  // numbers ------------------------------------------------------------------------------------
  const decimals = (least, most = least, more = {}) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most, ...more });
  const whole = decimals(0);
  const formats = {
    whole,
    money: decimals(2),
    fraction: decimals(1, 1, { style: "percent" }),
    points: decimals(1),
    count: whole,
    index: decimals(3),
    hours: decimals(1),
    text: decimals(0, 6),
  };
  const exact = { fraction: decimals(0, 20, { style: "percent" }), other: decimals(0, 20) };
  const words = decimals(0, 1, { notation: "compact", compactDisplay: "long" });
  const sign = (text) => text.replace("-", "\u2212");
  const scaled = (kind, value) => (kind === "points" ? value * 100 : value);
  const counted = (forms, n) => (forms[plural.select(n)] ?? forms.other).replace(/\d+/, () => whole.format(n));

  // cells --------------------------------------------------------------------------------------
  const isNumber = (value) => typeof value === "number";

  const textOf = (table, row, at) => {
    const { name, kind } = table.columns[at];
    const value = row[at];
    if (value === null) {
      const left = kind === "key" && table.place.has("members") ? others.get(row[table.place.get("members")]) : null;
      return left ?? "\u2013";
    }
    if (isNumber(value) && kind !== "key") {
      return sign((formats[table.digits[at]] ?? formats.text).format(scaled(kind, value)));
    }
    return names.get(name)?.get(value) ?? String(value);
  };

  const exactly = (table, row, at) => {
    const { kind } = table.columns[at];
    const value = row[at];
    if (value === data.withheld) return data.texts.hidden;
    if (value === null) return data.texts.absent;
    if (!isNumber(value) || kind === "key") return textOf(table, row, at);
    const told = sign((exact[kind] ?? exact.other).format(scaled(kind, value)));
    return kind === "money" && Math.abs(value) >= 1000 ? `${told} (${sign(words.format(value))})` : told;
  };

  for (const table of data.tables) {
    table.place = new Map(table.columns.map(({ name }, at) => [name, at]));
    const all = table.columns.map((_, at) => table.rows.map((row) => row[at]));
    // the amounts of a table have the same decimals
    const isWhole = table.columns.every(({ kind }, at) => kind !== "money" || all[at].every((v) => !isNumber(v) || Number.isInteger(v)));
    table.digits = table.columns.map(({ kind }) => (kind === "money" && isWhole ? "whole" : kind));
    table.visible = [...table.columns.keys()].filter(
      (at) => table.columns[at].kind !== "aside" && (table.columns[at].kind === "key" || all[at].some((v) => v !== null)));
    table.head = table.visible.find((at) => table.columns[at].kind === "key");
    table.bar = table.visible.find((at) => table.columns[at].kind === "money");
    table.largest = Math.max(0, ...(all[table.bar] ?? []).filter(isNumber).map(Math.abs));
  }

  // what is asked for --------------------------------------------------------------------------
  const asked = () => new URLSearchParams(location.hash.slice(1));

  const ask = (changes, replace = false) => {
    const next = asked();
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const address = `#${next}`;
    if (address === (location.hash || "#")) return;
    if (!replace) location.hash = address;
    else {
      history.replaceState(null, "", address);
      render();
    }
  };

  const matches = (table, row, query, text) =>
    data.picks.every(([column, name]) => {
      const want = query.get(name);
      if (!want) return true;
      const at = table.place.get(column);
      // a table without periods is of that of the report, or of all of them
      return at === undefined ? column === "period" && table.period === want : String(row[at]) === want;
    }) && (!text || table.visible.some((at) => textOf(table, row, at).toLocaleLowerCase(locale).includes(text)));

  const sorted = (table, rows, order) => {
    const at = table.place.get(order.replace(/^-/, ""));
    if (at === undefined || !table.visible.includes(at)) return rows;
    const way = order.startsWith("-") ? -1 : 1;
    const isKey = table.columns[at].kind === "key";
    // what has no figure stands last either way
    const has = (row) => (isKey ? row[at] !== null : isNumber(row[at]));
    const compare = (a, b) => (isKey ? collator.compare(textOf(table, a, at), textOf(table, b, at)) : a[at] - b[at]);
    return [...rows].sort((a, b) => has(b) - has(a) || (has(a) ? way * compare(a, b) : 0));
  };

  // what is shown ------------------------------------------------------------------------------
  const drawHead = (table, number, order) =>
    table.visible.map((at) => {
      const { name, head, kind } = table.columns[at];
      const way = order === name ? "ascending" : order === `-${name}` ? "descending" : "none";
      const [first, second] = kind === "key" ? [name, `-${name}`] : [`-${name}`, name];
      const next = order === first ? second : order === second ? "" : first;
      const mark = make("span", { ariaHidden: "true" }, { ascending: "\u00a0\u25b2", descending: "\u00a0\u25bc", none: "\u00a0\u21c5" }[way]);
      const button = make("button", { type: "button", id: `sort-${number}-${at}` }, head, mark);
      button.addEventListener("click", () => ask({ sort: next }));
      return make("th", { scope: "col", ariaSort: way, className: kind === "key" ? "" : "n" }, button);
    });

  const drawRow = (table, row) =>
    make("tr", {}, ...table.visible.map((at) => {
      const { head, kind } = table.columns[at];
      const cell = make(at === table.head ? "th" : "td", { tabIndex: -1 }, textOf(table, row, at));
      if (at === table.head) cell.scope = "row";
      if (kind !== "key") cell.className = "n";
      cell.dataset.head = head;
      if (at === table.bar && isNumber(row[at]) && table.largest > 0) {
        cell.classList.add("bar");
        cell.style.setProperty("--part", `${(100 * Math.abs(row[at])) / table.largest}%`);
      }
      const keys = table.visible.filter((key) => table.columns[key].kind === "key" && key !== at);
      cell.told = [keys.map((key) => textOf(table, row, key)).join(" \u00b7 "), `${head}: ${exactly(table, row, at)}`];
      return cell;
    }));

  const draw = (table, number, found, query) => {
    const cut = query.get("rows") === "all" ? found : found.slice(0, MOST);
    const body = make("tbody", {}, ...cut.map((row) => drawRow(table, row)));
    // one stop of the tabulator; arrows move from there
    body.rows[0].cells[0].tabIndex = 0;
    const caption = make("caption", {}, table.caption);
    const className = table.visible.length > 2 ? "stacked" : "";
    const grid = make("table", { className }, caption, make("thead", {}, make("tr", {}, ...drawHead(table, number, query.get("sort") ?? ""))), body);
    const region = make("div", { className: "table", role: "region", ariaLabel: table.caption, tabIndex: 0 }, grid);
    if (cut.length === found.length) return [region];
    const more = make("button", { type: "button" }, counted(data.texts.more, found.length));
    more.addEventListener("click", () => ask({ rows: "all" }));
    return [region, make("p", {}, more)];
  };

  const render = () => {
    const query = asked();
    const focused = document.activeElement?.id;
    const said = [];
    for (const field of form.elements) {
      if (!field.name) continue;
      const value = query.get(field.name) ?? "";
      // an address may ask for what is not there
      if (field.options && ![...field.options].some((option) => option.value === value)) field.append(make("option", { value }, value));
      if (field.value !== value) field.value = value;
      const label = field.parentElement.firstElementChild.textContent;
      if (value) said.push(`${label}: ${field.options ? field.selectedOptions[0].textContent : value}`);
    }
    const text = (query.get("find") ?? "").trim().toLocaleLowerCase(locale);
    let rows = 0;
    let tables = 0;
    const blocks = data.tables.flatMap((table, number) => {
      if (query.get("table") && query.get("table") !== table.name) return [];
      const found = table.rows.filter((row) => matches(table, row, query, text));
      rows += found.length;
      tables += found.length > 0;
      return found.length ? draw(table, number, sorted(table, found, query.get("sort") ?? ""), query) : [];
    });
    hide();
    shown.replaceChildren(...blocks);
    said.push(rows ? `${counted(data.texts.rows, rows)}, ${counted(data.texts.tables, tables)}` : data.texts.none);
    count.textContent = said.join("; ");
    if (focused) document.getElementById(focused)?.focus();
  };

  // the figure pointed at, or moved to ---------------------------------------------------------
  const hide = () => {
    tip.hidden = true;
  };
  const cellOf = (event) => (event.target.closest ? event.target.closest("tbody th, tbody td") : null);

  const tell = (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    tip.replaceChildren(...cell.told.filter(Boolean).map((line) => make("div", {}, line)));
    tip.hidden = false;
    cell.setAttribute("aria-describedby", "tip");
    const place = cell.getBoundingClientRect();
    const below = place.bottom + tip.offsetHeight < innerHeight;
    tip.style.left = `${Math.max(4, Math.min(place.left, document.documentElement.clientWidth - tip.offsetWidth - 4))}px`;
    tip.style.top = `${below ? place.bottom : place.top - tip.offsetHeight}px`;
  };

  const step = (event) => {
    if (event.key === "Escape") return hide();
    const cell = cellOf(event);
    if (!cell) return;
    const row = cell.parentElement;
    const at = cell.cellIndex;
    const to = {
      ArrowLeft: () => cell.previousElementSibling,
      ArrowRight: () => cell.nextElementSibling,
      ArrowUp: () => row.previousElementSibling?.cells[at],
      ArrowDown: () => row.nextElementSibling?.cells[at],
      Home: () => row.cells[0],
      End: () => row.cells[row.cells.length - 1],
    }[event.key]?.();
    if (!to) return;
    event.preventDefault();
    cell.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };

  shown.addEventListener("focusin", tell);
  shown.addEventListener("pointerover", tell);
  shown.addEventListener("focusout", hide);
  shown.addEventListener("pointerleave", (event) => event.relatedTarget !== tip && hide());
  tip.addEventListener("pointerleave", hide);
  document.addEventListener("keydown", step);
  addEventListener("scroll", hide, { passive: true });

  // the choices --------------------------------------------------------------------------------
  const choices = (field, pairs) => field.append(...pairs.map(([value, text]) => make("option", { value }, text)));
  for (const [column, name] of data.picks) {
    const held = data.tables.flatMap((table) => {
      const at = table.place.get(column);
      return at === undefined ? [] : table.rows.map((row) => row[at]);
    });
    const values = [...new Set(held)].filter((value) => value !== null && value !== data.withheld);
    if (column === "period") values.push(...data.tables.map((table) => table.period).filter(Boolean));
    const pairs = [...new Set(values.map(String))].map((value) => [value, names.get(column)?.get(value) ?? value]);
    pairs.sort((a, b) => (column === "period" ? -1 : 1) * collator.compare(a[1], b[1]));
    choices(form.elements.namedItem(name), pairs);
  }
  choices(form.elements.namedItem("table"), data.tables.map((table) => [table.name, table.caption]));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => target.options && ask({ [target.name]: target.value }));
  form.addEventListener("input", ({ target }) => target.options || ask({ [target.name]: target.value }, true));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    location.hash = "";
  });
  addEventListener("hashchange", render);
  form.hidden = false;
  render();
}
