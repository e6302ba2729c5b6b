// Asks again and again, more often than once a second and never twice at a time; goes on by itself after every failure, slower.
// `ask(signal)` gives the promise of a Response; `heard(response)` takes one; `lost(seconds)` says that there has been
// no answer for so long, and `found()` that there is one again. A page that nobody sees asks only if `unseen` is true.
// Returns a function that ends it.
const EVERY = 750, AT_MOST = 5000, PATIENCE = 8000, GRACE = 2500;
function keepAsking({ ask, heard, lost, found, unseen = false }) {
  let timer = null, asking = null, failures = 0, answered = performance.now(), ended = false;
  const isPaused = () => document.hidden && !unseen;
  const soon = (wait) => {
    clearTimeout(timer);
    if (!ended && !isPaused()) timer = setTimeout(once, wait);
  };
  const notice = () => failures && performance.now() - answered > GRACE && lost((performance.now() - answered) / 1000);
  async function once() {
    if (asking || ended) return;
    asking = new AbortController();
    const patience = setTimeout(() => asking.abort(), PATIENCE);
    try {
      const response = await ask(asking.signal);
      if (response.status >= 500) throw new Error(response.statusText);
      await heard(response);
      failures = 0;
      answered = performance.now();
      found();
    } catch {
      failures += 1;
    }
    clearTimeout(patience);
    asking = null;
    soon(failures ? Math.min(AT_MOST, EVERY * 2 ** (failures - 1)) : EVERY);
  }
  const seconds = setInterval(notice, 1000);
  const turn = () => {
    // Time for which nobody looked is no loss of the connection.
    if (!isPaused()) failures || (answered = performance.now());
    soon(0);
  };
  document.addEventListener("visibilitychange", turn);
  window.addEventListener("online", turn);
  soon(EVERY);
  return () => {
    ended = true;
    clearTimeout(timer);
    clearInterval(seconds);
    if (asking) asking.abort();
    document.removeEventListener("visibilitychange", turn);
    window.removeEventListener("online", turn);
  };
}
