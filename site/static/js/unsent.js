// What somebody sent after they had been signed out was not taken. It is kept in this tab until they are signed in again and
// have the same form before them, which is then filled in, to be looked over and sent anew. Somebody else does not get it.
// Forms that keep what is typed by themselves are left to drafts.js.
const KEY = "unsent";
const person = document.body.dataset.person;

const attempt = (deed) => {
  try {
    return deed();
  } catch {
    return null; // a window that keeps nothing
  }
};
const keep = (sent) => attempt(() => sessionStorage.setItem(KEY, JSON.stringify(sent)));
const forget = () => attempt(() => sessionStorage.removeItem(KEY));
const addressOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
const isText = (one) => one instanceof HTMLTextAreaElement || (one.type === "text" && one.value !== one.defaultValue);

// The number of the version goes along: who saved meanwhile is not overwritten unseen.
const entries = (form) => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");

const fill = (form, sent) => {
  const left = new Map();
  for (const [name, value] of sent) left.set(name, [...(left.get(name) ?? []), value]);
  for (const one of form.elements) {
    const said = left.get(one.name);
    if (!one.name || one.name === "csrfmiddlewaretoken" || one.type === "submit" || one.type === "file") continue;
    if (one.type === "radio" || one.type === "checkbox") one.checked = Boolean(said?.includes(one.value));
    else if (one.type === "select-multiple") for (const option of one.options) option.selected = Boolean(said?.includes(option.value));
    else if (said?.length) one.value = said.shift();
  }
};

const bringBack = () => {
  const unsent = attempt(() => JSON.parse(sessionStorage.getItem(KEY)));
  if (!unsent) return;
  if (!person || document.querySelector("[data-not-sent]")) return keep({ ...unsent, lost: true });
  if (!unsent.lost || unsent.person !== person) return forget();
  const isIt = (one) => one.method === "post" && addressOf(one) === unsent.address && unsent.said.every(([name]) => one.elements[name]);
  const form = [...document.forms].find(isIt);
  if (!form) return;
  forget();
  fill(form, unsent.said);
  form.dispatchEvent(new Event("input", { bubbles: true }));
  for (const note of document.querySelectorAll("[data-unsent-note]")) note.hidden = false;
};

bringBack();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!person || form.method !== "post" || form.dataset.draftKey) return;
  if (addressOf(form) === "/account/logout/") forget();
  else if ([...form.elements].some(isText)) keep({ person, address: addressOf(form), said: entries(form) });
});
