// Says at once whether a typed case number can be escalated. Without this file the form says it when it is sent.
"use strict";

const field = document.querySelector("[data-check-case]");
const PAUSE = 400;

if (field) {
  const number = field.querySelector("input");
  const answer = field.querySelector("[aria-live]");
  let timer = 0;
  let running = null;

  const check = async () => {
    if (running) running.abort();
    running = new AbortController();
    try {
      const address = `${field.dataset.checkCase}?${new URLSearchParams({ number: number.value.trim() })}`;
      const said = await fetch(address, { signal: running.signal, redirect: "error" });
      if (said.ok) answer.innerHTML = await said.text();
    } catch {
      // A comfort: a broken connection changes nothing about the form.
    }
  };

  number.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  });
}
