// The field of the search. What is typed goes into the address after a short pause, as if the reader had followed a link
// there: the address is the only truth. The field itself is never drawn anew, so it keeps focus, cursor and what is typed.
const PAUSE = 250;

export default function (component) {
  const { data, parentElement } = component;
  let form = parentElement.querySelector("form.search");
  if (!form) {
    form = made();
    parentElement.appendChild(form);
  }
  const field = form.querySelector("input");
  const said = form.querySelector("p");
  // An address that did not come from this field, such as Back or a link, changes what stands in it.
  if (data.question !== form.sent) {
    form.sent = data.question;
    form.isBegun = false;
    field.value = data.question;
  }
  if (said.shown !== data.html) {
    said.innerHTML = data.html;
    said.shown = data.html;
  }
}

function made() {
  const form = document.createElement("form");
  form.className = "search";
  form.setAttribute("role", "search");
  form.innerHTML =
    '<div><input type="search" aria-label="Search passages, statements, actions and articles" placeholder="Words, a State, an action" autocomplete="off" spellcheck="false" dir="auto" maxlength="500"' +
    ' aria-describedby="search-said"><button type="submit">Search</button></div>' +
    '<p id="search-said" role="status"></p>';
  const field = form.querySelector("input");
  let waiting;
  field.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(() => ask(form, false), PAUSE);
  });
  field.addEventListener("compositionend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(form, false), PAUSE);
  });
  // Back may come before what was typed has been answered: then nothing is drawn anew.
  const returned = (event) => {
    if (!form.isConnected) window.removeEventListener("popstate", returned);
    else if (event.isTrusted) {
      clearTimeout(waiting);
      form.sent = field.value = new URL(window.location.href).searchParams.get("q") ?? "";
      form.isBegun = false;
    }
  };
  window.addEventListener("popstate", returned);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    ask(form, true);
  });
  return form;
}

// A search is one step to come back to: its first letter makes it, and what is typed until Enter changes it in place.
function ask(form, isStep) {
  const question = form.querySelector("input").value;
  const address = new URL(window.location.href);
  if (question.trim()) address.searchParams.set("q", question);
  else address.searchParams.delete("q");
  address.searchParams.delete("page");
  const isNew = !form.isBegun;
  form.isBegun = !isStep;
  if (question === form.sent) return;
  form.sent = question;
  if (isNew) window.history.pushState({}, "", address);
  else window.history.replaceState({}, "", address);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}
