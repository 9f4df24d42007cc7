'use strict';
(function () {
  const live = document.getElementById('live');
  const key = 'loopkeeper-open:' + location.pathname;
  let now = Date.parse(live.dataset.at);
  let failures = 0;

  // A function app serves the first page without a slash at its end, and may want a function's key with every call.
  const here = new URL(location.href);
  if (here.pathname.endsWith('/show-status')) here.pathname += '/';
  function address(relative) {
    const url = new URL(relative, here);
    const code = here.searchParams.get('code');
    if (code && url.origin === here.origin) url.searchParams.set('code', code);
    return url.href;
  }
  document.querySelectorAll('a[href]').forEach((link) => {
    const given = link.getAttribute('href');
    if (!given.startsWith('#')) link.href = address(given);
  });

  function age(seconds) {
    const steps = [[86400, 'day'], [3600, 'hour'], [60, 'minute']];
    for (const [size, name] of steps) {
      const count = Math.floor(seconds / size);
      if (count >= 1) return count + ' ' + name + (count === 1 ? '' : 's') + ' ago';
    }
    return 'just now';
  }

  // Ages follow the server's clock, which need not be the browser's.
  function ages() {
    document.querySelectorAll('time[data-age]').forEach((element) => {
      element.textContent = age((now - Date.parse(element.dateTime)) / 1000);
    });
  }

  function reload() {
    const open = [...document.querySelectorAll('details[id]')].filter((d) => d.open).map((d) => d.id);
    sessionStorage.setItem(key, JSON.stringify(open));
    location.reload();
  }

  function busy() {
    return document.hidden || String(window.getSelection()) !== '' || document.activeElement.matches('button, summary, a');
  }

  async function look() {
    try {
      const answer = await fetch(address(live.dataset.url), {cache: 'no-store', headers: {accept: 'application/json'}});
      if (!answer.ok) throw new Error('answered ' + answer.status);
      const status = await answer.json();
      failures = 0;
      now = Date.parse(status.at || new Date().toISOString());
      live.className = 'live';
      live.textContent = 'Live';
      ages();
      if (status.revision !== live.dataset.revision && !busy()) reload();
    } catch (problem) {
      failures += 1;
      if (failures >= 2) {
        live.className = 'live lost';
        live.textContent = 'No answer from Loopkeeper: this page may be out of date';
      }
    }
    setTimeout(look, failures > 5 ? 30000 : 5000);
  }

  JSON.parse(sessionStorage.getItem(key) || '[]').forEach((id) => {
    const details = document.getElementById(id);
    if (details) details.open = true;
  });
  document.querySelectorAll('.copy').forEach((button) => button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.parentElement.querySelector('pre').textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; button.blur(); }, 1500);
  }));
  if (location.protocol !== 'file:') setTimeout(look, 5000);
})();
