/* Comfort only: every page and every form works without this file. */
"use strict";

(() => {
  const SHOW_BUSY_AFTER = 300;

  /* A button with data-copy puts that text on the clipboard and says so, to eyes and ears. */
  async function copy(button) {
    const words = button.querySelector("[data-words]");
    const before = (button.dataset.before ||= words.textContent);
    let isDone = true;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      isDone = false;
      select(button.parentElement.querySelector("bdi"));
    }
    words.textContent = isDone ? button.dataset.done : button.dataset.failed;
    button.classList.toggle("done", isDone);
    announce(words.textContent);
    clearTimeout(Number(button.dataset.timer));
    button.dataset.timer = setTimeout(() => {
      words.textContent = before;
      button.classList.remove("done");
    }, 2500);
  }

  function announce(words) {
    const region = document.getElementById("announcer");
    if (region) region.textContent = words;
  }

  /* Where the clipboard is closed (no https), the text is selected, so that one key press copies it. */
  function select(element) {
    if (element) getSelection().selectAllChildren(element);
  }

  /* A form that takes longer than a blink shows it, and is not sent twice. */
  function wait(form, button) {
    if (form.dataset.sent) return false;
    form.dataset.sent = "yes";
    setTimeout(() => form.dataset.sent && button?.setAttribute("aria-busy", "true"), SHOW_BUSY_AFTER);
    return true;
  }

  function rest(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("submit", (event) => {
    const button = event.submitter || event.target.querySelector("button:not([type=button])");
    if (event.target.method === "post" && !wait(event.target, button)) event.preventDefault();
  });

  /* What is asked after was removed elsewhere, in another tab perhaps: show what there is now. */
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 404) location.reload();
  });

  /* Coming back by the back button shows the page as it was left: busy buttons included. */
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(rest));
})();
