// What goes on by itself in a box: the clocks, which moves wait, and the bar that stays in view above the rest.
function tick(box) {
  const now = performance.now(), bar = document.querySelector("[data-bar]");
  if (box.kept.pending.length && now - box.sentAt > AGAIN_MS) send(box);
  // On the bar the moves of the whole desk that wait; where there is none those of this place.
  const places = !bar ? [box.kept] : box.contains(bar) ? [...window.actingKept.values()] : [];
  const words = waitingWords(places.flatMap((one) => one.pending), now, live.lost);
  if (box.late.textContent !== words) {
    box.late.textContent = words;
    speak(box, words || "What you did has come in.");
  }
  if (bar && box.contains(bar) && bar.offsetHeight !== box.covered) cover(box, bar);
  if (box.clock !== undefined) for (const one of box.querySelectorAll("[data-since]")) runOn(one, box.clock + now);
}

// The time used in a [data-since] when the desk's clock shows this.
function runOn(one, clock) {
  const ms = Number(one.dataset.used) + Math.max(0, clock - Number(one.dataset.since)), words = minutes(ms);
  if (one.textContent !== words) one.textContent = words;
  (one.closest("[data-clock]") || one).toggleAttribute("data-over", ms > Number(one.dataset.most));
}

// How much the bar covers: what has, or gets, the focus is kept clear of it.
function cover(box, bar) {
  const covered = bar.offsetHeight, at = document.activeElement;
  document.documentElement.style.setProperty("--bar", `${covered}px`);
  const isUnder = at && at.closest(".interactive") && !bar.contains(at) && at.getBoundingClientRect().top < bar.getBoundingClientRect().bottom;
  if (isUnder && covered > box.covered && at.getBoundingClientRect().bottom > 0) at.scrollIntoView({ block: "nearest" });
  box.covered = covered;
}

function speak(box, words) {
  box.said.textContent = words;
}

function scroller(element) {
  for (let one = element; one; one = one.parentElement)
    if (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  return document.scrollingElement;
}
