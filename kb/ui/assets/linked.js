// Shows the HTML it is given. Links to our own screens are followed inside the session; links elsewhere, and clicks that
// ask for a new tab, are the browser's. In a table marked data-grid one cell is a tab stop and arrow keys move between cells.
// Which function the module exports is said where it is put together: acting.js stands on this one.
function linked(component) {
  const { data, parentElement } = component;
  let box = parentElement.querySelector(".linked");
  if (!box) {
    box = document.createElement("div");
    box.className = "linked";
    // A text to copy selects itself when entered, by keyboard or by touch.
    box.addEventListener("focusin", (event) => event.target.matches("textarea[readonly]") && event.target.select());
    parentElement.appendChild(box);
  }
  if (box.shown !== data.html) {
    box.innerHTML = data.html;
    box.shown = data.html;
    box.querySelectorAll("table[data-grid]").forEach(nameCells);
    goTo(box, window.location.hash || "#asked");
    // Whoever turned a page of a list reads on at its beginning.
    const turned = box.turned && box.querySelector("nav.pages p");
    box.turned = false;
    if (turned) {
      turned.tabIndex = -1;
      turned.focus();
    }
  }

  box.onclick = (event) => {
    const inside = event.target.closest("a[href^='#']");
    if (inside) {
      event.preventDefault();
      goTo(box, inside.hash);
      return;
    }
    const link = event.target.closest("a[href^='/'], a[href^='?']");
    if (!link || link.target || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // As if the reader had gone there through the browser's history: one run, and Back leads back here.
    const leaves = new URL(link.href).pathname !== window.location.pathname;
    box.turned = Boolean(link.closest("nav.pages"));
    window.history.pushState({}, "", link.href);
    // The title of the screen arrived at takes the focus, so that a screen reader begins there.
    if (leaves) focusTitleOnceChanged(document.querySelector("h1"));
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  };

  box.onkeydown = (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const cell = event.target.closest("table[data-grid] tbody :is(td, th)");
    if (!step || !cell) return;
    event.preventDefault();
    const rows = [...cell.closest("table").querySelectorAll("tbody tr:has(a)")];
    const row = rows[rows.indexOf(cell.parentElement) + step[0]];
    const next = row && row.cells[cell.cellIndex + step[1]];
    const target = next && next.querySelector("a");
    if (!target) return;
    cell.querySelector("a").tabIndex = -1;
    target.tabIndex = 0;
    target.focus();
  };
  return box;
}

function focusTitleOnceChanged(old) {
  const before = old && old.textContent;
  const watcher = new MutationObserver(() => {
    const title = document.querySelector("h1");
    if (!title || (title === old && title.textContent === before)) return;
    watcher.disconnect();
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  });
  watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
  setTimeout(() => watcher.disconnect(), 10000);
}

// Goes to a place in the text, which may be folded away.
function goTo(box, hash) {
  const place = hash && box.querySelector(`[id="${CSS.escape(hash.slice(1))}"]`);
  if (!place) return;
  const folded = place.closest("details");
  if (folded) folded.open = true;
  if (!place.matches("a")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView();
}

// The cells of a grid come short; here each link gets its address and a name in words from its row and column.
function nameCells(table) {
  const words = JSON.parse(table.dataset.words || "{}");
  const columns = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  let first = true;
  for (const row of table.querySelectorAll("tbody tr[data-row]")) {
    const name = row.cells[0].textContent;
    for (const link of row.querySelectorAll("a")) {
      const cell = link.parentElement;
      const column = columns[cell.cellIndex];
      if (column.dataset.column) {
        link.setAttribute("href", table.dataset.grid + row.dataset.row + "." + column.dataset.column);
        const said = [words[cell.className] || "", cell.title].filter(Boolean).join(", ");
        link.setAttribute("aria-label", `${name}, ${column.title || column.textContent}: ${said}`);
        cell.title = `${name}, ${column.title || column.textContent}: ${said}`;
      }
      link.tabIndex = first ? 0 : -1;
      first = false;
    }
  }
}
