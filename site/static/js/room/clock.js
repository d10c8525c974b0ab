// Counts down what the server says is left. The device's own clock is never asked: it may be wrong.
const SOON = 60;

const asClock = (seconds) => {
  const whole = Math.abs(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

export class Clock {
  constructor(place, announce) {
    this.place = place;
    this.announce = announce;
    this.set({
      left: Number(place.dataset.left),
      running: "running" in place.dataset,
      paused: !("running" in place.dataset),
      shown: !place.hidden,
    });
    setInterval(() => this.tick(), 250);
  }

  set({ left, running, paused, shown }) {
    this.left = left;
    this.running = running;
    this.paused = paused;
    this.since = performance.now();
    this.place.hidden = !shown;
    this.said = this.seconds();
    this.draw();
  }

  seconds() {
    const gone = this.running ? (performance.now() - this.since) / 1000 : 0;
    return Math.round(this.left - gone);
  }

  // A screen reader hears of it twice: at one minute, and at the end.
  tick() {
    const seconds = this.seconds();
    if (!this.running || seconds === this.said) return;
    if (this.said > SOON && seconds <= SOON) this.announce(this.announced.minute);
    if (this.said > 0 && seconds <= 0) this.announce(this.announced.over);
    this.said = seconds;
    this.draw();
  }

  get announced() {
    const { wordsMinute, wordsOver } = document.getElementById("room").dataset;
    return { minute: wordsMinute, over: wordsOver };
  }

  draw() {
    const seconds = this.seconds();
    const { wordsLeft, wordsPaused, wordsOver } = this.place.dataset;
    let words = wordsLeft;
    if (this.paused) words = wordsPaused;
    else if (seconds <= 0) words = wordsOver;
    this.place.querySelector(".clock__time").textContent = asClock(seconds);
    this.place.querySelector(".clock__words").textContent = words;
    this.place.classList.toggle("clock--soon", !this.paused && seconds > 0 && seconds <= SOON);
    this.place.classList.toggle("clock--over", !this.paused && seconds <= 0);
  }
}
