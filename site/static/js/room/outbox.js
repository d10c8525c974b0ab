// What is written is kept on this device until the server has it: half-typed texts, and sent ones without a connection.
import { Kept, newUid } from "./kept.js";

const WAITS = [2000, 4000, 8000, 15000];
const PATIENCE = 800; // before it is said that something is under way
const LONGEST_WAIT = 15000;

const fieldsOf = (form) => [...form.elements].filter((one) => one.name === "body" || one.name === "score");
const isDirty = (form) =>
  fieldsOf(form).some((one) => (one.type === "radio" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue));
const valuesOf = (form) => {
  const values = {};
  for (const one of fieldsOf(form)) if (one.type !== "radio" || one.checked) values[one.name] = one.value;
  return values;
};
const fill = (form, values) => {
  for (const one of fieldsOf(form)) {
    if (one.type === "radio") one.checked = one.value === String(values.score ?? "");
    else one.value = values[one.name] ?? "";
  }
};
const draftOf = (form) => `text:${form.dataset.step}:${form.dataset.text ?? "new"}`;
const formFor = (item) =>
  [...document.querySelectorAll("form[data-write]")].find(
    (form) => form.dataset.step === item.fields.step && (form.dataset.text ?? "") === (item.fields.contribution ?? ""),
  );

// A text that its own step has no place for any more may do at another.
const formNow = () => document.querySelector("#room-own > form[data-write]");

export class Outbox {
  constructor({ root, place, post, took, tell, changed }) {
    Object.assign(this, { root, place, post, took, tell, changed });
    this.kept = new Kept(root.dataset.room, root.dataset.participant);
    this.items = this.kept.get("outbox") ?? [];
    this.failures = 0;
    document.addEventListener("input", (event) => this.typed(event.target.closest?.("form[data-write]")));
    document.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => this.flush());
    if ("closed" in root.dataset) this.kept.forgetTexts();
    else this.restore();
    this.flush();
    this.draw();
  }

  static isDirty(form) {
    return isDirty(form);
  }

  typed(form) {
    if (!form) return;
    if (isDirty(form)) this.kept.set(draftOf(form), valuesOf(form));
    else this.kept.forget(draftOf(form));
    this.changed();
  }

  restore() {
    for (const form of document.querySelectorAll("form[data-write]")) {
      const values = this.kept.get(draftOf(form));
      if (!values || isDirty(form)) continue;
      fill(form, values);
      form.closest("details")?.setAttribute("open", "");
    }
  }

  submitted(event) {
    const form = event.target;
    if (!form.matches("form[data-write]")) return;
    event.preventDefault();
    const values = valuesOf(form);
    if (!Object.values(values).some((value) => value.trim())) {
      fieldsOf(form)[0]?.focus();
      return;
    }
    this.items.push(this.itemOf(form));
    this.keep();
    form.reset();
    this.kept.forget(draftOf(form));
    if (form.dataset.text) form.closest("details")?.removeAttribute("open");
    setTimeout(() => this.draw(), PATIENCE);
    this.flush();
  }

  keep() {
    this.kept.set("outbox", this.items);
  }

  drop(item) {
    this.items = this.items.filter((one) => one.uid !== item.uid);
    this.keep();
    this.draw();
  }

  // One after another, in the order they were written.
  async flush() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    for (let item = this.next(); item; item = this.next()) {
      if (!(await this.deliver(item))) {
        this.timer = setTimeout(() => this.flush(), WAITS[this.failures] ?? LONGEST_WAIT);
        this.failures += 1;
        break;
      }
      this.failures = 0;
    }
    this.busy = false;
    this.draw();
  }

  next() {
    return this.items.find((item) => !item.refused);
  }

  async deliver(item) {
    const answer = await this.post(item.url, { ...item.fields, uid: item.uid });
    if (answer.status === 0 || answer.status >= 500 || answer.data?.signed_out) return false;
    if (answer.status < 400) {
      this.drop(item);
      this.took(answer);
      return true;
    }
    item.refused = answer.data?.message || this.root.dataset.wordsFailed;
    this.keep();
    this.giveBack(item, { onlyIfEmpty: true });
    this.tell(item.refused, "caution");
    this.took(answer, { quietly: true });
    return true;
  }

  // What is being typed goes out of the way of the next step, and is not lost.
  park(why) {
    for (const form of document.querySelectorAll("form[data-write]")) {
      if (!isDirty(form)) continue;
      this.items.push({ ...this.itemOf(form), refused: why });
      this.kept.forget(draftOf(form));
      form.reset();
    }
    this.keep();
    this.draw();
  }

  itemOf(form) {
    const { step, text } = form.dataset;
    const fields = { ...valuesOf(form), step, ...(text ? { contribution: text } : {}) };
    return { uid: newUid(), url: form.getAttribute("action"), fields, refused: "" };
  }

  giveBack(item, { onlyIfEmpty = false } = {}) {
    const form = onlyIfEmpty ? formFor(item) : (formFor(item) ?? formNow());
    if (!form || (onlyIfEmpty && isDirty(form))) return;
    fill(form, item.fields);
    this.kept.set(draftOf(form), valuesOf(form));
    this.drop(item);
    fieldsOf(form)[0]?.focus();
  }

  draw() {
    const shown = this.items.filter((item) => item.refused || this.failures || this.busy);
    this.place.hidden = shown.length === 0;
    if (!shown.length) {
      this.place.replaceChildren();
      return;
    }
    const title = document.createElement("h3");
    title.textContent = this.root.dataset.wordsOutbox;
    const list = document.createElement("ul");
    list.append(...shown.map((item) => this.row(item)));
    this.place.replaceChildren(title, list);
  }

  row(item) {
    const row = document.createElement("li");
    const text = document.createElement("p");
    text.textContent = [item.fields.score, item.fields.body].filter(Boolean).join(" – ");
    const status = document.createElement("p");
    status.className = "outbox__status";
    status.textContent = item.refused || (this.failures ? this.root.dataset.wordsWaits : this.root.dataset.wordsSending);
    row.append(text, status);
    if (item.refused) {
      if (formFor(item) ?? formNow()) row.append(this.button(this.root.dataset.wordsAgain, () => this.giveBack(item)));
      row.append(this.button(this.root.dataset.wordsDrop, () => this.drop(item)));
    }
    return row;
  }

  button(words, deed) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet button--small";
    button.textContent = words;
    button.addEventListener("click", deed);
    return button;
  }
}
