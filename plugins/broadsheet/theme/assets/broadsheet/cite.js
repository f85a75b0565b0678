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

  async function copy(element) {
    try {
      if (element.tagName !== "PRE") return copySelected(element);
      await navigator.clipboard.writeText(element.textContent);
      return true;
    } catch {
      return copySelected(element);
    }
  }

  function download(element) {
    const { file, type } = element.dataset;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([element.textContent], { type }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  for (const box of document.querySelectorAll(".bs-cite__box")) {
    const [copier, downloader] = box.querySelectorAll("button[data-cite]");
    const status = box.querySelector("[role=status]");
    const refresh = () => {
      status.textContent = "";
      downloader.hidden = !shown(box).dataset.file;
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
