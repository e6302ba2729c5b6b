// Runs the screen anew once the session that it shows has gone on, and says when the connection is lost.
// A run takes a moment; one that was asked for in vain is asked for again after RERUN_MS.
const RERUN_MS = 5000;
const live = { box: null, following: null, latest: null, asked: null, lost: false, typingIn: null };

function watch(box) {
  const { watch: wanted } = box.component.data;
  if (!wanted) return;
  live.box = box;
  if (live.following && live.address === wanted.address) return;
  stopWatching();
  live.address = wanted.address;
  live.box = box;
  box.live = box.parentElement.appendChild(document.createElement("p"));
  box.live.className = "live";
  box.live.setAttribute("role", "status");
  // A rehearsal that was deleted has no number: the run says so.
  live.following = follow(wanted.address, { state: (number) => (live.latest = Number(number)), time: () => {}, gone: () => (live.latest = -1) });
  shutting.observe(document.body, { childList: true, subtree: true });
}

function stopWatching() {
  if (live.box && live.box.live) live.box.live.remove();
  if (live.following) live.following.close();
  shutting.disconnect();
  Object.assign(live, { box: null, following: null, latest: null, asked: null, lost: false });
}

function checkConnection() {
  const { box, following } = live;
  if (!following) return;
  if (!box.isConnected) return stopWatching();
  live.lost = following.check() > 0;
  const words = live.lost ? "Connection lost. What others do is not shown; what you do waits and is sent once it is back." : "";
  if (box.live.textContent !== words) box.live.textContent = words;
  const now = performance.now(), { latest, asked } = live;
  if (latest === null || latest === box.component.data.watch.number || (asked && asked.latest === latest && now - asked.at < RERUN_MS)) return;
  live.asked = { latest, at: now };
  box.component.setTriggerValue("moved", latest);
}

// While there is no connection Streamlit lays a window over the screen that tells to start the server in a terminal: here
// it is shut as soon as it opens (it stays so until the connection is back), and whoever was typing goes on.
const shutting = new MutationObserver(() => {
  const shut = document.querySelector("[data-testid=stConnectionStatus]") && document.querySelector("[data-testid=stDialog] section[role=dialog] > button");
  if (!shut) return;
  const before = live.typingIn;
  shut.click();
  setTimeout(() => before && before.isConnected && document.activeElement !== before && before.focus({ preventScroll: true }));
});
