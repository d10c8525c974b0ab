// What is typed is kept some seconds after typing stops, and when the page is left: <form data-autosave="URL">.
// The server answers {"saved", "version"}, {"conflict"} or {"error"}; the words around it come from the form.
const PAUSE = 2000;
const AGAIN = 10000;

class Keeper {
  constructor(form) {
    this.form = form;
    this.unsaved = false;
    this.sending = null;
    this.stopped = false;
  }

  typed() {
    this.unsaved = true;
    this.later(PAUSE);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), wait);
  }

  say(words) {
    const place = this.form.querySelector("[data-autosave-status]");
    if (place && place.textContent !== words) place.textContent = words;
  }

  keep(leaving = false) {
    if (!this.unsaved || this.stopped || this.sending) return;
    clearTimeout(this.timer);
    this.unsaved = false;
    this.sending = this.send(leaving).finally(() => {
      this.sending = null;
    });
  }

  async send(leaving) {
    const body = new URLSearchParams(new FormData(this.form));
    const small = body.toString().length < 60000;
    try {
      const response = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body,
        headers: { "X-Autosave": "1" },
        redirect: "error",
        keepalive: leaving && small,
      });
      if (response.status >= 500) throw new Error(response.statusText);
      this.answered(await response.json().catch(() => ({ error: this.form.dataset.autosaveFailed })));
    } catch {
      this.unsaved = true;
      this.say(this.form.dataset.autosaveOffline);
      this.later(AGAIN);
    }
  }

  async flush() {
    await this.sending;
    this.keep(true);
    await this.sending;
  }

  answered({ saved, version, conflict, error }) {
    if (saved) {
      const held = this.form.elements.namedItem("version");
      if (held && version !== undefined) held.value = version;
      this.say(this.form.dataset.autosaveSaved.replace("{time}", saved));
      if (this.unsaved) this.later(PAUSE);
      else this.form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true }));
      return;
    }
    this.unsaved = true;
    this.stopped = Boolean(conflict);
    this.say(conflict || error);
  }

  // What is under way has to arrive first: it brings the version that the form is then sent with.
  submit(event) {
    clearTimeout(this.timer);
    if (!this.sending) {
      this.unsaved = false;
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    this.sending.then(() => {
      clearTimeout(this.timer);
      this.unsaved = false;
      this.form.requestSubmit(submitter);
    });
  }
}

const keepers = new Map();
for (const form of document.querySelectorAll("form[data-autosave]")) keepers.set(form, new Keeper(form));

const keeperOf = (event) => keepers.get(event.target.closest?.("form"));

document.addEventListener("input", (event) => keeperOf(event)?.typed());

// Another form leads away (sign out, another language): what was typed is sent first, while the session still stands.
const flushed = new WeakSet();

const leave = async (event) => {
  const { target, submitter } = event;
  const busy = [...keepers.values()].filter((keeper) => (keeper.unsaved && !keeper.stopped) || keeper.sending);
  if (event.defaultPrevented || flushed.has(target) || !busy.length) return;
  event.preventDefault();
  await Promise.all(busy.map((keeper) => keeper.flush()));
  flushed.add(target);
  target.requestSubmit(submitter);
  flushed.delete(target);
};

document.addEventListener("submit", (event) => {
  const keeper = keeperOf(event);
  if (keeper) keeper.submit(event);
  else leave(event);
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const keeper of keepers.values()) keeper.keep(true);
});
window.addEventListener("pagehide", () => {
  for (const keeper of keepers.values()) keeper.keep(true);
});
window.addEventListener("online", () => {
  for (const keeper of keepers.values()) keeper.keep();
});
window.addEventListener("beforeunload", (event) => {
  for (const keeper of keepers.values()) if (keeper.unsaved || keeper.sending) event.preventDefault();
});
