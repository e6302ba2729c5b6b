// Follows a session by server-sent events. `take` has a function for each kind of event; it is given what was sent.
// The browser connects again by itself after most losses; where it gave up, or nothing comes though it seems connected,
// `check` does. It is to be called about four times a second, and gives for how many milliseconds nothing was heard, 0
// while the connection is good. Without `unseen` a page that nobody looks at lets go of its connection.
const LOST_MS = 5000, REOPEN_MS = 3000;
function follow(address, take, { unseen = false, now = () => performance.now() } = {}) {
  let source = null, heardAt = now(), openedAt = now();
  function close() {
    if (source) source.close();
    source = null;
  }
  function open() {
    close();
    openedAt = now();
    source = new EventSource(address);
    for (const [kind, given] of Object.entries(take))
      source.addEventListener(kind, (event) => {
        heardAt = now();
        given(event.data, event.lastEventId);
      });
  }
  function check() {
    if (document.hidden && !unseen) {
      close();
      return 0;
    }
    // Time for which nobody looked is no loss of the connection.
    if (!source) heardAt = now();
    const silent = now() - heardAt;
    const hangs = silent > LOST_MS && now() - openedAt > LOST_MS;
    const gaveUp = source && source.readyState === EventSource.CLOSED && now() - openedAt > REOPEN_MS;
    if (!source || hangs || gaveUp) open();
    return silent > LOST_MS ? silent : 0;
  }
  return { check, close };
}

// A length of time as minutes and seconds: 3:20.
function minutes(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
