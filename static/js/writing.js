// The preview follows the text while it is written. Without this file the button "Preview" does it.
"use strict";

const writing = document.getElementById("writing");
const shown = document.getElementById("preview");

if (writing && shown) {
  const body = writing.elements.namedItem("body");
  const PAUSE = 400;
  let timer = 0;
  let running = null;
  let dirty = false;

  const draw = async () => {
    if (running) running.abort();
    running = new AbortController();
    const data = new FormData();
    data.set("body", body.value);
    data.set("csrfmiddlewaretoken", writing.elements.namedItem("csrfmiddlewaretoken").value);
    try {
      const answer = await fetch(writing.dataset.preview, {
        method: "POST",
        body: data,
        credentials: "same-origin",
        redirect: "error",
        signal: running.signal,
      });
      if (answer.ok) shown.innerHTML = await answer.text();
    } catch {
      // The preview is a comfort: a broken connection changes nothing about what is typed.
    }
  };

  body.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  });

  // What was typed is not lost by a click beside it.
  writing.addEventListener("input", () => (dirty = true));
  writing.addEventListener("submit", () => (dirty = false));
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}
