// Copy buttons. Without this script the values can still be selected with one click.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  } catch {
    const value = button.closest(".value").querySelector("bdi");
    getSelection().selectAllChildren(value);
    button.textContent = "Selected";
  }
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
});

// Registering a public key: the answer is the API key to paste, or the sentence that says what is wrong.
document.getElementById("register-form")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const shown = form.querySelector("output");
  const reply = await fetch("/_sandbox/keys", { method: "POST", body: JSON.stringify(Object.fromEntries(new FormData(form))) });
  const told = await reply.json();
  shown.textContent = told.error ?? "API key: ";
  if (told.api_key) shown.append(Object.assign(document.createElement("bdi"), { textContent: told.api_key }));
});
