// The sidebar folds and stays folded; pages that open folded remember for themselves.
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
