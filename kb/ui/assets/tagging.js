// The keys of the form that tags a passage. Those pressed before the screen shows what the last one did wait for it, so that none is lost or meant for another passage; what is typed behind them waits with them. After an assessment whoever types chooses actions.
const OURS = /^(Alt(Digit[1-9]|Key[JKLUIOZ])|CtrlEnter|F8)$/;
const LATE_MS = 10000; // after which a key is taken to have done nothing
const SETTLES_MS = 80; // until the fields have what a run gave them
const waiting = [];
let last = null, isOwn = false, isListening = false, ranAt = 0;

function nameOf(event) {
  return (event.ctrlKey || event.metaKey ? "Ctrl" : "") + (event.altKey ? "Alt" : "") + event.code;
}

function isRunning() {
  const isOver = document.querySelector('[data-testid="stApp"]').dataset.testScriptState === "notRunning";
  if (!isOver || document.querySelector('[data-testid="stMain"] [data-stale="true"]')) ranAt = performance.now();
  return performance.now() - ranAt < SETTLES_MS;
}

// Which form is shown: another one after every change.
function form() {
  const shown = document.querySelector('[class*="st-key-save-"]');
  return shown && [...shown.classList].find((name) => name.startsWith("st-key-save-"));
}

// The button that has this key, as in "✓ Progress Alt + 1".
function button(name) {
  const shortcut = name.replace(/Digit|Key/, "").replace(/^(Alt|Ctrl)/, "$1 + ");
  return [...document.querySelectorAll('[data-testid="stMain"] button')].find((one) => one.textContent.endsWith(shortcut));
}

// What a button says; and what is chosen in the field that a suggestion is taken into: it follows later, and is what is sent.
const label = (name) => button(name)?.textContent;
const chosen = (name) => button(name)?.closest(".st-key-actions, .st-key-themes")?.querySelector('[data-testid="stMultiSelect"]').textContent;

// As if no field had the focus, where an open list takes Enter for itself.
function press(event) {
  const { key, code, keyCode, altKey, ctrlKey, metaKey } = event, name = nameOf(event);
  if (!label(name)) return;
  last = { at: performance.now(), form: form(), name, label: label(name), chosen: chosen(name) };
  isOwn = true;
  for (const type of ["keydown", "keyup"])
    document.body.dispatchEvent(new KeyboardEvent(type, { key, code, keyCode, which: keyCode, altKey, ctrlKey, metaKey, bubbles: true, cancelable: true }));
  isOwn = false;
  if (code.startsWith("Digit")) document.querySelector(".st-key-actions input")?.focus();
}

// Whether the screen shows what the last key did: another tick, or another form.
function isShown() {
  if (!last || form() !== last.form || performance.now() - last.at > LATE_MS) return true;
  const isTicked = label(last.name) !== last.label, isChosen = last.chosen === undefined || chosen(last.name) !== last.chosen;
  if (!isTicked || !isChosen) ranAt = performance.now();
  return isTicked && isChosen;
}

// A sign, Enter or Backspace in the field of the actions, as if pressed there.
function type({ key, code, keyCode }) {
  const field = document.querySelector(".st-key-actions input");
  if (!field) return;
  field.focus();
  isOwn = true;
  if (key.length > 1) field.dispatchEvent(new KeyboardEvent("keydown", { key, code, keyCode, which: keyCode, bubbles: true, cancelable: true }));
  else document.execCommand("insertText", false, key);
  isOwn = false;
  // The list below the field follows.
  ranAt = performance.now();
}

const isReady = () => isShown() && !isRunning();

function next() {
  while (waiting.length && isReady()) {
    last = null;
    const event = waiting.shift();
    if (OURS.test(nameOf(event))) press(event);
    else type(event);
  }
}

// Until a tag that was taken is shown and the fields have settled, what is typed would be lost to them. What is typed into another field is for that.
const isBusy = () => !document.activeElement.matches(":is(input, textarea):not(.st-key-actions *)") && (waiting.length > 0 || (/^Alt/.test(last?.name) && !isReady()));
const isTyped = ({ key, ctrlKey, altKey, metaKey }) => !ctrlKey && !altKey && !metaKey && (key.length === 1 || key === "Enter" || key === "Backspace");

function onKey(event) {
  if (isOwn || !(OURS.test(nameOf(event)) ? form() || waiting.length : isBusy() && isTyped(event))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!event.repeat || isTyped(event)) waiting.push(event);
  next();
}

// Once for all forms: also while one is taken away for the next.
export default function () {
  if (isListening) return;
  isListening = true;
  window.addEventListener("keydown", onKey, true);
  new MutationObserver(next).observe(document.querySelector('[data-testid="stApp"]'), { attributes: true });
  setInterval(next, SETTLES_MS / 2);
}
