// Earlier searches, on this device only and only for who asks for it: what one looks for can be delicate, and computers are shared.
// Kept per person; signing out takes them away (drafts.js).
const MOST = 8;
const panel = document.getElementById("search-recent");
const KEY = `searches:${panel.dataset.owner}`;
const [off, list, on, clear] = ["off", "list", "on", "clear"].map((name) => panel.querySelector(`[data-${name}]`));

const attempt = (deed) => {
  try {
    return deed();
  } catch {
    return null; // a device that keeps nothing
  }
};
const kept = () => attempt(() => JSON.parse(localStorage.getItem(KEY)));
const keep = (searches) => attempt(() => localStorage.setItem(KEY, JSON.stringify(searches)));

const show = () => {
  const searches = kept();
  off.hidden = on.hidden = searches !== null;
  clear.hidden = searches === null;
  list.replaceChildren(
    ...(searches ?? []).map(({ label, address }) => {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = label;
      const row = document.createElement("li");
      row.append(link);
      return row;
    }),
  );
};

const current = () => {
  const words = new URLSearchParams(location.search).get("q")?.trim();
  const chips = [...document.querySelectorAll("#search-read .chip")].map((one) => one.firstChild.textContent.trim());
  return { label: [words, ...chips].filter(Boolean).join(" · "), address: location.search };
};

const remember = () => {
  const searches = kept();
  const now = current();
  if (searches === null || !now.label) return;
  keep([now, ...searches.filter(({ label }) => label !== now.label)].slice(0, MOST));
};

on.addEventListener("click", () => {
  keep([]);
  remember();
  show();
  clear.focus();
});
clear.addEventListener("click", () => {
  attempt(() => localStorage.removeItem(KEY));
  show();
  on.focus();
});
window.addEventListener("pagehide", remember);

panel.hidden = false;
show();
