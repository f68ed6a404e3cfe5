/** Shows the notifications that pages ask for, and brings a page back when one is clicked. Caches nothing. */

async function openPage() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await (pages.length > 0 ? pages[0].focus() : self.clients.openWindow('/'));
}

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPage());
});
