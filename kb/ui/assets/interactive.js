// Shows HTML as linked.js does and tells what is done in it. Everything done has an id and is sent until the page hears that
// it has come in, so that it counts once however often the connection breaks. Before this stand, in the file that is
// served: idiomorph (draws what has changed), SortableJS (drags), tinykeys (keys), linked.js, following.js, drafts.js, live.js, bar.js.
const FIELDS = "input, textarea, select";
const boxes = new Set();

export default function (component) {
  const box = component.parentElement.querySelector(".linked") || begin(component);
  box.component = component;
  boxes.add(box);
  const received = new Set(component.data.received);
  const done = box.kept.pending.filter((one) => received.has(one.id));
  box.kept.pending = box.kept.pending.filter((one) => !received.has(one.id));
  for (const event of done) if (event.form) emptied(box, event);
  if (component.data.clock !== null) box.clock = component.data.clock - performance.now();
  draw(box);
  watch(box);
  // What was sent before the page was loaded anew.
  if (box.kept.pending.length && !box.sentAt) setTimeout(() => send(box));
}

function begin(component) {
  const box = linked({ ...component, data: { html: "" } });
  box.classList.add("interactive");
  box.kept = keptOf(component.data);
  for (const name of ["late", "said"]) {
    box[name] = box.parentElement.appendChild(document.createElement("p"));
    box[name].className = `interactive-${name}`;
  }
  box.said.setAttribute("aria-live", "polite");
  box.put = (html) => Idiomorph.morph(box, html, { morphStyle: "innerHTML", callbacks: { beforeAttributeUpdated: isToBeSet } });
  // Out from under the bar that stays in view; the browser does not know that it lies there.
  box.addEventListener("focusin", ({ target }) => {
    live.typingIn = target;
    if (target.matches(":focus-visible") && !target.closest("[data-bar]")) target.scrollIntoView({ block: "nearest" });
  });
  return box;
}

// What a reader unfolded stays unfolded, and what was folded folded; and so does what is being typed.
function isToBeSet(name, node) {
  return !(name === "open" && node.matches("details[data-of]")) && !(name === "value" && node === document.activeElement);
}

function draw(box) {
  // Drawn once the hand lets go, and once all that was moved has been received: the next step goes on from what is shown.
  box.isDue = box.held || box.composing || box.kept.pending.some((one) => one.order);
  if (box.isDue) return;
  const isNew = box.shown !== box.component.data.html, before = document.activeElement;
  const top = isNew && box.contains(before) ? before.getBoundingClientRect().top : null;
  linked(box.component);
  if (isNew) {
    for (const form of box.querySelectorAll("form[data-do]")) fill(form, box.kept.typed.get(nameOf(form)));
    for (const list of box.querySelectorAll("[data-drop]")) if (!Sortable.get(list)) sortable(box, list);
    others(box);
    // What has the focus stays where it was on the screen, however much was folded or unfolded above it.
    if (top !== null && before.isConnected) scroller(before).scrollBy(0, before.getBoundingClientRect().top - top);
    const say = [...box.querySelectorAll("[data-say]")].map((one) => one.textContent).join(" ");
    if (say && say !== box.lastSay) speak(box, say);
    box.lastSay = say;
    tick(box);
  }
  const click = box.onclick;
  box.onclick = (event) => clicked(box, event) || click(event);
  box.onsubmit = (event) => submitted(box, event);
  box.oninput = (event) => (keep(box, event.target.closest("form[data-do]")), others(box));
  box.oncompositionstart = () => (box.composing = true);
  box.oncompositionend = () => ((box.composing = false), box.isDue && draw(box));
}

function submitted(box, event) {
  const form = event.target.closest("form[data-do]");
  if (!form) return;
  event.preventDefault();
  const name = nameOf(form);
  if (box.kept.pending.some((one) => one.form === name && isSame(one.fields, valuesOf(form)))) return; // it is on its way
  onEvent(box, form, form.dataset, { fields: valuesOf(form), form: name });
  keep(box, form);
}

function onEvent(box, from, { do: what, of = "", value = "" }, more) {
  const around = from.closest("[data-seen]"), since = performance.now();
  box.last = { what, at: since };
  const id = Date.now().toString(36) + Math.random().toString(36).slice(2);
  box.kept.pending.push({ id, do: what, of, value, seen: Number(around ? around.dataset.seen : 0), since, words: wordsOf(from), ...more });
  send(box);
}

// A button with data-pause does the same again only so many ms after: the second of two quick presses is a slip.
function act(box, button) {
  const { do: what, pause } = button.dataset;
  if (!(pause && box.last && box.last.what === what && performance.now() - box.last.at < Number(pause))) onEvent(box, button, button.dataset);
}

function send(box) {
  box.sentAt = performance.now();
  box.component.setTriggerValue("events", box.kept.pending.map(({ form, since, order, words, ...event }) => event));
}

function clicked(box, event) {
  const button = event.target.closest("button");
  if (!button) return false;
  if (button.dataset.set) set(box, button);
  else if (button.dataset.step) step(box, button.closest("[data-drag]"), Number(button.dataset.step));
  else if (button.matches("[data-print]")) box.querySelector("iframe").contentWindow.print();
  else if (button.dataset.do) act(box, button);
  return button.type !== "submit";
}

// Order: the list shows at once what was done; what comes back from the server holds.
function step(box, item, by) {
  const items = [...item.parentElement.children], at = items.indexOf(item) + by, focused = document.activeElement;
  if (at < 0 || at >= items.length) return speak(box, by < 0 ? "It is the first already." : "It is the last already.");
  item.parentElement.insertBefore(item, by < 0 ? items[at] : items[at].nextSibling);
  focused.focus({ preventScroll: true });
  focused.scrollIntoView({ block: "nearest" });
  moved(box, item);
}

function moved(box, item) {
  const items = [...item.parentElement.children], at = items.indexOf(item), { name, drag } = item.dataset;
  box.shown = null; // so that it is drawn anew even where nothing came of it
  speak(box, `${name}: now ${at + 1} of ${items.length}.`);
  const value = items[at + 1] ? items[at + 1].dataset.drag : "";
  onEvent(box, item, { do: item.parentElement.dataset.drop, of: drag, value }, { order: true, words: `move ${name}` });
}

function sortable(box, list) {
  const end = ({ item, oldIndex, newIndex }) => {
    if (box.held === "given up") list.insertBefore(item, list.children[oldIndex + (oldIndex > newIndex ? 1 : 0)]);
    else if (oldIndex !== newIndex) moved(box, item);
    box.held = false;
    if (box.isDue) draw(box);
  };
  const settings = { handle: "[data-handle]", draggable: "[data-drag]", chosenClass: "held", forceFallback: true };
  Sortable.create(list, { ...settings, onStart: () => (box.held = true), onEnd: end });
}

function pressed(event) {
  const { target } = event, box = [...boxes].find((one) => one.contains(target));
  if (event.isComposing) return;
  const item = box && target.closest("[data-drag]"), form = box && target.form;
  const held = [...boxes].find((one) => one.held);
  const does = {
    "Alt+ArrowUp": item && (() => step(box, item, -1)),
    "Alt+ArrowDown": item && (() => step(box, item, 1)),
    "$mod+Enter": form && (() => form.requestSubmit()),
    // A text has one line here: Enter sends it, except while a word is being put together.
    Enter: form && target.matches("textarea[data-line]") && (() => form.requestSubmit()),
    // Out of a field; what is typed stays. And a list is as it was before one was dragged.
    Escape: held ? () => giveUp(held) : form && (() => target.blur()),
  }[this.key];
  const keyed = !event.repeat && [...boxes].flatMap((one) => [...one.querySelectorAll(`[data-key="${this.key}"]:not(:disabled)`)].map((found) => [one, found]))[0];
  if (!does && !keyed) return;
  event.preventDefault();
  if (does) does();
  else if (keyed[1].matches(FIELDS)) keyed[1].focus();
  else act(...keyed);
}

function giveUp(box) {
  box.held = "given up";
  document.dispatchEvent(new PointerEvent("pointerup"));
}

// The one listener for keys and the one timer of the page.
const KEYS = ["Alt+ArrowUp", "Alt+ArrowDown", "$mod+Enter", "Enter", "Escape", "F8", "F9", "Alt+Shift+E", "Alt+Shift+S", "Alt+Shift+U"];
tinykeys.tinykeys(window, Object.fromEntries(KEYS.map((key) => [key, pressed.bind({ key })])));
setInterval(() => {
  checkConnection();
  for (const box of boxes) box.isConnected ? tick(box) : boxes.delete(box);
}, 250);
