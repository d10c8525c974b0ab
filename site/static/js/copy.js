// <button data-copy="id" hidden>: copies what stands in the field of that id, and says so in the page's [data-copied] line.
const said = document.querySelector("[data-copied]");

for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // where the page may not write to the clipboard by itself
    }
    if (said) said.textContent = `${said.dataset.copied}: ${button.dataset.name}`;
  });
}
