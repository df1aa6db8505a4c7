// The sidebar folds and stays folded; pages that open folded remember for themselves. The page of a case
// asks every half minute who else is on it, as long as it is looked at. A menu closes when one looks elsewhere.
"use strict";

const toggle = document.getElementById("toggle-nav-sidebar");
if (toggle) {
  const main = document.getElementById("main");
  const key = main.classList.contains("shifted") ? "clearway.sidebar" : "clearway.sidebar.folded";
  const stored = localStorage.getItem(key);
  if (stored) main.classList.toggle("shifted", stored === "open");
  const tell = () => toggle.setAttribute("aria-expanded", main.classList.contains("shifted"));
  tell();
  toggle.addEventListener("click", () => {
    const open = main.classList.toggle("shifted");
    localStorage.setItem(key, open ? "open" : "folded");
    tell();
  });
}

const presence = document.querySelector("[data-presence]");
if (presence) {
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(presence.dataset.presence, { credentials: "same-origin", redirect: "error" });
      const words = answer.ok ? (await answer.text()).trim() : "";
      if (words !== presence.innerHTML.trim()) presence.innerHTML = words;
    } catch {
      // The notice is a courtesy: without it the page is whole.
    }
  };
  setInterval(ask, 30000);
  document.addEventListener("visibilitychange", ask);
}

const more = document.querySelector(".staff-more");
if (more) {
  document.addEventListener("click", (event) => {
    if (!more.contains(event.target)) more.open = false;
  });
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    more.querySelector("summary").focus();
  });
}
