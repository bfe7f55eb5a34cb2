// What a browser finds on pages of sezlib: node check.mjs PAGE.html ...; exits 1 where it finds anything.
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCHEMES = ["light", "dark"];
const WIDTHS = [360, 768, 1400];
const [PHONE, WIDEST] = [WIDTHS[0], WIDTHS.at(-1)];
const TARGET = 44;
const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function findBrowser() {
  const places = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const paths = BROWSERS.flatMap((name) => places.map((place) => join(place, name)));
  return [process.env.SEZLIB_CHROMIUM, ...paths].filter(Boolean).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

// the functions below run in the page

function findOverflow() {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return wide > 0 ? [`scrolls ${wide} px sideways`] : [];
}

function findWideTables() {
  return [...document.querySelectorAll(".table")]
    // as pandas shows a table it moves within its region
    .filter((e) => e.scrollWidth > e.clientWidth && !e.querySelector(".dataframe"))
    .map((e) => `${e.scrollWidth - e.clientWidth} px of a table are read sideways: ${e.getAttribute("aria-label")}`);
}

function findSmallTargets(least) {
  const inText = (e) =>
    getComputedStyle(e).display === "inline" && e.parentElement.innerText.trim() !== e.innerText.trim();
  return [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter((e) => e.getClientRects().length && !inText(e))
    .map((e) => ({ e, box: e.getBoundingClientRect() }))
    .filter(({ box }) => Math.min(box.width, box.height) < least - 0.5)
    .map(({ e, box }) => `${Math.round(box.width)} x ${Math.round(box.height)} px to touch: ${e.innerText.trim()}`);
}

function listLinks() {
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  return {
    hrefs: [...document.querySelectorAll("a[href], image[href], img[src^='.']")].map((e) => e.getAttribute("href") ?? e.getAttribute("src")),
    ids,
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
  };
}

function findInCharts() {
  const found = [];
  for (const chart of document.querySelectorAll("figure svg, svg[role=img]")) {
    if (chart.parentElement.closest("svg")) continue;
    const name = chart.getAttribute("aria-label")?.slice(0, 60) || chart.id || "chart";
    const frame = chart.getBoundingClientRect();
    const leaves = [...chart.querySelectorAll("text, tspan")].filter(
      (e) => !e.querySelector("tspan") && e.textContent.trim() && e.checkVisibility(),
    );
    if (!leaves.length && chart.closest("figure")) found.push(`${name}: no text`);
    const boxes = leaves.map((e) => ({ text: e.textContent.trim(), box: e.getBoundingClientRect() }));
    for (const [at, { text, box }] of boxes.entries()) {
      const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
      if (out > 1) found.push(`${name}: "${text}" is ${Math.round(out)} px outside of its frame`);
      for (const other of boxes.slice(at + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        // boxes of letters hold room above and below them
        if (across > 1 && down > 0.25 * Math.min(box.height, other.box.height))
          found.push(`${name}: "${text}" and "${other.text}" overlap`);
      }
    }
  }
  return found;
}

// charts that are pictures are opened beside the page, where they are drawn as text
function listPictures() {
  return [...document.querySelectorAll("figure img")].map((e) => e.src);
}

async function readPicture(source) {
  if (source.startsWith("data:image/svg+xml")) {
    const [head, body] = source.split(/,(.*)/s);
    return head.endsWith("base64") ? Buffer.from(body, "base64").toString() : decodeURIComponent(body);
  }
  return source.endsWith(".svg") ? readFileSync(fileURLToPath(source), "utf8") : "";
}

async function checkView(browser, file, colorScheme, width) {
  const found = [];
  const phone = width === PHONE;
  const context = await browser.newContext({
    colorScheme, viewport: { width, height: 800 }, hasTouch: phone, isMobile: phone,
  });
  const view = await context.newPage();
  const own = pathToFileURL(file).href;
  view.on("request", (request) => {
    if (request.url() !== own && !request.url().startsWith("data:")) found.push(`asks for ${request.url()}`);
  });
  view.on("console", (message) => found.push(`console: ${message.text()}`));
  view.on("pageerror", (error) => found.push(`error: ${error.message}`));
  await view.goto(own, { waitUntil: "load" });
  found.push(...(await view.evaluate(findOverflow)));
  // the letters of a chart grow with it and have no scheme: one view of them tells of all
  const drawn = colorScheme === SCHEMES[0] && width === WIDEST;
  if (drawn) found.push(...(await view.evaluate(findInCharts)));
  if (phone) found.push(...(await view.evaluate(findSmallTargets, TARGET)), ...(await view.evaluate(findWideTables)));
  const { hrefs, ids, twice } = await view.evaluate(listLinks);
  found.push(...twice.map((id) => `two elements are called ${id}`));
  for (const href of hrefs) {
    const [path, anchor] = href.split("#");
    if (/^(https?|mailto):/.test(href)) {
      if (!URL.canParse(href)) found.push(`no address: ${href}`);
    } else if (path ? !existsSync(join(dirname(file), decodeURIComponent(path))) : !ids.includes(decodeURIComponent(anchor)))
      found.push(`link to nothing: ${href}`);
  }
  const pictures = await view.evaluate(listPictures);
  const texts = drawn ? (await Promise.all(pictures.map(readPicture))).filter(Boolean) : [];
  if (texts.length) {
    const beside = await context.newPage();
    await beside.setContent(texts.map((svg) => `<figure>${svg.slice(svg.indexOf("<svg"))}</figure>`).join(""));
    found.push(...(await beside.evaluate(findInCharts)));
    await beside.close();
  }
  // through the protocol, which the page's own policy does not forbid; what is between the narrowest and
  // the widest looks like one of them
  if (phone || width === WIDEST) await view.evaluate(AXE);
  const { violations } = await view.evaluate(() => globalThis.axe?.run({ resultTypes: ["violations"] }) ?? { violations: [] });
  for (const { id, help, nodes } of violations) found.push(`axe ${id}: ${help}: ${nodes.map((n) => n.target).slice(0, 3).join("; ")}`);
  const charts = pictures.length + (await view.evaluate(() => document.querySelectorAll("figure svg").length));
  await context.close();
  return { found, counted: `${charts} charts, ${hrefs.length} links` };
}

async function checkPage(browser, file) {
  const places = new Map();
  let counted = "";
  for (const scheme of SCHEMES)
    for (const width of WIDTHS) {
      const seen = await checkView(browser, file, scheme, width);
      counted = seen.counted;
      for (const what of new Set(seen.found)) places.set(what, [...(places.get(what) ?? []), `${scheme} ${width}`]);
    }
  const name = basename(dirname(file));
  console.log(`${name}: ${counted}; ${places.size ? `${places.size} found` : "nothing found"}`);
  const all = SCHEMES.length * WIDTHS.length;
  for (const [what, at] of places) console.log(`  ${what}${at.length < all ? ` (${at.join(", ")})` : ""}`);
  return places.size;
}

const path = findBrowser();
if (!path || process.argv.length < 3) {
  console.error(path ? "usage: node check.mjs PAGE.html ..." : "no Chromium: install one, or name it in SEZLIB_CHROMIUM");
  process.exit(2);
}
const browser = await chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
let sum = 0;
for (const file of process.argv.slice(2)) sum += await checkPage(browser, resolve(file));
console.log(`${process.argv.length - 2} pages in ${SCHEMES.join(" and ")}, ${WIDTHS.join(", ")} px wide (Chromium ${browser.version()}): ${sum || "nothing"} found`);
await browser.close();
process.exit(sum ? 1 : 0);
