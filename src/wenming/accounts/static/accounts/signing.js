// Passkeys, and a look at the password one types. Without scripts there are codes and passwords.
(() => {
  const all = (selector) => document.querySelectorAll(selector);

  if (window.webauthnJSON?.supported()) {
    for (const button of all("[data-needs-passkey]")) button.hidden = false;
    for (const words of all("[data-without-passkey]")) words.hidden = true;
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const box = document.createElement("p");
    box.className = "message message--error";
    box.textContent = document.querySelector("[data-passkey-failed]").dataset.passkeyFailed;
    document.getElementById("messages").replaceChildren(box);
    document.getElementById("messages").focus();
  });

  for (const button of all("[data-shows]")) {
    const field = document.getElementById(button.dataset.shows);
    button.hidden = false;
    button.addEventListener("click", () => {
      const hidden = field.type === "password";
      field.type = hidden ? "text" : "password";
      button.setAttribute("aria-pressed", String(hidden));
    });
  }
})();
