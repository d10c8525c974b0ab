// Puts new parts in the place of old ones, without taking anything out of somebody's hands: what is being typed, ticked or
// chosen stays, and so do the focus and what was unfolded.
import { Outbox } from "./outbox.js";

const last = new Map();
const held = new Map();
let isPressed = false;

document.addEventListener("pointerdown", () => {
  isPressed = true;
});
for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => {
    isPressed = false;
    setTimeout(() => release(), 50); // after the click that comes of it
  });
}
document.addEventListener("focusout", () => setTimeout(() => release(), 300));

// With ``leaving``, what is half answered goes too: it is kept on this device, and the form has it again.
export function release({ leaving = false } = {}) {
  for (const [id, fresh] of [...held]) {
    held.delete(id);
    put(fresh, leaving, leaving);
  }
}

export function swap(html, { forced = false } = {}) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  for (const fresh of [...holder.content.children]) {
    const markup = fresh.outerHTML;
    if (last.get(fresh.id) === markup && !held.has(fresh.id)) continue;
    last.set(fresh.id, markup);
    held.delete(fresh.id);
    put(fresh, forced);
  }
}

function put(fresh, forced = false, leaving = false) {
  const old = document.getElementById(fresh.id);
  if (!old) return;
  if (!forced && (isPressed || old.contains(focusedField(old)))) {
    held.set(fresh.id, fresh);
    return;
  }
  const kept = leaving ? undefined : keptForm(old, fresh);
  if (kept === null) {
    held.set(fresh.id, fresh);
    return;
  }
  carryOver(old, fresh);
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  if (kept) replaceAround(old, fresh, kept);
  else old.replaceWith(fresh);
  if (focused && !focused.isConnected) refocus(focused.id, kept ? old : fresh);
  document.dispatchEvent(new CustomEvent("room:swapped"));
}

// A field outside the forms one writes in: those are kept as they are.
function focusedField(old) {
  const field = document.activeElement?.closest?.("select, textarea, input:not([type=checkbox])");
  return field && !field.closest("form[data-write]") && old.contains(field) ? field : null;
}

// The form somebody writes in: undefined when nobody does, null when the new part has no place for it.
function keptForm(old, fresh) {
  const answer = old.querySelector("form[data-draft-key]");
  if (answer && isAnswered(answer)) return null;
  if (old.querySelector("form .field--invalid, form .error-summary")) return null; // what was refused, and why
  const stays = old.dataset.step === fresh.dataset.step;
  const forms = [...old.querySelectorAll("form[data-write]")];
  const busy = forms.filter((form) => Outbox.isDirty(form) || (stays && form.contains(document.activeElement)));
  if (!busy.length) return undefined;
  const form = busy[0];
  if (busy.length > 1 || form.parentElement !== old || !stays) return null;
  const match = fresh.querySelector(":scope > form[data-write]");
  return match ? { form, match } : null;
}

const isAnswered = (form) =>
  [...form.elements].some((one) => (isTick(one) ? one.checked !== one.defaultChecked : /text/.test(one.type) && one.value !== one.defaultValue));
const isTick = (one) => one.type === "checkbox" || one.type === "radio";

function replaceAround(old, fresh, { form, match }) {
  for (const node of [...old.childNodes]) if (node !== form) node.remove();
  const nodes = [...fresh.childNodes];
  const place = nodes.indexOf(match);
  for (const promise of ["[data-promise]", "input[name=hidden]"]) {
    const now = match.querySelector(promise);
    if (now) form.querySelector(promise)?.replaceWith(now);
  }
  form.before(...nodes.slice(0, place));
  form.after(...nodes.slice(place + 1));
  for (const { name, value } of [...fresh.attributes]) old.setAttribute(name, value);
}

function carryOver(old, fresh) {
  for (const one of old.querySelectorAll("details[open][id]")) fresh.querySelector(`#${one.id}`)?.setAttribute("open", "");
  for (const one of old.querySelectorAll("input[id], select[id], textarea[id]")) {
    const twin = one.closest("form[data-write]") ? null : fresh.querySelector(`#${one.id}`);
    if (!twin) continue;
    if (isTick(one)) twin.checked = one.checked;
    else if (one.tagName === "SELECT" ? isChosen(one) : one.value !== one.defaultValue) twin.value = one.value;
  }
}

const isChosen = (select) => [...select.options].some((option) => option.selected !== option.defaultSelected);

function refocus(id, part) {
  const twin = id ? document.getElementById(id) : null;
  if (twin && !twin.disabled) twin.focus({ preventScroll: true });
  else {
    part.setAttribute("tabindex", "-1");
    part.focus({ preventScroll: true });
  }
}

export const isHeld = (id) => held.has(id);
