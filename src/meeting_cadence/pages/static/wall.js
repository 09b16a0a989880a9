// Keeps a wall up to date: the clock by the second, its contents by asking for the page again. Where that fails the
// last contents stay and say since when; a page that is gone shows itself. Without this file the browser reloads.

let wall = document.getElementById("wall");
let offset = new Date(wall.dataset.now) - Date.now();
let updated = new Date(wall.dataset.now);

const clock = (moment) =>
  moment.toLocaleTimeString("en-GB", { timeZone: wall.dataset.zone, hour: "2-digit", minute: "2-digit" });

const tick = () => {
  document.getElementById("clock").textContent = clock(new Date(Date.now() + offset));
};

const refresh = async () => {
  try {
    const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
    if (answer.status === 404) return location.reload();
    if (!answer.ok) throw new Error(answer.status);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("wall");
    if (next === null) throw new Error("no wall");
    wall.replaceWith(next);
    wall = next;
    updated = new Date(wall.dataset.now);
    offset = updated - Date.now();
    tick();
  } catch {
    document.getElementById("stale").textContent = wall.dataset.stale.replace("{at}", clock(updated));
  }
};

setInterval(tick, 1000);
setInterval(refresh, Number(wall.dataset.refresh) * 1000);
