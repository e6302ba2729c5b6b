// Follows a session: shows what the server made of it, lets the speaker's time run on between two answers, and says
// when there is no answer. The time goes by the window's own monotonic clock, never by a time of day.
const room = document.getElementById("room"), said = document.getElementById("said"), lost = document.getElementById("lost");
let used = room.dataset.used, at = performance.now(), isLost = false;

function minutes(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function inWords(seconds) {
  const isShort = seconds < 60, number = Math.floor(isShort ? seconds : seconds / 60);
  return `${number} ${isShort ? "second" : "minute"}${number === 1 ? "" : "s"}`;
}

function write(element, words) {
  if (element && element.textContent !== words) element.textContent = words;
}

function tick() {
  const time = room.querySelector(".time");
  // Without an answer nobody knows whether the speaker still speaks.
  if (!time || used === null || used === undefined || isLost) return;
  const now = Number(used) + performance.now() - at, over = now - Number(time.dataset.allotted);
  write(time.querySelector(".used"), minutes(now));
  write(time.querySelector(".by"), minutes(over));
  time.querySelector(".over").hidden = over < 1000;
}

function say() {
  write(said, room.querySelector("main").dataset.said);
}

keepAsking({
  ask: (signal) => fetch(`${location.pathname.replace(/\/$/, "")}/now?seen=${room.dataset.seen}`, { signal, cache: "no-store" }),
  heard: async (response) => {
    if (response.status === 404) return location.reload(); // a rehearsal that was deleted: the page says so
    if (!response.ok) throw new Error(response.statusText);
    if (response.headers.get("Kb-Version") !== room.dataset.version) return location.reload();
    if (response.status === 200) {
      const html = await response.text();
      // Made by our own server, with every name escaped; and the page's policy runs no script but this one.
      room.innerHTML = html;
      room.dataset.seen = response.headers.get("Kb-Seen");
      say();
    }
    used = response.headers.get("Kb-Used");
    at = performance.now();
  },
  lost: (seconds) => {
    isLost = true;
    lost.hidden = false;
    write(lost.querySelector(".ago"), `No answer for ${inWords(seconds)}.`);
  },
  found: () => {
    isLost = false;
    lost.hidden = true;
    tick();
  },
  // A projector's window may pass for unseen though a room looks at it.
  unseen: true,
});
setInterval(tick, 250);
say();
