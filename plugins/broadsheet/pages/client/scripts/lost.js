// Lost: the address of an author without a page of their own leads to the search for their papers.
(() => {
  "use strict";

  const { authors, search } = document.querySelector(".bs-lost")?.dataset ?? {};
  if (!authors || !location.pathname.startsWith(authors)) return;
  const slug = location.pathname.slice(authors.length).replace(/(\.html|\/)$/, "");
  if (slug && !slug.includes("/")) location.replace(`${search}?author=${slug}`);
})();
