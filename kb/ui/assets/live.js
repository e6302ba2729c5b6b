// While there is no connection Streamlit lays a window over the screen that tells to start the server in a terminal: here
// it is shut as soon as it opens (it stays so until the connection is back), and whoever was typing goes on.
let typingIn = null;
document.addEventListener("focusin", ({ target }) => {
  if (!target.closest("[data-testid=stDialog]")) typingIn = target;
});
const watching = new MutationObserver(() => {
  if (!document.querySelector("[data-testid=stConnectionStatus]")) return;
  const shut = document.querySelector("[data-testid=stDialog] section[role=dialog] > button");
  if (!shut) return;
  const before = typingIn;
  shut.click();
  setTimeout(() => before && before.isConnected && document.activeElement !== before && before.focus({ preventScroll: true }));
});

// Nothing to be seen: asks how far the session is and, when that is not what is drawn, asks for a new run.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let box = parentElement.querySelector(".live");
  if (!box) {
    box = document.createElement("p");
    box.className = "live";
    box.setAttribute("role", "status");
    parentElement.appendChild(box);
  }
  box.drawn = data;
  box.trigger = setTriggerValue;
  if (!box.end) {
    let asked = null;
    box.end = keepAsking({
      ask: (signal) => fetch(box.drawn.address, { signal, cache: "no-store" }),
      heard: async (response) => {
        const isGone = response.status === 404; // a rehearsal that was deleted: the run says so
        if (!response.ok && !isGone) throw new Error(response.statusText);
        const number = isGone ? -1 : Number(await response.text());
        const now = performance.now();
        // A run takes a moment; one that was asked for in vain is asked for again.
        if (number === box.drawn.number || (asked && asked.number === number && now - asked.at < 5000)) return;
        asked = { number, at: now };
        box.trigger("moved", number);
      },
      lost: () => lose(true, "Connection lost. What others do is not shown; what you do waits and is sent once it is back."),
      found: () => lose(false, ""),
    });
    watching.observe(document.body, { childList: true, subtree: true });
  }
  function lose(isLost, words) {
    window.actingLost = isLost;
    say(words);
  }
  function say(words) {
    if (box.textContent !== words) box.textContent = words;
  }
  return () => {
    if (box.end) box.end();
    box.end = null;
    watching.disconnect();
    window.actingLost = false;
  };
}
