// Ways from one screen to another. Each is one entry in the browser's history, which Streamlit's own menu does not manage;
// it keeps the filters, and ends at the top of the screen with the focus on its title. Back returns to where one was.
export default function (component) {
  if (!window.kbNavigation) {
    window.kbNavigation = component.data;
    document.addEventListener("click", follow, true);
    document.addEventListener("keydown", onMarks, true);
    // An entry is left with the screen as it stood; on the way to it there is nothing yet to keep.
    window.navigation?.addEventListener("currententrychange", ({ from }) => moving?.isUnsettled || keep(from.key, { top: main().scrollTop }));
    for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) document.addEventListener(kind, () => moving && moving(), true);
    window.addEventListener("popstate", (event) => event.isTrusted && returned());
  }
  window.kbNavigation = component.data;
  const { base, go: to, gone: number, keep: kept } = component.data;
  for (const [name, value] of Object.entries(kept)) document.cookie = `${name}=${value}; path=${base}/; max-age=${YEAR}; SameSite=Lax`;
  if (to && number !== gone) {
    gone = number;
    if (to === "#") toTop();
    else go(new URL(base + to, window.location.origin), to);
    return;
  }
  const { arrive, from } = moving ?? {};
  if (arrive && from !== component.data.at) {
    moving();
    arrive();
  }
}

const MENU = "[data-testid='stTopNavLink'], [data-testid='stSidebarNavLink']";
const YEAR = 365 * 24 * 3600;
const SETTLED = 1000, PATIENCE = 10000;
// For each entry of the history how far it was scrolled, and which link was followed from there.
const places = new Map();
// While the reader is on the way: a function that ends it, as any act of the reader does.
let moving = null;
// The number of the last way that Python asked for.
let gone = 0;

const main = () => document.querySelector("[data-testid='stMain']");
// Without the browser's Navigation API, Back leads to the top of a screen.
const entry = () => window.navigation?.currentEntry.key;
const keep = (key, seen) => places.set(key, { ...places.get(key), ...seen });

// The name of our screen at an address; undefined for anything else.
function screenAt(url) {
  const { base, screens } = window.kbNavigation;
  if (url.origin !== window.location.origin || !url.pathname.startsWith(`${base}/`)) return undefined;
  const name = url.pathname.slice(base.length + 1).replace(/\/$/, "");
  return Object.hasOwn(screens, name) ? name : undefined;
}

function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || link.target || link.hasAttribute("download") || event.button) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.getAttribute("href").startsWith("#")) return;
  // linked.js goes to what is on the screen already.
  if (document.getElementById(link.dataset.near)) return;
  const isMenu = link.matches(MENU);
  const there = new URL(link.href);
  if ((!isMenu && !link.closest(".linked")) || screenAt(there) === undefined) return;
  event.preventDefault();
  if (isMenu) {
    // The menu's own way would be two entries, the first without the filters.
    event.stopPropagation();
    if (link.matches("[data-testid='stSidebarNavLink']")) document.querySelector("[data-testid='stSidebarCollapseButton'] button")?.click();
  }
  go(there, link.getAttribute("href"));
}

function go(there, href) {
  const here = new URL(window.location.href);
  const { filters, screens } = window.kbNavigation;
  if (there.pathname !== here.pathname && !filters.some((key) => there.searchParams.has(key)))
    for (const [key, value] of here.searchParams) if (filters.includes(key)) there.searchParams.append(key, value);
  if (there.href === here.href) return;
  const of = (url, key) => url.searchParams.getAll(key).join("\n");
  const leaves = there.pathname !== here.pathname || screens[screenAt(there)].some((key) => of(there, key) !== of(here, key));
  keep(entry(), { href });
  window.history.pushState({}, "", there);
  if (leaves) {
    onArrival(toTop);
    main().scrollTop = 0;
  }
  // As if the reader had gone there through the browser's history: one run.
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}

function returned() {
  const { top = 0, href } = places.get(entry()) ?? {};
  onArrival(() => settle(top, () => href && [...main().querySelectorAll("a")].find((one) => one.getAttribute("href") === href)));
}

// Calls `arrive` once the run of another address is over. Whatever the reader does meanwhile comes first.
function onArrival(arrive) {
  moving?.();
  moving = () => (moving = null);
  Object.assign(moving, { arrive, from: window.kbNavigation.at, isUnsettled: true });
}

// A place that the address asks for comes before the title: whoever draws it goes there.
function toTop() {
  const asked = window.location.hash || "#asked";
  const title = main().querySelector("h1");
  if (main().querySelector(asked)) return;
  focusOn(title);
  settle(0, () => main().querySelector("h1"), asked);
}

// What is drawn last moves what is drawn already, takes the focus away with it, or makes room for the place at last.
function settle(top, target, asked) {
  main().scrollTop = top;
  const begun = performance.now();
  let last = begun;
  const timer = setInterval(() => {
    const now = performance.now(), isOver = now - last > SETTLED || now - begun > PATIENCE;
    if (isOver || (asked && main().querySelector(asked))) moving();
    else if (top && Math.abs(main().scrollTop - top) >= 1) {
      main().scrollTop = top;
      last = now;
    }
    // The title keeps the focus that it had on the screen that was left.
    const found = target() || (isOver && main().querySelector("h1"));
    if (found && found !== document.activeElement && document.activeElement.matches("body, h1")) focusOn(found);
  }, 50);
  moving = () => {
    clearInterval(timer);
    moving = null;
  };
  moving.isUnsettled = top > 0;
}

// The marks of a chart by keyboard: Tab reaches one, arrows the next in their direction, Enter opens what is behind it.
const CHART = "[data-testid='stVegaLiteChart'] svg", MARK = ".role-mark > path[aria-label]";
let picked = null;

function onMarks(event) {
  if (event.key === "Tab") {
    for (const chart of document.querySelectorAll(CHART)) (chart.querySelector("[tabindex]") ?? chart.querySelector(MARK))?.setAttribute("tabindex", "0");
    // A window that was closed leaves its chart drawn anew.
    const before = picked && document.activeElement === document.body && [...document.querySelectorAll(`${CHART} ${MARK}`)].find((one) => one.ariaLabel === picked);
    if (before) {
      event.preventDefault();
      focusOnMark(before);
    }
    return;
  }
  const mark = event.target.closest?.(`${CHART} ${MARK}`);
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!mark || !(step || event.key === "Enter" || event.key === " ")) return;
  event.preventDefault();
  const { x, y } = middle(mark);
  if (!step) {
    picked = mark.ariaLabel;
    mark.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: x, clientY: y }));
    return;
  }
  const [across, down] = step;
  // How far another mark lies in the direction, and beside it, which counts more.
  const far = (one) => (one.x - x) * across + (one.y - y) * down, beside = (one) => Math.abs((one.x - x) * down + (one.y - y) * across);
  const others = [...mark.closest("svg").querySelectorAll(MARK)].map((one) => ({ one, ...middle(one) })).filter((one) => far(one) > 1);
  const next = others.reduce((best, one) => (best && far(best) + 4 * beside(best) <= far(one) + 4 * beside(one) ? best : one), null);
  if (next) focusOnMark(next.one);
}

function middle(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

function focusOnMark(mark) {
  mark.closest("svg").querySelectorAll("[tabindex]").forEach((one) => one.removeAttribute("tabindex"));
  mark.setAttribute("tabindex", "0");
  mark.focus();
}

function focusOn(element) {
  if (!element) return;
  if (!element.matches("a")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
