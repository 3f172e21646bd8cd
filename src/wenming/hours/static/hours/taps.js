// The list of names: what was tapped without network is shown as tapped.
document.addEventListener("outbox", ({ detail }) => {
  const told = Object.fromEntries(detail.entries.filter(([, value]) => typeof value === "string"));
  for (const form of document.querySelectorAll("[data-tap]")) {
    if (form.elements.who.value !== told.who) continue;
    const button = form.querySelector("button"), { tap } = form.dataset;
    form.closest("li").dataset.waits = told.what;
    if (tap === "in") button.disabled = told.what !== "not_in";
    if (tap === "out") button.disabled = !["in", "not_out"].includes(told.what);
    if (tap.startsWith("not_")) button.disabled = true;
  }
});
