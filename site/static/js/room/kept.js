// What this device keeps of one room for one person. A device that keeps nothing (a private window, no room) remembers until
// the page is left. The names begin as all drafts do, so that signing out takes them away.
export class Kept {
  constructor(room, participant) {
    this.prefix = `draft:room:${room}:${participant}:`;
    this.memory = new Map();
  }

  get(name) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + name)) ?? this.memory.get(name) ?? null;
    } catch {
      return this.memory.get(name) ?? null;
    }
  }

  set(name, value) {
    this.memory.set(name, value);
    try {
      localStorage.setItem(this.prefix + name, JSON.stringify(value));
    } catch {
      // It stays in memory.
    }
  }

  forget(name) {
    this.memory.delete(name);
    try {
      localStorage.removeItem(this.prefix + name);
    } catch {
      // It was never there.
    }
  }

  forgetTexts() {
    this.memory.clear();
    try {
      const texts = Object.keys(localStorage).filter((name) => name.startsWith(`${this.prefix}text:`));
      for (const name of texts) localStorage.removeItem(name);
    } catch {
      // Nothing is kept here.
    }
  }
}

export const newUid = () => {
  if (crypto.randomUUID) return crypto.randomUUID(); // only where the connection is secure
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
