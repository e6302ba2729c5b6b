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
        if (!response.ok) throw new Error(response.statusText);
        const number = Number(await response.text());
        const now = performance.now();
        // A run takes a moment; one that was asked for in vain is asked for again.
        if (number === box.drawn.number || (asked && asked.number === number && now - asked.at < 5000)) return;
        asked = { number, at: now };
        box.trigger("moved", number);
      },
      lost: () => say("Connection lost. What others do is not shown until it is back; it comes back by itself."),
      found: () => say(""),
    });
  }
  function say(words) {
    if (box.textContent !== words) box.textContent = words;
  }
  return () => {
    if (box.end) box.end();
    box.end = null;
  };
}
