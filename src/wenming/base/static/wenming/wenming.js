// What makes a page pleasant where scripts run. Everything works without it.
(() => {
  const all = (selector, root = document) => root.querySelectorAll(selector);
  const messages = document.getElementById("messages");

  // Messages: what the server refuses comes by htmx (see htmx-config); what never arrived is said here.
  const show = (text) => {
    const box = document.createElement("div");
    box.className = "message message--error";
    box.textContent = text;
    messages.replaceChildren(box);
    look();
  };
  const look = () => {
    messages.focus({ preventScroll: true });
    messages.scrollIntoView({ block: "nearest" });
  };
  if (messages) {
    const say = (event, key) => document.addEventListener(event, () => show(messages.dataset[key]));
    say("htmx:sendError", "offline");
    say("htmx:timeout", "offline");
    document.addEventListener("htmx:responseError", ({ detail }) => {
      if (detail.target !== messages) show(messages.dataset.broken);
    });
    document.addEventListener("htmx:afterSwap", ({ detail }) => {
      if (detail.target !== messages) return;
      if (messages.childElementCount) look();
      else show(messages.dataset.broken);
    });
  }

  // A form with faults: the summary is read first.
  const summary = document.querySelector(".summary");
  if (summary) summary.focus();

  // A place by the phone's position: rounded here already, so that nothing finer leaves the phone.
  for (const part of all("[data-position]")) {
    if (!navigator.geolocation) continue;
    const form = part.closest("form"), said = part.querySelector("[role=status]");
    const [take, drop] = all("button", part);
    const put = (latitude, longitude) => {
      form.elements.latitude.value = latitude;
      form.elements.longitude.value = longitude;
      drop.hidden = !latitude;
    };
    const coarse = (degrees) => degrees.toFixed(3);
    part.hidden = false;
    form.addEventListener("reset", () => [put("", ""), (said.textContent = "")]);
    drop.addEventListener("click", () => [put("", ""), (said.textContent = part.dataset.dropped)]);
    take.addEventListener("click", () => {
      said.textContent = part.dataset.waiting;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          put(coarse(coords.latitude), coarse(coords.longitude));
          said.textContent = part.dataset.taken;
        },
        () => (said.textContent = part.dataset.failed),
        { timeout: 15000, maximumAge: 60000 },
      );
    });
  }

  // Printing
  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // Reading aloud, sentence by sentence: browsers cut long utterances short.
  const voice = window.speechSynthesis;
  for (const button of voice ? all("[data-read-aloud]") : []) {
    const { read, stop } = button.dataset;
    let left = null;
    const end = () => {
      left = null;
      voice.cancel();
      button.textContent = read;
    };
    const next = () => {
      if (!left) return;
      if (!left.length) return end();
      const sentence = new SpeechSynthesisUtterance(left.shift());
      sentence.lang = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en-GB";
      sentence.rate = 0.9;
      sentence.onend = next;
      sentence.onerror = () => left && end();
      voice.speak(sentence);
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      if (left) return end();
      left = document.querySelector("main").innerText.match(/[^。！？；\n]+[。！？；]?/g) || [];
      button.textContent = stop;
      next();
    });
    window.addEventListener("pagehide", end);
  }

  // What was written and not sent is not lost by a slip.
  let unsaved = false;
  document.addEventListener("input", ({ target }) => {
    if (target.closest("form[data-guard]")) unsaved = true;
  });
  document.addEventListener("submit", () => (unsaved = false));
  window.addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
})();
