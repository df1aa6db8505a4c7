// Articles that may answer what is being written. Without this file they are shown when a form comes back.
"use strict";

const form = document.querySelector("form[data-suggest]");
const places = document.querySelectorAll("[data-suggestions]"); // beside the form, and on phones inside it
const FEWEST_WORDS = 3;
const PAUSE = 500;

if (form && form.dataset.suggest) {
  const fields = form.querySelectorAll("input[name=subject], textarea[name=text]");
  const [path, query] = form.dataset.suggest.split("?");
  let timer = 0;
  let asked = "";
  let running = null;

  // What was ticked as no help stays ticked, also where it is not suggested any more.
  const replace = (place, articles) => {
    const ticked = Array.from(place.querySelectorAll("input:checked"), (box) => box.closest("li"));
    const before = place.innerHTML;
    place.innerHTML = articles;
    if (ticked.length && !place.querySelector("ul")) {
      place.innerHTML = before;
      place.querySelector("ul").replaceChildren();
    }
    const list = place.querySelector("ul");
    for (const row of ticked) {
      const box = row.querySelector("input");
      const again = list.querySelector(`input[value="${CSS.escape(box.value)}"]`);
      if (again) again.checked = true;
      else list.append(row);
    }
  };

  const ask = async () => {
    const words = Array.from(fields, (field) => field.value.trim()).join(" ").trim().slice(0, 500);
    if (words === asked || words.split(/\s+/).length < FEWEST_WORDS) return;
    asked = words;
    if (running) running.abort();
    running = new AbortController();
    try {
      const asking = new URLSearchParams(query);
      asking.set("q", words);
      const address = `${path}?${asking}`;
      const answer = await fetch(address, { signal: running.signal, credentials: "same-origin" });
      if (!answer.ok) return;
      const articles = await answer.text();
      for (const place of places) replace(place, articles);
    } catch {
      // Suggestions are a comfort: a broken connection changes nothing about the form.
    }
  };

  // The same article stands in both places, of which one is seen.
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "tried") return;
    for (const box of document.querySelectorAll('input[type="checkbox"][name="tried"]')) {
      if (box.value === target.value) box.checked = target.checked;
    }
  });

  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
  }
}
