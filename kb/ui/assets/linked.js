// Shows the HTML it is given; navigation.js follows its links to our own screens inside the session. In a table marked data-grid one cell is a tab stop and arrow keys move between cells.
// Which function the module exports is said where it is put together: interactive.js stands on this one.
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
    if (box.put) box.put(data.html);
    else box.innerHTML = data.html;
    box.shown = data.html;
    box.querySelectorAll("table[data-grid]").forEach(nameCells);
    // A way that is for some only, as that to reply for one State.
    for (const way of box.querySelectorAll("template[data-of]")) if (way.dataset.of.split(" ").includes(data.replier)) way.replaceWith(way.content);
    if (data.base) for (const link of box.querySelectorAll("a[href^='/']")) link.setAttribute("href", data.base + link.getAttribute("href"));
    goTo(box, window.location.hash || "#asked");
    // A page of a file scrolls by itself to the passage that was asked for.
    const leaf = box.querySelector(".leaf");
    const marked = leaf && leaf.querySelector(".place.asked span, .place.asked");
    if (marked) leaf.scrollTop = marked.getBoundingClientRect().top - leaf.getBoundingClientRect().top - leaf.clientHeight / 3;
    // Whoever turned a page of a list reads on at its beginning.
    const turned = box.turned && box.querySelector("nav.pages p");
    box.turned = false;
    if (turned) {
      turned.tabIndex = -1;
      turned.focus();
    }
  }

  box.onclick = (event) => {
    const inside = event.target.closest("a[href^='#'], a[data-near]");
    const hash = inside && (inside.dataset.near ? `#${inside.dataset.near}` : inside.hash);
    // Passages and the file that they were made of stand in boxes of their own.
    if (hash && (inside.hash || document.getElementById(inside.dataset.near))) {
      event.preventDefault();
      goTo(box, hash) || goTo(document, hash);
      return;
    }
    // navigation.js goes there.
    box.turned = Boolean(event.target.closest("nav.pages a"));
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

// Goes to a place in the text, which may be folded away.
function goTo(box, hash) {
  const place = hash && box.querySelector(`[id="${CSS.escape(hash.slice(1))}"]`);
  if (!place) return false;
  const folded = place.closest("details");
  if (folded) folded.open = true;
  if (!place.matches("a")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  // A link on a picture has no size of its own.
  (place.querySelector(":scope > span") ?? place).scrollIntoView();
  return true;
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
