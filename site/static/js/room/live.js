// Keeps the room's screen as the room stands: told by the server where it can, else by asking every few seconds.
import { watchBoard } from "./board.js";
import { Clock } from "./clock.js";
import { Outbox } from "./outbox.js";
import { isHeld, release, swap } from "./swap.js";

const LOOK_IN = 60000; // beside a stream: who is silent by now, what is open no more
const PULSE = 15000;
const SPREAD = 800;
const LATER = 700; // first everybody sees what happened, then the leader's buttons follow
const MOVES = ["next", "back", "jump"];
const OUT = new Set([403, 404]);

const root = document.getElementById("room");
const words = root.dataset;
const POLL = Number(words.lookEvery) * 1000;
let version = Number(words.version);
let step = Number(words.step);
let etag = "";
let streaming = false;
let timer = 0;
let leader;
let led;
let source = null;
let isOut = false;

const say = (text) => {
  const place = document.getElementById("room-says");
  place.textContent = place.textContent === text ? `${text}\u00a0` : text;
};

const tell = (text, tone = "info") => {
  const place = document.getElementById("room-message");
  if (!text) return;
  place.className = `room__message notice notice--${tone}`;
  place.querySelector("p").textContent = text;
  place.hidden = false;
  goAlong.hidden = true;
};

const goAlong = document.querySelector("#room-message [data-go-along]");
const clock = new Clock(document.getElementById("room-clock"), say);

// --- what comes in ---------------------------------------------------------------------------------------------

function show(state, { forced = false } = {}) {
  if (state.version < version) return;
  if (!state.stage && state.step !== step) {
    look({ afresh: true });
    return;
  }
  version = state.version;
  const moved = state.step !== step;
  step = state.step;
  root.toggleAttribute("data-leads", Boolean(state.leads ?? "leads" in words));
  clock.set(state.clock);
  const before = { ...document.getElementById("room-board")?.dataset };
  for (const part of ["stage", "own", "lead"]) if (state[part]) swap(state[part], { forced });
  const board = document.getElementById("room-board")?.dataset ?? {};
  if (board.step === before.step && board.state !== before.state) say(board.says);
  if (moved) arrive();
  mention();
  const closed = "closed" in (document.getElementById("room-now")?.dataset ?? {});
  if (closed && !("closed" in words)) location.reload();
}

function arrive() {
  const now = document.getElementById("room-now");
  say(words.wordsStep.replace("{step}", now.dataset.title));
  if (now.getBoundingClientRect().top < 0) now.scrollIntoView({ block: "start" });
}

// Somebody is still typing at the step before: said once.
let mentioned = 0;
function mention() {
  const own = document.getElementById("room-own");
  if (!own || !isHeld("room-own") || Number(own.dataset.step) === step || mentioned === step) return;
  mentioned = step;
  tell(words.wordsWent);
  goAlong.hidden = false;
}

// One drawing goes to everybody: the screen of the case owner knows whose it is, and each has a token of its own.
function personalise() {
  for (const one of document.querySelectorAll("[data-seat]")) one.hidden = one.dataset.seat !== words.participant;
  for (const form of root.querySelectorAll("form[method=post]:not(:has([name=csrfmiddlewaretoken]))")) {
    const token = Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken" });
    token.value = words.token;
    form.prepend(token);
  }
}

function connected(yes) {
  const place = document.getElementById("room-connection");
  if (place.hidden && !yes) say(place.textContent.trim());
  place.hidden = yes;
}

// --- asking ----------------------------------------------------------------------------------------------------

async function look({ afresh = false, parts = "" } = {}) {
  clearTimeout(timer);
  if (isOut) return;
  try {
    const headers = { Accept: "application/json", ...(etag && !afresh ? { "If-None-Match": etag } : {}) };
    if (parts) headers["Room-Parts"] = parts;
    const answer = await fetch(words.state, { headers, cache: "no-store" });
    connected(answer.status < 500);
    if (answer.ok) {
      if (!parts) etag = answer.headers.get("ETag") ?? "";
      show(await answer.json());
    } else if (OUT.has(answer.status)) leave(await answer.json().catch(() => null));
  } catch {
    connected(false);
  }
  clearTimeout(timer);
  if (!isOut) timer = setTimeout(look, streaming ? LOOK_IN : POLL);
}

// Signed out, shown out, or no longer at the table: what others wrote goes off the screen.
function leave(answer) {
  clearTimeout(timer);
  source?.close();
  isOut = true;
  for (const part of ["now", "clock", "board", "steps", "lead", "own"]) document.getElementById(`room-${part}`)?.remove();
  tell(`${answer?.message ?? ""} ${words.wordsOut}`.trim(), "caution");
}

function stream(address) {
  source = new EventSource(address);
  source.onopen = () => {
    streaming = true;
    connected(true);
  };
  source.onmessage = ({ data }) => hear(JSON.parse(data));
  source.addEventListener("gone", () => {
    source.close();
    streaming = false;
    look({ afresh: true });
  });
  source.onerror = () => {
    streaming = false;
    look();
  };
}

function hear(event) {
  const isNew = event.step !== step;
  const isLed = leader !== undefined && event.leader !== leader;
  const isMine = event.leader === Number(words.participant);
  const hasOther = event.led !== led;
  leader = event.leader;
  led = event.led;
  if (!event.stage) {
    soon({ afresh: true });
    return;
  }
  show(event);
  const leads = hasOther && (isLed || isMine || "leads" in words);
  const listens = document.querySelector(`#room-own [data-seat="${words.participant}"]`); // and has nothing to write
  if (event.refresh || (isNew && (!event.own || listens))) soon({ afresh: true, parts: leads ? "own lead" : "own" });
  else if (leads) soon({ afresh: true, parts: "lead" });
}

// Not all screens at the same moment; and once for what comes in between.
let coming = null;
function soon(asked) {
  const isUnderWay = coming !== null;
  coming = isUnderWay && coming.parts !== asked.parts ? { afresh: true } : asked;
  if (isUnderWay) return;
  setTimeout(() => {
    const now = coming;
    coming = null;
    look(now);
  }, (asked.parts === "lead" ? LATER : 0) + Math.random() * SPREAD);
}

// --- sending ---------------------------------------------------------------------------------------------------

function partsFor(url, verb) {
  if (!url.endsWith("/leiden/")) return "own";
  return MOVES.includes(verb) ? "lead" : "none"; // no button may speak of the step before
}

async function post(url, fields) {
  const body = new URLSearchParams(fields);
  body.delete("csrfmiddlewaretoken");
  if (words.fixed) body.set("shown", words.fixed);
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": words.token };
    if (streaming) headers["Room-Parts"] = partsFor(url, body.get("do")); // the stream brings the rest
    const answer = await fetch(url, { method: "POST", body, headers });
    connected(answer.status < 500);
    return { status: answer.status, data: await answer.json().catch(() => null) };
  } catch {
    connected(false);
    return { status: 0, data: null };
  }
}

function took({ status, data }, { quietly = false } = {}) {
  const state = data?.state;
  if (state?.stage || state?.step === step) show(state, { forced: true });
  else if (state?.lead) swap(state.lead, { forced: true });
  else if (state && "step" in state && !streaming) look({ afresh: true });
  if (quietly) return;
  if (data?.signed_out) leave(data);
  else if (!data) tell(words.wordsFailed, "caution");
  else if (status >= 400) tell(data.message, status === 409 ? "info" : "caution");
  else if (data.message) say(data.message);
}

const busy = new WeakSet();

async function send(form, submitter) {
  if (busy.has(form)) return;
  busy.add(form);
  const fields = [...new FormData(form)];
  if (submitter?.name) fields.push([submitter.name, submitter.value]);
  document.getElementById("room-message").hidden = true;
  const answer = await post(form.getAttribute("action"), fields);
  busy.delete(form);
  if (answer.status && answer.status < 400) form.reset();
  took(answer);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-send]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});
document.querySelector("#room-message [data-close]").addEventListener("click", (event) => {
  event.currentTarget.closest(".notice").hidden = true;
});
document.querySelector("[data-reload]")?.addEventListener("click", (event) => {
  event.preventDefault();
  look({ afresh: true });
});

// --- beginning -------------------------------------------------------------------------------------------------

const place = document.getElementById("room-outbox");
if (place) {
  const outbox = new Outbox({ root, place, post, took, tell, changed: release });
  document.addEventListener("room:swapped", () => {
    outbox.restore();
    personalise();
  });
  goAlong.addEventListener("click", () => {
    outbox.park(words.wordsWent);
    document.getElementById("room-message").hidden = true;
    release({ leaving: true });
  });
}
watchBoard({ root, post, took });
personalise();
if (words.stream) stream(words.stream);
timer = setTimeout(look, words.stream ? LOOK_IN : POLL);

setInterval(() => {
  if ("leads" in words) fetch(words.pulse, { method: "POST", headers: { "X-CSRFToken": words.token } }).catch(() => {});
}, PULSE);
// A device that slept has lost count of the time.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") look({ afresh: true });
});
window.addEventListener("online", () => look({ afresh: true }));
window.addEventListener("offline", () => connected(false));
