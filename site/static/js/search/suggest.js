// How what is typed may go on: a list under the box, as a combobox of the ARIA patterns. The arrow keys go through it, Enter takes
// one (a title leads to its page), Escape closes it. Without this file, or without an answer, the box is a box.
const PAUSE = 150;
const SHORTEST = 2;
const form = document.getElementById("search-form");
const { q: box } = form.elements;

const list = document.createElement("ul");
list.id = "search-suggestions";
list.className = "suggestions";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", form.dataset.suggestions);
const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");
box.after(list);
form.append(said);

const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
for (const [name, value] of Object.entries(roles)) box.setAttribute(name, value);

let timer;
let underWay;
let at = -1;

const close = () => {
  clearTimeout(timer);
  underWay?.abort();
  list.hidden = true;
  said.textContent = "";
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
};

const point = (to) => {
  const options = [...list.children];
  at = (to + options.length + 1) % (options.length + 1); // one more: none of them, what was typed
  options.forEach((one, number) => one.setAttribute("aria-selected", String(number === at)));
  if (options[at]) box.setAttribute("aria-activedescendant", options[at].id);
  else box.removeAttribute("aria-activedescendant");
  options[at]?.scrollIntoView({ block: "nearest" });
};

const show = (suggestions) => {
  list.replaceChildren(
    ...suggestions.map(({ text, url }, number) => {
      const option = document.createElement("li");
      option.id = `search-suggestion-${number}`;
      option.setAttribute("role", "option");
      option.append(text);
      option.suggests = { text, url };
      if (url) option.append(Object.assign(document.createElement("span"), { textContent: form.dataset.page }));
      return option;
    }),
  );
  if (!suggestions.length) return close();
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  said.textContent = form.dataset.suggested.replace("{count}", suggestions.length);
  point(-1);
};

const ask = async () => {
  underWay?.abort();
  underWay = new AbortController();
  const { signal } = underWay;
  try {
    const response = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: box.value })}`, { signal });
    const { suggestions } = await response.json();
    if (!signal.aborted && document.activeElement === box) show(suggestions);
  } catch {
    if (!signal.aborted) close();
  }
};

const take = ({ suggests: { text, url } }) => {
  close();
  if (url) return location.assign(url);
  box.value = text;
  box.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "taken" }));
};

box.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (event.detail === "taken" || event.isComposing) return;
  if (box.value.trim().length < SHORTEST) close();
  else timer = setTimeout(ask, PAUSE);
});

box.addEventListener("keydown", (event) => {
  if (event.isComposing || list.hidden) return;
  const { key } = event;
  if (key === "ArrowDown") point(at + 1);
  else if (key === "ArrowUp") point(at < 0 ? list.children.length - 1 : at - 1);
  else if (key === "Enter" && list.children[at]) take(list.children[at]);
  else if (key === "Escape") close();
  else return;
  event.preventDefault();
});

box.addEventListener("blur", close);
form.addEventListener("submit", close);
list.addEventListener("pointerdown", (event) => event.preventDefault()); // the keyboard stays in the box
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) take(option);
});
