// Keeps the panel of a form up to date while it is filled in: the server's own answer, asked for after each pause.
// Without it the button that checks does the same. Nothing is kept by asking.

const PAUSE = 450;

const form = document.querySelector("form[data-panel]");
const panel = document.getElementById("panel");

if (form && panel) {
  let timer = 0;
  let under_way = null;

  const say = (text) => {
    const line = document.createElement("p");
    line.className = "hint";
    line.textContent = text;
    panel.querySelectorAll(".settles, .hint").forEach((old) => old.remove());
    panel.append(line);
  };

  const show = (html) => {
    const focused = document.activeElement;
    const name = panel.contains(focused) ? [focused.name, focused.value] : null;
    panel.innerHTML = html;
    document.getElementById("last")?.replaceChildren(...panel.querySelectorAll("[data-last]"));
    const hint = panel.querySelector("[data-hint]");
    if (hint) hint.textContent = form.dataset.waiting;
    if (name === null) return;
    const again = [...panel.querySelectorAll("input, select")];
    (again.find((one) => one.name === name[0] && one.value === name[1]) ??
      again.find((one) => one.name === name[0]))?.focus();
  };

  const ask = async () => {
    under_way?.abort();
    under_way = new AbortController();
    try {
      const answer = await fetch(form.dataset.panel, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        credentials: "same-origin",
        redirect: "manual",
        signal: under_way.signal,
      });
      if (answer.type === "opaqueredirect" || answer.status === 401) say(form.dataset.lost);
      else if (answer.ok) show(await answer.text());
      else say(form.dataset.silent);
    } catch (error) {
      if (error.name !== "AbortError") say(form.dataset.silent);
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    under_way?.abort();
  });
  later();
}
