// Shows what the server made of a session, lets the speaker's time run on between two events, and says when there are none.
// The time goes by the window's own monotonic clock, never by a time of day.
const room = document.getElementById("room"), said = document.getElementById("said"), lost = document.getElementById("lost");
let used = room.dataset.used ?? "", at = performance.now();

function inWords(seconds) {
  const isShort = seconds < 60, number = Math.floor(isShort ? seconds : seconds / 60);
  return `${number} ${isShort ? "second" : "minute"}${number === 1 ? "" : "s"}`;
}

function write(element, words) {
  if (element && element.textContent !== words) element.textContent = words;
}

function say() {
  write(said, room.querySelector("main").dataset.said);
}

const following = follow(
  `${location.pathname.replace(/\/$/, "")}/events`,
  {
    state: (data, state) => {
      const told = JSON.parse(data);
      if (told.version !== room.dataset.version) return location.reload();
      if (state === room.dataset.seen) return;
      // Made by our own server, with every name escaped; and the page's policy runs no script but this one.
      room.innerHTML = told.room;
      room.dataset.seen = state;
      say();
    },
    time: (data) => {
      used = data;
      at = performance.now();
    },
    gone: () => location.reload(), // a rehearsal that was deleted: the page says so
  },
  // A projector's window may pass for unseen though a room looks at it.
  { unseen: true },
);

function tick() {
  const silent = following.check(), time = room.querySelector(".time");
  lost.hidden = !silent;
  // Without an answer nobody knows whether the speaker still speaks.
  if (silent) return write(lost.querySelector(".ago"), `No answer for ${inWords(silent / 1000)}.`);
  if (!time || used === "") return;
  const now = Number(used) + performance.now() - at, over = now - Number(time.dataset.allotted);
  write(time.querySelector(".used"), minutes(now));
  write(time.querySelector(".by"), minutes(over));
  time.querySelector(".over").hidden = over < 1000;
}

setInterval(tick, 250);
tick();
say();
