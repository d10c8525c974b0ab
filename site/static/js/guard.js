// Text that was typed and not yet saved is not lost by a slip: <form data-guard>.
const unsaved = new Set();

const guarded = (event) => event.target.closest?.("form[data-guard]");

document.addEventListener("input", (event) => {
  const form = guarded(event);
  if (form) unsaved.add(form);
});

document.addEventListener("submit", (event) => unsaved.delete(guarded(event)));
document.addEventListener("autosave:saved", (event) => unsaved.delete(guarded(event)));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) unsaved.delete(guarded(event));
});

window.addEventListener("beforeunload", (event) => {
  for (const form of unsaved) if (!form.isConnected) unsaved.delete(form);
  if (unsaved.size) event.preventDefault();
});
