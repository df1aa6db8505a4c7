// A question that depends on another answer is shown only where it is asked. Without this file it is always there.
"use strict";

{
  const isGiven = (control) => {
    const form = control.form || document;
    const deciding = form.querySelectorAll(`[name="${CSS.escape(control.dataset.shownIf)}"]`);
    return Array.from(deciding).some((other) => {
      if (other.closest(".field[hidden]")) return false;
      const chosen = other.type === "radio" || other.type === "checkbox" ? other.checked : true;
      return chosen && other.value === control.dataset.shownIfValue;
    });
  };
  // Looked for each time, because questions can come later. Twice, so that what depends on something that
  // depends on something is right too.
  const show = () => {
    for (const _ of [1, 2]) {
      for (const control of document.querySelectorAll("[data-shown-if]")) {
        const field = control.closest(".field");
        if (field) field.hidden = !isGiven(control);
      }
    }
  };
  document.addEventListener("change", show);
  show();
}
