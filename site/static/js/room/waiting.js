// Until the room is open: a look every few seconds, and then the page itself.
const place = document.querySelector("[data-waiting]");

const look = async () => {
  try {
    const answer = await fetch(place.dataset.waiting, { headers: { Accept: "application/json" } });
    if (answer.ok && (await answer.json()).version > 0) return location.reload();
  } catch {
    // No connection: the next look may have one.
  }
  return setTimeout(look, 3000);
};

setTimeout(look, 3000);
