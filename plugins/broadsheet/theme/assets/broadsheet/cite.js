// The cite box: copies the citation that is shown, downloads what is a file.
(() => {
  "use strict";

  const shown = (box) => box.querySelector("input:checked + label + div").firstElementChild;

  function select(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  // The selection keeps italics for a word processor, and works where the clipboard is shut: file://.
  function copySelected(element) {
    select(element);
    const copied = document.execCommand("copy");
    if (copied) getSelection().removeAllRanges();
    return copied;
  }

  const file = (element) => element.querySelector("a[download]");

  async function copy(element) {
    try {
      if (file(element)) {
        const answer = await fetch(file(element).href);
        await navigator.clipboard.writeText(await answer.text());
        return answer.ok;
      }
      if (element.tagName !== "PRE") return copySelected(element);
      await navigator.clipboard.writeText(element.textContent);
      return true;
    } catch {
      return copySelected(element);
    }
  }

  function download(element) {
    const { type } = element.dataset;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([element.textContent], { type }));
    link.download = element.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  for (const box of document.querySelectorAll(".bs-cite__box")) {
    const [copier, downloader] = box.querySelectorAll("button[data-cite]");
    const status = box.querySelector("[role=status]");
    const refresh = () => {
      status.textContent = "";
      downloader.hidden = !shown(box).dataset.file;
      // From disk no file can be read, only opened.
      copier.hidden = location.protocol === "file:" && Boolean(file(shown(box)));
    };
    box.addEventListener("change", refresh);
    copier.addEventListener("click", async () => {
      const { done, failed } = copier.dataset;
      status.textContent = (await copy(shown(box))) ? done : failed;
    });
    downloader.addEventListener("click", () => download(shown(box)));
    refresh();
  }
})();
