// Says at once whether a typed case number can be escalated. Without this file the form says it when it is sent.
"use strict";

const field = document.querySelector("[data-check-case]");
const PAUSE = 400;

if (field) {
  const number = field.querySelector("input");
  const answer = field.querySelector("[aria-live]");
  let timer = 0;
  let running = null;

  // The four questions stand beside the facts of the case that is chosen or typed.
  const facts = document.querySelector("[data-facts]");
  const chosen = document.querySelector("select[name=case]");
  const compare = async (typed) => {
    try {
      const address = `${facts.dataset.facts}?${new URLSearchParams({ number: typed || chosen.value })}`;
      const said = await fetch(address, { redirect: "error" });
      if (!said.ok) return;
      facts.innerHTML = await said.text();
      // They stand there now, so the button that asks for them is needless.
      document.querySelector("button[name=show]")?.remove();
      document.dispatchEvent(new Event("change"));
    } catch {
      // The form shows them when it is sent.
    }
  };
  chosen.addEventListener("change", () => compare(""));

  const check = async () => {
    if (running) running.abort();
    running = new AbortController();
    try {
      const address = `${field.dataset.checkCase}?${new URLSearchParams({ number: number.value.trim() })}`;
      const said = await fetch(address, { signal: running.signal, redirect: "error" });
      if (said.ok) answer.innerHTML = await said.text();
      compare(number.value.trim());
    } catch {
      // A comfort: a broken connection changes nothing about the form.
    }
  };

  number.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  });
}
