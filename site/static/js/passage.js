// Marking words for a remark. Where they are read (data-remark-on holds the address of the form) a link follows the selection;
// on the form itself, words are taken from the text above it, by mouse or keyboard. What was marked travels in this tab only,
// never in an address. Without this file the form offers the sentences to choose from.
const KEY = "leertafel.passage";
const here = document.querySelector("[data-remark-here]");

const textAround = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-remark-on]");

// What is selected of one text, with its lines apart: a triple click reaches into what follows.
const marked = () => {
  const selection = document.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const text = textAround(range.startContainer) ?? textAround(range.endContainer);
  if (!text) return null;
  if (!text.contains(range.startContainer)) range.setStartBefore(text.firstChild);
  if (!text.contains(range.endContainer)) range.setEndAfter(text.lastChild);
  const found = range.cloneContents();
  for (const end of found.querySelectorAll("br, p, tr, td, th, caption")) end.after("\n");
  const words = found.textContent.trim();
  return words && { words, text };
};

const offer = () => {
  const found = marked();
  here.hidden = !found;
  if (!found) return;
  const link = here.querySelector("a") ?? here.appendChild(document.createElement("a"));
  link.className = "button button--small";
  link.href = found.text.dataset.remarkOn;
  link.textContent = here.dataset.label;
  if (here.previousElementSibling !== found.text) found.text.after(here);
  link.onclick = () => sessionStorage.setItem(KEY, JSON.stringify({ path: link.pathname, words: found.words }));
};

if (here) {
  let waiting;
  document.addEventListener("selectionchange", () => {
    if (here.contains(document.activeElement)) return; // on its way to the link by keyboard
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(offer);
  });
}

const taking = document.querySelector("[data-take-from]");

if (taking) {
  const text = document.getElementById(taking.dataset.takeFrom);
  const field = document.getElementById(taking.dataset.takeInto);
  const said = taking.querySelector("[role=status]");
  taking.hidden = false;
  // A field that is read-only has no caret: this one has, and takes no changes all the same.
  text.readOnly = false;
  text.setAttribute("aria-readonly", "true");
  text.addEventListener("beforeinput", (event) => event.preventDefault());
  taking.querySelector("button").addEventListener("click", () => {
    const words = text.value.slice(text.selectionStart, text.selectionEnd).trim();
    if (words) field.value = words;
    said.textContent = words ? `${said.dataset.taken} ${words}` : said.dataset.none;
  });
  const brought = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  if (brought?.path === location.pathname && !field.value) field.value = brought.words;
}
