// Small comforts. Every page works without them.
"use strict";

const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

// Ctrl+Enter sends what is being written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form.composer");
  if (form) form.requestSubmit();
});

// The whole drop box becomes the control, and the chosen names are listed in it.
for (const box of document.querySelectorAll("[data-drop]")) {
  const input = box.querySelector("input[type=file]");
  if (!input) continue;
  const button = document.createElement("span");
  button.className = "btn btn-outline";
  button.textContent = box.dataset.choose;
  button.setAttribute("aria-hidden", "true");
  const names = document.createElement("ul");
  names.setAttribute("aria-live", "polite");
  box.append(button, names);
  box.classList.add("drop-ready");
  input.addEventListener("change", () => {
    names.replaceChildren(
      ...Array.from(input.files, (file) => {
        const row = document.createElement("li");
        row.textContent = `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} KB`;
        return row;
      }),
    );
  });
}

// A menu closes when the reader goes elsewhere, and by Escape.
const menus = document.querySelectorAll("details.person, details.site-menu");
document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (!menu.open) continue;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// “On this page” shows which part is being read: the last one whose heading has reached the upper third.
const parts = Array.from(document.querySelectorAll(".contents a"), (link) => {
  return { link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) };
}).filter((part) => part.heading);
if (parts.length) {
  const mark = () => {
    const reached = parts.filter((part) => part.heading.getBoundingClientRect().top < innerHeight / 3);
    const present = reached.at(-1) || parts[0];
    for (const part of parts) {
      if (part === present) part.link.setAttribute("aria-current", "location");
      else part.link.removeAttribute("aria-current");
    }
  };
  mark();
  addEventListener("scroll", mark, { passive: true });
}
