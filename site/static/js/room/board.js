// Puts texts together by dragging, with a mouse or a finger. The same is done with the boxes and buttons beside them.
const FAR_ENOUGH = 6;
const EDGE = 60;

export function watchBoard({ root, post, took }) {
  let drag = null;

  const isArranging = () => document.getElementById("board-arrange")?.checked && !root.matches(".room--guest");

  document.addEventListener("pointerdown", (event) => {
    const note = event.target.closest?.("[data-contribution]");
    const isTool = event.target.closest?.("button, select, input, label, a");
    if (!note || isTool || event.button !== 0 || !isArranging()) return;
    if (event.pointerType !== "mouse" && !event.target.closest(".note__handle")) return; // a finger scrolls as well
    drag = { note, x: event.clientX, y: event.clientY, ghost: null, over: null, pointer: event.pointerId };
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > FAR_ENOUGH;
    if (!drag.ghost && far) lift(drag);
    if (!drag.ghost) return;
    event.preventDefault();
    drag.ghost.style.transform = `translate(${event.clientX - drag.x}px, ${event.clientY - drag.y}px) rotate(1deg)`;
    if (event.clientY < EDGE) window.scrollBy(0, -12);
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
    point(drag, target(event));
  });

  document.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { note, ghost, over } = drag;
    lay(drag);
    drag = null;
    if (ghost) drop(note, over);
  });
  document.addEventListener("pointercancel", () => cancel());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel();
  });

  function cancel() {
    if (drag) lay(drag);
    drag = null;
  }

  function lift(one) {
    const box = one.note.getBoundingClientRect();
    one.ghost = one.note.cloneNode(true);
    one.ghost.removeAttribute("id");
    one.ghost.classList.add("note--ghost");
    one.ghost.setAttribute("aria-hidden", "true");
    Object.assign(one.ghost.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` });
    document.body.append(one.ghost);
    one.note.classList.add("note--lifted");
    window.getSelection()?.removeAllRanges();
    document.body.classList.add("is-dragging");
  }

  function lay(one) {
    one.ghost?.remove();
    one.note.classList.remove("note--lifted");
    document.body.classList.remove("is-dragging");
    point(one, null);
  }

  function point(one, over) {
    if (one.over === over) return;
    one.over?.classList.remove("is-over");
    over?.classList.add("is-over");
    one.over = over;
  }

  function target(event) {
    const below = document.elementFromPoint(event.clientX, event.clientY);
    const place = below?.closest("[data-group]") ?? below?.closest("[data-contribution], [data-drop-new], #room-board");
    return place === drag.note ? null : (place ?? null);
  }

  async function drop(note, over) {
    const make = document.getElementById("board-make");
    if (!over || !make) return;
    const contribution = note.dataset.contribution;
    const from = note.closest("[data-group]")?.dataset.group ?? "";
    if (over.matches("[data-drop-new]")) {
      document.getElementById(`tick-${contribution}`).checked = true;
      document.getElementById("board-make-title").focus();
    } else if (over.matches("[data-contribution]")) {
      const contributions = [over.dataset.contribution, contribution];
      await gather(make, contributions);
    } else {
      const group = over.dataset.group ?? "";
      if (group !== from) await send(make, [["do", "put"], ["contribution", contribution], ["group", group]]);
    }
  }

  async function gather(make, contributions) {
    const before = new Set([...document.querySelectorAll("[data-group]")].map((pile) => pile.id));
    const texts = contributions.map((pk) => ["contributions", pk]);
    await send(make, [["do", "make"], ["title", root.dataset.wordsGroup], ...texts]);
    const pile = [...document.querySelectorAll("[data-group]")].find((one) => !before.has(one.id));
    const name = pile?.querySelector(".pile__rename input[name=title]");
    name?.focus();
    name?.select();
  }

  async function send(make, fields) {
    const url = make.getAttribute("action");
    took(await post(url, [...fields, ["step", make.querySelector("[name=step]").value]]));
  }
}
