// The line that a search is written on.
(() => {
  "use strict";

  const TYPING = 120;
  const FIELDS = "input:not([type=checkbox], [type=range]), textarea, select";

  /**
   * Make the line in `place`. `ask` is given the text while it is typed, and whether typing has
   * ended.
   */
  function makeForm(place, words, ask) {
    const { marks, store } = window.broadsheet;
    const { element } = marks;
    const field = element("input", {
      id: "bs-search-text",
      type: "search",
      maxlength: "500",
      placeholder: words.hint,
      "aria-label": words.field,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "search",
    });
    const submit = element("button", { type: "submit" }, words.search);
    const form = element("form", { class: "bs-search__form", role: "search" }, field, submit);
    let timer = 0;

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => ask(field.value.trim(), false), TYPING);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      ask(field.value.trim(), true);
    });
    // The theme's key for its own search, which this page has not.
    addEventListener("keydown", (event) => {
      const isOurs = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isOurs || event.target.closest?.(FIELDS) || store.areKeysOff()) return;
      event.preventDefault();
      field.focus();
      field.select();
    });
    place.replaceChildren(form);

    return {
      field,
      /** Return what is written, typed this moment or before. */
      take() {
        clearTimeout(timer);
        return field.value.trim();
      },
      show(text) {
        if (field.value.trim() !== text) field.value = text;
      },
    };
  }

  window.broadsheet = Object.assign(window.broadsheet || {}, { makeForm });
})();
