/* Comfort in the form of a strategy: pairs by a click, flaws told to screen readers, the level that fits what is typed. */
"use strict";

(() => {
  let unfolded = [];
  const editor = () => document.getElementById("editor");

  /* A pair that is offered is added to those that are typed, once. */
  function add(pair) {
    const field = document.getElementById("id_pairs");
    const pairs = field.value.split(/[\s,]+/).filter(Boolean);
    if (!pairs.includes(pair)) pairs.push(pair);
    field.value = pairs.join(", ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* What the answer put beside a field is also said of the field itself. */
  function mark() {
    for (const place of document.querySelectorAll("#editor .flaws")) {
      const field = document.getElementById(place.id.replace(/_flaws$/, ""));
      const isWrong = place.childElementCount > 0;
      if (field && field.matches("input, select, textarea")) {
        if (isWrong) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
      const fold = isWrong && place.closest("details:not([open])");
      if (fold) fold.open = true;
    }
  }

  /* A level of which one number was changed is nobody's level any more. */
  function level() {
    const name = document.querySelector("#preview [data-risk-level]")?.dataset.riskLevel;
    const option = name && editor()?.querySelector(`[name=risk_level][value="${name}"]`);
    if (option) option.checked = true;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pair]");
    if (button) add(button.dataset.pair);
  });

  /* Searching for a pair changes nothing that is shown: the form need not hear of it. */
  function seclude() {
    const finder = document.querySelector("#editor .finder");
    if (!finder || finder.dataset.secluded) return;
    finder.dataset.secluded = "yes";
    finder.addEventListener("input", (event) => event.stopPropagation());
  }
  seclude();

  /* Enter in the search takes the first pair that was found; it does not save the form. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.id !== "pair-search") return;
    event.preventDefault();
    document.querySelector("#pair-offers [data-pair]")?.click();
  });

  /* A new form, with the numbers of a level, is as far unfolded as the one before. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id !== "editor") return;
    unfolded = [...document.querySelectorAll("#editor details[open]")].map((fold) => fold.id);
  });

  /* Another market has other pairs. */
  document.addEventListener("change", (event) => {
    if (event.target.name === "market_type") document.body.dispatchEvent(new Event("market"));
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    seclude();
    for (const id of unfolded.splice(0)) document.getElementById(id)?.setAttribute("open", "");
    if (event.target.id !== "preview" && !event.target.closest?.("#preview")) return;
    mark();
    level();
  });
})();
