/* Ends the offline worker of a portal: removes what it kept, and then itself. In front of this stands SITE.

   It is published beside every portal as offline/off.js. Put in the place of sw.js it reaches every reader at the next visit. */
"use strict";
const HEAD = `portal/1/${SITE}/`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil((async () => {
  const kept = (await caches.keys()).filter(name => name.startsWith(HEAD));
  await Promise.all(kept.map(name => caches.delete(name)));
  await self.registration.unregister();
  const open = kept.length ? await self.clients.matchAll({ type: "window" }) : []; // with nothing kept, no page is shown from it
  await Promise.all(open.map(client => client.navigate(client.url).catch(() => null)));
})()));
