// Where the shelf is kept: localStorage, under the site's own path, shared by all its tabs.
(() => {
  "use strict";

  const { shelf } = window.broadsheet;
  const config = document.getElementById("__config");
  if (!config) return;
  // Sites of one host share its storage; each has a shelf of its own. Only 404.html's ends in a slash.
  const base = new URL(JSON.parse(config.textContent).base.replace(/\/?$/, "/"), location.href);
  const SHELF = `${base.pathname}.broadsheet-shelf`;
  const KEYS = `${base.pathname}.broadsheet-keys`;

  const watchers = new Set();
  const told = new Set();
  // Where nothing can be kept, the shelf lasts as long as the page.
  let memory = null;
  let reason = "";
  let choice = "";

  const now = () => new Date().toISOString();
  const notify = () => watchers.forEach((watcher) => watcher());

  function tell(problem) {
    if (!problem || told.has(problem)) return;
    told.add(problem);
    window.broadsheet.say?.(problem);
  }

  function forget(problem) {
    reason = problem;
    memory = new Map();
    return memory;
  }

  function setAside(text) {
    try {
      localStorage.setItem(`${SHELF}.broken`, text);
      localStorage.removeItem(SHELF);
    } catch {
      forget("unavailable");
    }
  }

  /** Return the papers as they are now; another tab may have changed them since. */
  function papers() {
    if (memory) return memory;
    let text;
    try {
      text = localStorage.getItem(SHELF);
    } catch {
      return forget("unavailable");
    }
    const found = shelf.read(text, now());
    if (found.problem === "newer") return forget("newer");
    if (found.problem === "broken") {
      setAside(text);
      tell("broken");
    }
    return memory || found.papers;
  }

  function keep(next) {
    if (memory) {
      memory = next;
      tell(reason);
    } else {
      try {
        localStorage.setItem(SHELF, shelf.write(next));
      } catch {
        told.delete("full"); // each change that is lost deserves its word
        tell("full");
        notify();
        return false;
      }
    }
    notify();
    return true;
  }

  function areKeysOff() {
    if (choice) return choice === "off";
    try {
      return localStorage.getItem(KEYS) === "off";
    } catch {
      return false;
    }
  }

  function turnKeys(on) {
    const wanted = on ? "on" : "off";
    try {
      localStorage.setItem(KEYS, wanted);
      choice = "";
    } catch {
      choice = wanted;
    }
  }

  addEventListener("storage", (event) => {
    if (event.key === SHELF || event.key === null) notify();
  });
  // A page that comes back by the back button slept through what happened meanwhile.
  addEventListener("pageshow", (event) => event.persisted && notify());

  window.broadsheet.store = Object.freeze({
    papers,
    /** Return the address of a path below the site's root. */
    address: (path) => new URL(path, base).href,
    change: (id, changes) => keep(shelf.change(papers(), id, changes, now())),
    /** Change several papers at once, each as `[id, changes]`. */
    changeAll: (some) =>
      keep(some.reduce((all, [id, changes]) => shelf.change(all, id, changes, now()), papers())),
    merge: (theirs) => keep(shelf.merge(papers(), theirs)),
    open: (text) => shelf.read(text, now()),
    watch: (watcher) => watchers.add(watcher),
    warn: () => papers() && tell(reason),
    areKeysOff,
    turnKeys,
  });
})();
