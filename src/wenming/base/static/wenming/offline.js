// Without network: a form with `data-offline` is kept on the phone and sent once there is one.
// Described in docs/look.md, "Without network". Without scripts the same forms are sent as ever.
(() => {
  const person = document.documentElement.dataset.person || "";
  const box = document.getElementById("outbox");
  const forms = [...document.querySelectorAll("form[data-offline]")];
  const PAGES = "pages", AGAIN = 15000;

  // Where it is kept ------------------------------------------------------------------------
  const opened = () =>
    new Promise((done, fail) => {
      const asked = indexedDB.open("outbox", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "ticket" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  const within = async (mode, deed) => {
    const db = await opened();
    try {
      return await new Promise((done, fail) => {
        const turn = db.transaction("waiting", mode);
        const asked = deed(turn.objectStore("waiting"));
        turn.oncomplete = () => done(asked.result);
        turn.onabort = turn.onerror = () => fail(turn.error);
      });
    } finally {
      db.close();
    }
  };
  const keep = (item) => within("readwrite", (store) => store.put(item));
  const drop = (ticket) => within("readwrite", (store) => store.delete(ticket));
  const mine = async () => {
    const all = await within("readonly", (store) => store.getAll());
    return all.filter((item) => item.person === person).sort((a, b) => a.at - b.at);
  };

  // A person who signs out leaves nothing on the phone; another's pages are not shown.
  const wipePages = () => (window.caches ? caches.delete(PAGES) : Promise.resolve());
  const wipe = async () => {
    await wipePages();
    await new Promise((done) => {
      const asked = indexedDB.deleteDatabase("outbox");
      asked.onsuccess = asked.onerror = asked.onblocked = done;
    });
  };
  if (localStorage.getItem("person") !== person) {
    wipePages();
    if (person) localStorage.setItem("person", person);
    else localStorage.removeItem("person");
  }
  // Where the address is not a safe one, browsers keep nothing: the forms are sent as ever.
  if (!person || !box || !window.indexedDB || !crypto.randomUUID) return;

  // Sending -----------------------------------------------------------------------------------
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";
  const words = (page) => {
    const places = ["#problem strong", "#problem h1", ".summary a", ".field__error"];
    const said = places.map((place) => page.querySelector(place)).find(Boolean);
    return said ? said.textContent.trim() : box.dataset.broken;
  };
  // What became of it: sent, refused (with the reason), or still waiting.
  const send = async (item) => {
    const body = new FormData();
    for (const [name, value] of item.entries) body.append(name, value);
    body.set("age", Math.max(0, Date.now() - item.at));
    const headers = { Outbox: "1", "X-CSRFToken": token() };
    let answer, text;
    try {
      answer = await fetch(item.url, { method: "POST", body, headers });
      text = await answer.text();
    } catch {
      return { waits: true };
    }
    const url = answer.headers.get("Outbox-Location");
    if (url && url.includes("/account/")) return { waits: true, signIn: true };
    if (url) return { sent: true, url };
    if (answer.status >= 500 || answer.status === 429) return { waits: true };
    return { why: words(new DOMParser().parseFromString(text, "text/html")) };
  };
  // What was handed over on this page and has not arrived, so far as this page knows; the rounds
  // go one after the other, and one may send what was handed over for the next.
  const underway = new Map();
  let sending = Promise.resolve();
  const flush = () => (sending = sending.then(round, round));
  const round = async () => {
    let signIn = false;
    for (const item of await mine()) {
      if (item.why) continue;
      const result = await send(item);
      if (underway.has(item.ticket)) underway.set(item.ticket, { item, result });
      if (result.waits) {
        signIn = result.signIn;
        break;
      }
      if (result.sent) await drop(item.ticket);
      else await keep({ ...item, why: result.why });
    }
    await show(signIn);
  };

  const mark = (item) => document.dispatchEvent(new CustomEvent("outbox", { detail: item }));

  // What is waiting, and what was refused, in words ------------------------------------------------
  const line = (text, label, deed) => {
    const p = document.createElement("p"), button = document.createElement("button");
    p.append(`${text} `);
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = label;
    button.addEventListener("click", deed);
    p.append(button);
    return p;
  };
  let timer = 0;
  const show = async (signIn) => {
    const items = await mine(), waiting = items.filter((item) => !item.why);
    const { waiting: many, now, signin, gone, refused } = box.dataset;
    const lines = [];
    if (waiting.length) {
      const text = many.replace("{n}", waiting.length) + (signIn ? ` ${signin}` : "");
      lines.push(line(text, now, () => settle(flush())));
    }
    for (const { ticket, label, why } of items.filter((item) => item.why)) {
      const text = refused.replace("{what}", label).replace("{why}", why);
      lines.push(line(text, gone, () => drop(ticket).then(() => show())));
    }
    box.replaceChildren(...lines);
    box.hidden = !lines.length;
    clearTimeout(timer);
    if (waiting.length) timer = setTimeout(() => settle(flush()), AGAIN);
    waiting.forEach(mark);
  };
  // A list that this page shows is out of date once something of it was sent from the outbox.
  const settle = async (turn) => {
    const before = (await mine()).length;
    await turn;
    if (before && !(await mine()).length && forms.some((form) => form.dataset.swap)) location.reload();
  };

  // Forms ---------------------------------------------------------------------------------------
  const submit = async (form) => {
    // A ticket of its own: a page that was kept would come with the same one again.
    const ticket = crypto.randomUUID(), own = ["csrfmiddlewaretoken", "ticket"];
    const entries = [...new FormData(form)].filter(([name]) => !own.includes(name));
    entries.push(["ticket", ticket]);
    const page = location.pathname, label = form.dataset.offline;
    const item = { ticket, person, page, label, entries, url: form.action, at: Date.now() };
    underway.set(ticket, { item, result: { waits: true } });
    mark(item);
    try {
      await keep(item);
    } catch {
      return form.submit(); // A phone that keeps nothing sends it as ever.
    }
    await flush();
    const { result } = underway.get(ticket);
    underway.delete(ticket);
    if (result.sent) return arrive(form, result);
    if (result.why && !form.dataset.swap) {
      // The page itself says what is wrong, at the field.
      await drop(ticket);
      return form.submit();
    }
    if (!result.waits) return;
    form.reset();
    box.scrollIntoView({ block: "nearest" });
  };
  let latest = 0;
  const arrive = async (form, { url }) => {
    const place = form.dataset.swap, turn = (latest += 1);
    if (!place) return location.assign(url);
    form.reset();
    let page, waiting;
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) throw new Error(answer.status);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
      waiting = await mine();
    } catch {
      // It has arrived; only the list that shows it has not come back yet.
      return setTimeout(() => turn === latest && arrive(form, { url }), AGAIN);
    }
    // What arrived meanwhile asks for the list itself, and this one may not know of it.
    if (turn !== latest) return;
    document.querySelector(place).replaceWith(page.querySelector(place));
    for (const { item, result } of underway.values()) if (result.waits) mark(item);
    waiting.forEach(mark);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-offline]")) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "true";
    submit(form).finally(() => delete form.dataset.sending);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches('form[action$="/account/logout/"]')) return;
    event.preventDefault();
    mine()
      .then((items) => !items.length || window.confirm(box.dataset.leaving.replace("{n}", items.length)))
      .then((leaves) => leaves && wipe().then(() => form.submit()));
  });
  window.addEventListener("online", () => settle(flush()));
  mine().then((items) => (items.some((item) => !item.why) ? settle(flush()) : show()));

  // The page itself is kept too, if the server lets it.
  if (forms.length && navigator.serviceWorker) {
    navigator.serviceWorker
      .register(box.dataset.worker)
      .then(() => navigator.serviceWorker.ready)
      .then(() => fetch(location.href))
      .then(async (answer) => {
        if (!answer.ok || answer.redirected || answer.headers.get("Offline-Page") !== "keep") return;
        const pages = await caches.open(PAGES);
        await pages.put(location.href, answer);
        await pages.addAll([...document.scripts].map((script) => script.src).filter(Boolean));
        box.dataset.kept = "true";
      })
      .catch(() => {});
  }
})();
