// The search page follows what is typed, ticked and chosen: the page of the new address is fetched, and its [data-live] parts take
// the place of those shown. The address is the whole state, so back, forward and sharing work. Without this file the form is sent.
const PAUSE = 400;
const TILES = ".tile-map svg > a";
const form = document.getElementById("search-form");
const results = document.getElementById("search-results");
const status = document.getElementById("search-status");
const failed = document.getElementById("search-failed");
const order = document.getElementById("search-order");
const { q, volgorde } = form.elements;

let timer;
let underWay;
let lastHow = "";
let leaving = false;
let shown = location.search;

const asked = () => {
  const said = [...new FormData(form)].filter(([, value]) => value.trim());
  return `?${new URLSearchParams(said)}`;
};

// How to find again, among new parts, what the keyboard is at.
const place = (one) => {
  if (!one?.closest("[data-live]")) return null;
  if (one.matches("input")) return `input[name="${CSS.escape(one.name)}"][value="${CSS.escape(one.value)}"]`;
  if (one.matches("summary")) return `[data-keep="${CSS.escape(one.parentElement.dataset.keep ?? "")}"] > summary`;
  const tile = [...document.querySelectorAll(TILES)].indexOf(one);
  if (tile >= 0) return `${TILES}:nth-of-type(${tile + 1})`;
  return one.id ? `#${CSS.escape(one.id)}` : "";
};

const refocus = (where) => {
  if (where === null) return;
  const there = where && document.querySelector(where);
  (there || results).focus({ preventScroll: true });
};

const swap = (page) => {
  const where = place(document.activeElement);
  for (const part of document.querySelectorAll("[data-live]")) {
    const open = new Map([...part.querySelectorAll("details[data-keep]")].map((one) => [one.dataset.keep, one.open]));
    const fresh = page.getElementById(part.id);
    for (const one of fresh.querySelectorAll("details[data-keep]")) one.open = open.get(one.dataset.keep) ?? one.open;
    part.replaceChildren(...fresh.childNodes);
  }
  document.title = page.title;
  const words = page.getElementById("search-status").textContent.trim();
  if (status.textContent.trim() !== words) status.textContent = words;
  order.hidden = page.getElementById("search-order").hidden;
  refocus(where);
};

const fill = (page) => {
  const fresh = page.getElementById("search-form").elements;
  q.value = fresh.q.value;
  volgorde.value = fresh.volgorde.value;
};

const note = (address, how) => {
  shown = address;
  if (how === "type" && lastHow === "type") history.replaceState(null, "", address);
  else if (how !== "back") history.pushState(null, "", address);
  lastHow = how;
};

const load = async (address, how) => {
  clearTimeout(timer);
  underWay?.abort();
  const mine = (underWay = new AbortController());
  results.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(location.pathname + address, { signal: mine.signal, headers: { "X-Live": how } });
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    swap(page);
    if (how !== "type" && how !== "tick") fill(page);
    note(address, how);
    failed.textContent = "";
  } catch {
    if (!mine.signal.aborted && !leaving) failed.textContent = failed.dataset.failed;
  } finally {
    if (mine === underWay) results.removeAttribute("aria-busy");
  }
};

form.addEventListener("input", (event) => {
  if (event.target !== q || event.isComposing) return;
  clearTimeout(timer);
  timer = setTimeout(() => asked() !== shown && load(asked(), "type"), PAUSE);
});

document.addEventListener("change", (event) => {
  if (event.target.form === form && event.target !== q) load(asked(), "tick");
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-live] a");
  const address = link?.getAttribute("href") ?? "";
  const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!address.startsWith("?") || elsewhere) return;
  event.preventDefault();
  const turns = link.closest(".pagination");
  await load(address, "link");
  if (turns && shown === address) results.scrollIntoView();
});

window.addEventListener("popstate", () => {
  if (location.search !== shown) load(location.search || "?", "back");
});

const leave = () => {
  leaving = true;
  clearTimeout(timer);
};
form.addEventListener("submit", leave);
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", () => {
  leaving = false;
});
