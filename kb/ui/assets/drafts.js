// What is typed in a form, and a form that was sent and not heard, stay in the browser's session storage: a reload loses
// neither. They are kept by who is signed in and by the place on the screen, and come back with the speaker they are of.
function draftsOf({ whose, key }) {
  return `kb-draft ${whose} ${key} `;
}

function nameOf(form) {
  return `${form.dataset.do} ${form.dataset.of || ""}`;
}

function valuesOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) (fields[name] = fields[name] || []).push(String(value));
  return fields;
}

function isSame(some, others) {
  return JSON.stringify(some) === JSON.stringify(others);
}

function stored(action) {
  try {
    return action(window.sessionStorage);
  } catch {
    return null; // storage that is full or switched off: then only a reload loses it, as before
  }
}

// What is typed outlasts a look at another view or screen. What a button or a key did there is not done later.
function keptOf(data) {
  window.actingKept = window.actingKept || new Map();
  const prefix = draftsOf(data);
  const { typed, pending } = window.actingKept.get(prefix) || restored(prefix);
  const kept = { prefix, typed, pending: pending.filter((one) => one.form) };
  window.actingKept.set(prefix, kept);
  return kept;
}

function restored(prefix) {
  const typed = new Map(), pending = [];
  stored((storage) => {
    for (const name of Object.keys(storage).filter((one) => one.startsWith(prefix))) {
      const { fields, deed } = JSON.parse(storage.getItem(name));
      typed.set(name.slice(prefix.length), fields);
      if (deed) pending.push({ ...deed, since: performance.now() });
    }
  });
  return { typed, pending };
}

// Keeps what a form says, with what of it was sent and not heard; nothing where nothing was typed.
function keep(box, form) {
  if (!form) return;
  const { typed, pending, prefix } = box.kept, name = nameOf(form), fields = valuesOf(form);
  const deed = pending.find((one) => one.form === name);
  const isTyped = [...form.elements].some((one) => one.matches("input, textarea") && one.value !== one.defaultValue);
  typed.set(name, fields);
  if (isTyped || deed) stored((storage) => storage.setItem(prefix + name, JSON.stringify({ fields, deed })));
  else stored((storage) => storage.removeItem(prefix + name));
}

function forget(box, name) {
  box.kept.typed.delete(name);
  stored((storage) => storage.removeItem(box.kept.prefix + name));
}

// A draft is never shown for another than it is of: the field named in data-about must still offer whom it is about.
function fill(form, typed) {
  if (!typed) return;
  const offers = (field, value) => [...field.options].some((one) => one.value === value);
  const { about } = form.dataset;
  if (about && !offers(form.elements[about], (typed[about] || [])[0])) return;
  for (const field of form.elements) {
    if (!field.name) continue;
    const values = typed[field.name] || [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.tagName !== "SELECT" || offers(field, values[0])) field.value = values[0] || "";
  }
}

// What of a deed waits, in words: data-waits, or what its button says; of a form with whom it is about.
function wordsOf(from) {
  const { waits, about } = from.dataset;
  if (waits) return about ? `${waits} ${from.elements[about].selectedOptions[0].text}` : waits;
  const button = from.matches("form") ? from.querySelector("[type=submit]") : from;
  const label = button.cloneNode(true);
  for (const key of label.querySelectorAll("kbd")) key.remove();
  return button.getAttribute("aria-label") || label.textContent.trim();
}

// A form is emptied once it has been heard, unless it says something else by now. A field with data-keep stays as it was
// chosen; whoever sent the form and has not gone elsewhere goes on in its field with data-first.
function emptied(box, event) {
  const form = [...box.querySelectorAll("form[data-do]")].find((one) => nameOf(one) === event.form);
  if (form && !isSame(valuesOf(form), event.fields)) return keep(box, form);
  forget(box, event.form);
  if (!form) return;
  const kept = [...form.querySelectorAll("[data-keep]")].map((field) => [field, field.value]);
  form.reset();
  for (const [field, value] of kept) field.value = value;
  if (kept.length) keep(box, form);
  const first = form.querySelector("[data-first]"), at = document.activeElement;
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
function set(box, { form, dataset: { set: name, to }, parentElement }) {
  const field = form.elements[name], follows = form.elements[field.dataset.along];
  const before = field.selectedOptions[0].dataset.along;
  field.value = to;
  const after = field.selectedOptions[0].dataset.along;
  if (after && (!follows.value || follows.value === before)) follows.value = after;
  form.elements[parentElement.dataset.begun].focus();
  keep(box, form);
  others(box);
}

// Which moves wait, of these that were sent and not heard: one is late after AGAIN_MS, or at once without a connection.
const AGAIN_MS = 4000, MOST_WAITING = 3;
function waitingWords(pending, now, isLost) {
  const late = pending.filter((one) => isLost || now - one.since > AGAIN_MS).sort((one, other) => one.since - other.since);
  const first = late.slice(0, MOST_WAITING).map((one) => one.words).join("; ");
  const more = late.length > MOST_WAITING ? ` and ${late.length - MOST_WAITING} more` : "";
  return late.length ? `${late.length === 1 ? "1 move waits" : `${late.length} moves wait`}: ${first}${more}.` : "";
}
