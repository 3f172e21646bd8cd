// What the browser does for this site without network (base/offline.py, docs/look.md).
const ASSETS = "assets-{{ version }}", PAGES = "pages";
const LIST = {{ assets|safe }};
const NOTHING = "{{ nothing }}";

self.addEventListener("install", (event) => {
  const all = LIST.concat(NOTHING).map((url) => new Request(url, { cache: "reload" }));
  event.waitUntil(caches.open(ASSETS).then((cache) => cache.addAll(all)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("assets-") && name !== ASSETS;
  const gone = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(gone.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("{{ static }}")) event.respondWith(asset(request));
});

async function asset(request) {
  try {
    return await fetch(request);
  } catch (fault) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw fault;
  }
}

// The network first; what the server lets be kept is kept for when there is none.
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && answer.headers.get("Offline-Page") === "keep") {
      await (await caches.open(PAGES)).put(request.url, answer.clone());
    }
    return answer;
  } catch {
    const kept = (more) => caches.match(request.url, { cacheName: PAGES, ...more });
    return (await kept()) || (await kept({ ignoreSearch: true })) || caches.match(NOTHING, { cacheName: ASSETS });
  }
}
