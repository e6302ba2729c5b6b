// What is typed in a form, and a form that was sent and not heard, stay in the browser's session storage: a reload loses
// neither. They are kept by who is signed in and by the place on the screen, and come back with the speaker they are of.
function draftsOf({ whose, key }) {
  return `kb-draft ${whose} ${key} `;
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

// Which moves wait: on the bar that stays in view those of the whole desk, where there is none those of this place.
function showWaiting(box) {
  const bar = document.querySelector("[data-bar]");
  const places = !bar ? [box.kept] : box.contains(bar) ? [...window.actingKept.values()] : [];
  const isLate = (one) => window.actingLost || performance.now() - one.since > AGAIN_MS;
  const late = places.flatMap((one) => one.pending).filter(isLate).sort((one, other) => one.since - other.since);
  const first = late.slice(0, MOST_WAITING).map((one) => one.words).join("; ");
  const more = late.length > MOST_WAITING ? ` and ${late.length - MOST_WAITING} more` : "";
  const words = late.length ? `${late.length === 1 ? "1 move waits" : `${late.length} moves wait`}: ${first}${more}.` : "";
  if (box.late.textContent === words) return;
  box.late.textContent = words;
  speak(box, words || "What you did has come in.");
}
