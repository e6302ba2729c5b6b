// What our scripts do by themselves, tried without a browser: following a session, drafts, which moves wait, minutes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";

const ASSETS = new URL("../../kb/ui/assets/", import.meta.url);
const text = (name) => readFileSync(new URL(name, ASSETS), "utf8");

class EventSource {
  static CLOSED = 2;
  static all = [];
  constructor(address) {
    Object.assign(this, { address, readyState: 1, takes: {} });
    EventSource.all.push(this);
  }
  addEventListener(kind, take) {
    this.takes[kind] = take;
  }
  close() {
    this.readyState = EventSource.CLOSED;
  }
  send(kind, data, lastEventId = "") {
    this.takes[kind]({ data, lastEventId });
  }
}

class Storage {
  constructor(kept = {}) {
    Object.assign(this, kept);
  }
  getItem(name) {
    return this[name];
  }
  setItem(name, value) {
    this[name] = value;
  }
  removeItem(name) {
    delete this[name];
  }
}

let now, page, last;
const window = { sessionStorage: new Storage() };
const load = (names, wanted) => new Function("EventSource", "document", "window", "performance", `${names.map(text).join("\n")}\nreturn { ${wanted} };`);
beforeEach(() => {
  now = 0;
  page = { hidden: false };
  EventSource.all = [];
  last = () => EventSource.all.at(-1);
});
const scripts = () => load(["following.js", "drafts.js"], "follow, minutes, keptOf, waitingWords")(EventSource, page, window, { now: () => now });
const pass = (milliseconds) => (now += milliseconds);

test("minutes and seconds, and never less than nothing", () => {
  const { minutes } = scripts();
  assert.deepEqual([0, 59_999, 60_000, 754_000, -5].map(minutes), ["0:00", "0:59", "1:00", "12:34", "0:00"]);
});

test("what is sent is taken, with the state that it is of", () => {
  const taken = [];
  const following = scripts().follow("/invented", { state: (...given) => taken.push(given) });
  following.check();
  last().send("state", "words", "3.1");
  assert.deepEqual(taken, [["words", "3.1"]]);
  assert.equal(last().address, "/invented");
});

test("silence is a loss after a while, and a word ends it", () => {
  const following = scripts().follow("/invented", { time: () => {} });
  assert.equal(following.check(), 0);
  pass(4000);
  assert.equal(following.check(), 0);
  pass(2000);
  assert.equal(following.check(), 6000);
  last().send("time", "");
  assert.equal(following.check(), 0);
});

test("a connection that hangs is opened anew, and not at every look", () => {
  const following = scripts().follow("/invented", { time: () => {} });
  following.check();
  pass(6000);
  following.check();
  assert.equal(EventSource.all.length, 2);
  assert.equal(EventSource.all[0].readyState, EventSource.CLOSED);
  pass(250);
  following.check();
  assert.equal(EventSource.all.length, 2);
});

test("one that the browser gave up is opened anew, a moment later", () => {
  const following = scripts().follow("/invented", { time: () => {} });
  following.check();
  last().readyState = EventSource.CLOSED;
  pass(1000);
  following.check();
  assert.equal(EventSource.all.length, 1);
  pass(2500);
  following.check();
  assert.equal(EventSource.all.length, 2);
});

test("a page that nobody sees lets go, and is told anew without having lost anything; a projector holds on", () => {
  const following = scripts().follow("/invented", { time: () => {} });
  const projector = scripts().follow("/projector", { time: () => {} }, { unseen: true });
  following.check();
  projector.check();
  const [one, other] = EventSource.all;
  page.hidden = true;
  pass(1000);
  following.check();
  projector.check();
  assert.deepEqual([one.readyState, other.readyState], [EventSource.CLOSED, 1]);
  pass(60_000);
  page.hidden = false;
  assert.equal(following.check(), 0);
  assert.equal(last().address, "/invented");
});

test("what was typed comes back for whoever typed it there, and what a button did does not", () => {
  const draft = (deed) => JSON.stringify({ fields: { said: ["Invented"] }, deed });
  window.actingKept = undefined;
  window.sessionStorage = new Storage({
    "kb-draft p-1 note-x note ": draft({ id: "1", form: "note ", words: "note" }),
    "kb-draft p-2 note-x note ": draft(),
  });
  const kept = scripts().keptOf({ whose: "p-1", key: "note-x" });
  assert.deepEqual([...kept.typed], [["note ", { said: ["Invented"] }]]);
  assert.deepEqual(kept.pending.map((one) => one.id), ["1"]);
  assert.equal(scripts().keptOf({ whose: "p-3", key: "note-x" }).typed.size, 0);
  kept.pending.push({ id: "2" });
  window.actingKept.get(kept.prefix).pending = kept.pending;
  assert.deepEqual(scripts().keptOf({ whose: "p-1", key: "note-x" }).pending.map((one) => one.id), ["1"]);
});

test("moves that wait are named, the earliest first, and many are counted", () => {
  const { waitingWords } = scripts();
  const pending = ["c", "a", "b", "d"].map((words, place) => ({ words, since: [30, 10, 20, 40][place] }));
  assert.equal(waitingWords(pending, 100, false), "");
  assert.equal(waitingWords(pending.slice(0, 1), 100, true), "1 move waits: c.");
  assert.equal(waitingWords(pending, 4025, false), "2 moves wait: a; b.");
  assert.equal(waitingWords(pending, 9000, false), "4 moves wait: a; b; c and 1 more.");
});
