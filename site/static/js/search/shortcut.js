// The key / goes to the search box, unless somebody types or has switched it off: a single key may be pressed by accident, or by a
// voice that dictates.
const KEY = "search-shortcut";
const place = document.querySelector("[data-shortcut]");
const box = document.getElementById("search-form").elements.q;
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

const stored = (deed) => {
  try {
    return deed(localStorage);
  } catch {
    return null; // a device that keeps nothing
  }
};

const choice = place.querySelector("input");
choice.checked = stored((device) => device.getItem(KEY)) !== "off";
choice.addEventListener("change", () => {
  stored((device) => (choice.checked ? device.removeItem(KEY) : device.setItem(KEY, "off")));
});
place.hidden = false;

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !choice.checked) return;
  if (event.target.closest?.(TYPING)) return;
  event.preventDefault();
  box.focus();
  box.select();
});
