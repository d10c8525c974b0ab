// What is typed into <form data-draft-key> stays on this device until it is sent, thrown away or its person signs out.
// Without scripts the form works as it is. A device that keeps nothing (a private window, no room) is left alone.
const PREFIX = "draft:";
const OF_A_PERSON = [PREFIX, "searches:"]; // what is gone when they sign out
const SENT = "draft-sent";
const SERVERS = ["csrfmiddlewaretoken", "round", "version"];

const attempt = (deed) => {
  try {
    return deed();
  } catch {
    return null;
  }
};
const all = () => attempt(() => Object.keys(localStorage).filter((name) => OF_A_PERSON.some((prefix) => name.startsWith(prefix)))) ?? [];
const forget = (key) => attempt(() => localStorage.removeItem(PREFIX + key));
const kept = (key) => attempt(() => JSON.parse(localStorage.getItem(PREFIX + key)));

const fields = (form) => [...form.elements].filter((one) => one.name && !SERVERS.includes(one.name) && one.type !== "submit");
const isChoice = (one) => one.type === "radio" || one.type === "checkbox";
const values = (form) => {
  const said = {};
  for (const one of fields(form)) if (!isChoice(one) || one.checked) said[one.name] = one.value;
  return said;
};
const fill = (form, said) => {
  for (const one of fields(form)) {
    if (isChoice(one)) one.checked = said[one.name] === one.value;
    else one.value = said[one.name] ?? "";
  }
};
const same = (one, other) => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? "") === (other[name] ?? ""));
};

const keep = (form) => {
  const draft = JSON.stringify({ at: Date.now() / 1000, said: values(form) });
  attempt(() => localStorage.setItem(PREFIX + form.dataset.draftKey, draft));
};

const restore = (form) => {
  const key = form.dataset.draftKey;
  const draft = kept(key);
  if (!draft) return;
  const asServed = values(form);
  const newerOnSite = Number(form.dataset.draftSaved ?? 0) > draft.at;
  if (newerOnSite || same(draft.said, asServed)) return;
  fill(form, draft.said);
  const note = document.querySelector("[data-draft-note]");
  if (!note) return;
  note.hidden = false;
  note.querySelector("[data-draft-discard]").addEventListener("click", () => {
    fill(form, asServed);
    forget(key);
    note.hidden = true;
    fields(form)[0]?.focus();
  });
};

// A form that was sent and taken leads to another page of the reflection; one that was refused comes back by itself.
const settle = (form) => {
  const sent = attempt(() => sessionStorage.getItem(SENT));
  if (!sent || (!form && !document.querySelector("[data-drafts-settle]"))) return;
  if (sent !== form?.dataset.draftKey) forget(sent);
  attempt(() => sessionStorage.removeItem(SENT));
};

const begin = () => {
  const form = document.querySelector("form[data-draft-key]");
  settle(form);
  if (form) restore(form);
};
const on = (name, deed) => {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.("form[data-draft-key]");
    if (form) deed(form);
  });
};

begin();
document.addEventListener("room:swapped", begin); // a form that came in without a new page
on("input", keep);
on("change", keep);
on("submit", (form) => attempt(() => sessionStorage.setItem(SENT, form.dataset.draftKey)));

document.addEventListener("submit", (event) => {
  const to = new URL(event.target.getAttribute("action") ?? "", location.href).pathname;
  if (to === "/account/logout/") for (const name of all()) attempt(() => localStorage.removeItem(name));
});
