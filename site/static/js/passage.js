// Marking words for a remark. Where they are read (data-remark-on holds the address of the form) a link follows the selection;
// on the form itself, words are taken from the text above it, by mouse or keyboard. What was marked travels in this tab only,
// never in an address. Without this file the form offers the sentences to choose from.
const KEY = "leertafel.passage";
const here = document.querySelector("[data-remark-here]");

const marked = () => {
  const selection = document.getSelection();
  const words = selection?.toString().trim() ?? "";
  if (!words || !selection.rangeCount) return null;
  const within = selection.getRangeAt(0).commonAncestorContainer;
  const text = (within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement)?.closest("[data-remark-on]");
  return text && { words, text };
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
  taking.querySelector("button").addEventListener("click", () => {
    const words = text.value.slice(text.selectionStart, text.selectionEnd).trim();
    if (words) field.value = words;
    said.textContent = words ? `${said.dataset.taken} ${words}` : said.dataset.none;
  });
  const brought = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  if (brought?.path === location.pathname && !field.value) field.value = brought.words;
}
