// The reader's place in the results, kept with the address, so that going back leads to it.
(() => {
  "use strict";

  const REST = 150;
  const HEADER = 80;
  const FRAMES = 6;

  /**
   * Keep the place in `list`; its method `restore` goes back to where the reader was, once the
   * results are there again. Cards far from the window have no height yet, so the place is a card
   * and not a distance.
   */
  function keepPlace(list) {
    let timer = 0;
    const cards = () => [...list.querySelectorAll(".bs-card")];

    function keep() {
      const at = cards().findIndex((card) => card.getBoundingClientRect().bottom > HEADER);
      if (at < 0) return;
      const top = cards()[at].getBoundingClientRect().top;
      try {
        history.replaceState(scrollY > HEADER ? { at, top } : null, "", location.href);
      } catch {
        // From disk some browsers keep nothing; then the page opens at its top.
      }
    }

    addEventListener(
      "scroll",
      () => {
        clearTimeout(timer);
        timer = setTimeout(keep, REST);
      },
      { passive: true },
    );
    list.addEventListener("click", keep, true);
    history.scrollRestoration = "manual";

    return {
      restore() {
        const wanted = history.state;
        const card = cards()[wanted?.at];
        let left = FRAMES;
        // Each frame gives the cards that have come near their height, and so moves all below.
        const step = () => {
          scrollBy(0, card.getBoundingClientRect().top - wanted.top);
          if (--left) requestAnimationFrame(step);
        };
        if (card) step();
      },
    };
  }

  window.broadsheet = Object.assign(window.broadsheet || {}, { keepPlace });
})();
