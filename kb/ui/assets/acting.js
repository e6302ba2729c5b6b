// Shows the HTML it is given as linked.js does, and tells what is done in it. Everything done has an id and is sent until
// the page hears that it has come in, so that it counts once however often the connection breaks.
export default function (component) {
  const { parentElement } = component;
  const box = parentElement.querySelector(".linked") || begin(component);
  box.component = component;
  const heard = new Set(component.data.heard);
  const done = box.kept.pending.filter((one) => heard.has(one.id));
  box.kept.pending = box.kept.pending.filter((one) => !heard.has(one.id));
  for (const deed of done) if (deed.form) emptied(box, deed);
  if (component.data.clock !== null) box.clock = component.data.clock - performance.now();
  draw(box);
  return start(box);
}

const LETTER = /^[a-z]$/i;
const FIELDS = "input, textarea, select";
const AGAIN_MS = 4000;
// So many moves that wait are named.
const MOST_WAITING = 3;

function begin(component) {
  const box = linked({ ...component, data: { html: "" } });
  box.classList.add("acting");
  box.kept = keptOf(component.data);
  box.said = document.createElement("div");
  box.said.className = "acting-said";
  box.said.setAttribute("aria-live", "polite");
  box.late = document.createElement("p");
  box.late.className = "acting-late";
  box.after(box.late, box.said);
  // Out from under the bar that stays in view; the browser does not know that it lies there.
  box.addEventListener("focusin", ({ target }) => {
    if (target.matches(":focus-visible") && !target.closest("[data-bar]")) target.scrollIntoView({ block: "nearest" });
  });
  return box;
}

// What listens beyond the box; begun anew at every call, as Streamlit may end it between two.
function start(box) {
  if (box.stop) box.stop();
  const keys = (event) => pressed(box, event);
  document.addEventListener("keydown", keys);
  const ticking = setInterval(() => tick(box), 250);
  const sending = setInterval(() => again(box), AGAIN_MS);
  box.stop = () => {
    document.removeEventListener("keydown", keys);
    clearInterval(ticking);
    clearInterval(sending);
  };
  tick(box);
  // What was sent before the page was loaded anew.
  if (box.kept.pending.length && !box.isSent) setTimeout(() => send(box));
  box.isSent = true;
  return box.stop;
}

function draw(box) {
  // Drawn once the hand lets go, and once all that was moved has been heard: the next step goes on from what is shown.
  box.isDue = box.held || box.composing || box.kept.pending.some((one) => one.order);
  if (box.isDue) return;
  const { html } = box.component.data;
  if (box.shown !== html) {
    const before = document.activeElement;
    const place = placeOf(box, before);
    const top = place && before.getBoundingClientRect().top;
    const open = new Map([...box.querySelectorAll("details[data-of]")].map((one) => [one.dataset.of, one.open]));
    linked(box.component);
    for (const one of box.querySelectorAll("details[data-of]")) if (open.has(one.dataset.of)) one.open = open.get(one.dataset.of);
    for (const form of box.querySelectorAll("form[data-do]")) fill(form, box.kept.typed.get(nameOf(form)));
    focusOn(box, place);
    stay(box, top);
    others(box);
    const say = [...box.querySelectorAll("[data-say]")].map((one) => one.textContent).join(" ");
    if (say && say !== box.lastSay) speak(box, say);
    box.lastSay = say;
  } else {
    linked(box.component);
  }
  const click = box.onclick;
  box.onclick = (event) => clicked(box, event) || click(event);
  box.onsubmit = (event) => submitted(box, event);
  box.oninput = (event) => {
    keep(box, event.target.closest("form[data-do]"));
    others(box);
  };
  box.onpointerdown = (event) => hold(box, event);
  box.oncompositionstart = () => (box.composing = true);
  box.oncompositionend = () => ((box.composing = false), box.isDue && draw(box));
}

// Focus: the element itself is gone once the HTML is drawn anew; what it did, and to what, names it.
function placeOf(box, element) {
  if (!element || !box.contains(element)) return null;
  const form = element.closest("form[data-do]");
  const near = element.closest("[data-do], [data-drag], summary") || element;
  const at = element.matches(FIELDS) && element.type !== "checkbox" ? element.selectionStart : null;
  return {
    form: form && nameOf(form),
    name: element.name,
    value: element.type === "checkbox" ? element.value : undefined,
    range: at === null || at === undefined ? null : [at, element.selectionEnd],
    do: near.dataset.do,
    of: near.dataset.of,
    summary: element.matches("summary") ? element.parentElement.dataset.of : undefined,
    step: element.dataset.step,
    href: element.getAttribute("href"),
    item: (element.closest("[data-drag]") || { dataset: {} }).dataset.drag,
  };
}

function focusOn(box, place) {
  if (!place || (document.activeElement && box.contains(document.activeElement))) return;
  const all = (query) => [...box.querySelectorAll(query)];
  const form = place.form && all("form[data-do]").find((one) => nameOf(one) === place.form);
  const field =
    form &&
    [...form.elements].find(
      (one) => one.name === place.name && (place.value === undefined || one.value === place.value) && (place.name || one.type === "submit"),
    );
  const item = place.item && all("[data-drag]").find((one) => one.dataset.drag === place.item);
  const target =
    field ||
    (place.summary && all("details > summary").find((one) => one.parentElement.dataset.of === place.summary)) ||
    (place.step && item && item.querySelector(`[data-step="${place.step}"]:not(:disabled)`)) ||
    (place.do && all("[data-do]:not(form):not(:disabled)").find((one) => one.dataset.do === place.do && one.dataset.of === place.of)) ||
    (place.href && all("a").find((one) => one.getAttribute("href") === place.href)) ||
    (item && (item.querySelector("[data-step]:not(:disabled), [data-do]:not(:disabled)") || item)) ||
    (place.of && all("[data-of]:not(form):not(details):not(:disabled)").find((one) => one.dataset.of === place.of)) ||
    (place.do && all("[data-do]:not(form):not(:disabled)").find((one) => one.dataset.do === place.do));
  if (!target) return;
  if (target.matches("li")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (field && place.range && field.setSelectionRange) field.setSelectionRange(...place.range);
}

// What has the focus stays where it was on the screen, however much was folded or unfolded above it.
function stay(box, top) {
  const now = document.activeElement;
  if (top === null || !now || !box.contains(now)) return;
  const by = now.getBoundingClientRect().top - top;
  if (by) scroller(now).scrollBy(0, by);
}

// Forms: what is typed stays as it is until it has been heard, whatever is drawn meanwhile.
function nameOf(form) {
  return `${form.dataset.do} ${form.dataset.of || ""}`;
}

function valuesOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) (fields[name] = fields[name] || []).push(String(value));
  return fields;
}

// A form is emptied once it has been heard, unless it says something else by now. A field with data-keep stays as it was
// chosen; whoever sent the form and has not gone elsewhere goes on in its field with data-first.
function emptied(box, deed) {
  const form = [...box.querySelectorAll("form[data-do]")].find((one) => nameOf(one) === deed.form);
  if (form && !isSame(valuesOf(form), deed.fields)) return keep(box, form);
  forget(box, deed.form);
  if (!form) return;
  const kept = [...form.querySelectorAll("[data-keep]")].map((field) => [field, field.value]);
  form.reset();
  for (const [field, value] of kept) field.value = value;
  if (kept.length) keep(box, form);
  const first = form.querySelector("[data-first]");
  const at = document.activeElement;
  if (first && (!at || at === document.body || form.contains(at))) first.focus({ preventScroll: true });
}

// A [data-other] shows while the field it names has another value than data-than and something is typed in data-begun.
function others(box) {
  for (const one of box.querySelectorAll("[data-other]")) {
    const { elements } = one.closest("form");
    const chosen = elements[one.dataset.other];
    one.hidden = chosen.value === one.dataset.than || !elements[one.dataset.begun].value.trim();
    if (!one.hidden) one.querySelector("[data-chosen]").textContent = chosen.selectedOptions[0].text;
    const words = one.hidden ? "" : one.textContent;
    if (words && words !== box.lastOther) speak(box, words);
    box.lastOther = words;
  }
}

// Sets a field to data-to; the field named in its data-along follows, unless it was chosen by hand.
function set(box, button) {
  const form = button.form;
  const field = form.elements[button.dataset.set];
  const follows = form.elements[field.dataset.along];
  const before = field.selectedOptions[0].dataset.along;
  field.value = button.dataset.to;
  const after = field.selectedOptions[0].dataset.along;
  if (after && (!follows.value || follows.value === before)) follows.value = after;
  form.elements[button.closest("[data-other]").dataset.begun].focus();
  keep(box, form);
  others(box);
}

function isSame(some, others) {
  return JSON.stringify(some) === JSON.stringify(others);
}

function submitted(box, event) {
  const form = event.target.closest("form[data-do]");
  if (!form) return;
  event.preventDefault();
  const name = nameOf(form);
  if (box.kept.pending.some((one) => one.form === name && isSame(one.fields, valuesOf(form)))) return; // it is on its way
  did(box, form, form.dataset.do, form.dataset.of, form.dataset.value, { fields: valuesOf(form), form: name });
  keep(box, form);
}

// Deeds.
function did(box, from, what, of, value, more) {
  const around = from.closest("[data-seen]");
  box.last = { what, at: performance.now() };
  const id = Date.now().toString(36) + Math.random().toString(36).slice(2);
  const seen = Number((around && around.dataset.seen) || 0);
  const words = wordsOf(from);
  box.kept.pending.push({ id, do: what, of: of || "", value: value || "", seen, since: performance.now(), words, ...more });
  send(box);
}

// A button with data-pause does the same again only so many ms after: the second of two quick presses is a slip.
function act(box, button) {
  const { do: what, of, value, pause } = button.dataset;
  if (pause && box.last && box.last.what === what && performance.now() - box.last.at < Number(pause)) return;
  did(box, button, what, of, value);
}

function send(box) {
  box.component.setTriggerValue("did", box.kept.pending.map(({ form, since, order, words, ...deed }) => deed));
}

// What was not heard for a while is sent again; which moves wait is shown meanwhile.
function again(box) {
  if (box.kept.pending.length) send(box);
}

function clicked(box, event) {
  if (event.target.closest("button[data-print]")) box.querySelector("iframe").contentWindow.print();
  const setting = event.target.closest("button[data-set]");
  if (setting) {
    set(box, setting);
    return true;
  }
  const button = event.target.closest("button[data-do], button[data-step]");
  if (!button || !box.contains(button)) return false;
  if (button.type === "submit") return false;
  event.preventDefault();
  if (button.dataset.step) step(box, button.closest("[data-drag]"), Number(button.dataset.step));
  else act(box, button);
  return true;
}

function pressed(box, event) {
  const inside = box.contains(event.target);
  if (inside && event.altKey && !event.ctrlKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const item = event.target.closest("[data-drag]");
    if (!item) return;
    event.preventDefault();
    step(box, item, event.key === "ArrowUp" ? -1 : 1);
    return;
  }
  if (inside && event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  // A text has one line here: Enter sends it, except while a word is being put together.
  if (inside && event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("textarea[data-line]")) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  // Out of a field, to where letters are keys; what is typed stays.
  if (inside && event.key === "Escape" && !event.isComposing && event.target.matches(FIELDS)) {
    event.target.blur();
    return;
  }
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const types = event.target.closest && event.target.closest(`${FIELDS}, [contenteditable="true"], [role="combobox"], [role="dialog"]`);
  const meant = [...box.querySelectorAll("[data-key]:not(:disabled)")].find((one) =>
    one.dataset.key.split(" ").some((key) => (LETTER.test(key) ? !types && key.toLowerCase() === event.key.toLowerCase() : key === event.key)),
  );
  if (!meant) return;
  event.preventDefault();
  if (meant.matches(FIELDS)) meant.focus();
  else act(box, meant);
}

// Order: the list shows at once what was done; what comes back from the server holds.
function itemsOf(list) {
  return [...list.children].filter((one) => one.dataset.drag);
}

function step(box, item, by) {
  const list = item.parentElement;
  const items = itemsOf(list);
  const at = items.indexOf(item) + by;
  if (at < 0 || at >= items.length) {
    speak(box, by < 0 ? "It is the first already." : "It is the last already.");
    return;
  }
  const place = placeOf(box, document.activeElement);
  list.insertBefore(item, by < 0 ? items[at] : items[at].nextSibling);
  focusOn(box, place);
  document.activeElement.scrollIntoView({ block: "nearest" });
  moved(box, item);
}

function moved(box, item) {
  const items = itemsOf(item.parentElement);
  const at = items.indexOf(item);
  box.shown = null; // so that it is drawn anew even where nothing came of it
  speak(box, `${item.dataset.name || item.textContent.trim()}: now ${at + 1} of ${items.length}.`);
  did(box, item, item.parentElement.dataset.drop, item.dataset.drag, items[at + 1] ? items[at + 1].dataset.drag : "", { order: true, words: `move ${item.dataset.name || item.textContent.trim()}` });
}

function hold(box, event) {
  const handle = event.target.closest("[data-handle]");
  const item = handle && handle.closest("[data-drag]");
  if (!item || event.button) return;
  event.preventDefault();
  const list = item.parentElement;
  const before = item.nextSibling;
  box.held = true;
  item.classList.add("held");
  const drag = (move) => {
    const over = itemsOf(list).find((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return one !== item && move.clientY >= top && move.clientY < bottom;
    });
    if (over) list.insertBefore(item, over.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING ? over : over.nextSibling);
    const edge = move.clientY < 90 ? -12 : move.clientY > window.innerHeight - 60 ? 12 : 0;
    if (edge) scroller(list).scrollBy(0, edge);
  };
  const end = (last) => {
    for (const [name, does] of [["pointermove", drag], ["pointerup", end], ["pointercancel", end]]) window.removeEventListener(name, does);
    window.removeEventListener("keydown", escape);
    box.held = false;
    item.classList.remove("held");
    if (last.type !== "pointerup") list.insertBefore(item, before);
    else if (item.nextSibling !== before) moved(box, item);
    if (box.isDue) draw(box);
  };
  const escape = (key) => key.key === "Escape" && end(key);
  window.addEventListener("pointermove", drag);
  window.addEventListener("pointerup", end);
  window.addEventListener("pointercancel", end);
  window.addEventListener("keydown", escape);
}

function scroller(element) {
  for (let one = element; one; one = one.parentElement)
    if (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  return document.scrollingElement;
}

function speak(box, words) {
  box.said.textContent = words;
}

// How much a bar that stays in view covers: what has, or gets, the focus is kept clear of it.
function cover(box, bar) {
  const covered = bar.offsetHeight;
  document.documentElement.style.setProperty("--bar", `${covered}px`);
  const at = document.activeElement;
  const isUnder = at && at.closest(".acting") && !bar.contains(at) && at.getBoundingClientRect().top < bar.getBoundingClientRect().bottom;
  if (isUnder && covered > box.covered && at.getBoundingClientRect().bottom > 0) at.scrollIntoView({ block: "nearest" });
  box.covered = covered;
}

function tick(box) {
  showWaiting(box);
  const bar = box.querySelector("[data-bar]");
  if (bar && bar.offsetHeight !== box.covered) cover(box, bar);
  for (const one of box.querySelectorAll("[data-since]")) {
    const { since, used, most } = one.dataset;
    if (box.clock === undefined) continue;
    const ms = Number(used) + Math.max(0, box.clock + performance.now() - Number(since));
    const seconds = Math.floor(ms / 1000);
    const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (one.textContent !== words) one.textContent = words;
    const card = one.closest("[data-clock]") || one;
    card.toggleAttribute("data-over", ms > Number(most));
  }
}
