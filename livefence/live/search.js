// @ts-check
// The search: a dialog on every page, opened by / or a button. In: what a reader types. Out: places of the guide.
// Pagefind finds; it asks for every word, and readers type whole questions, so the ranking over the words is ours.

import { button, make } from "./dom.js";

/** @typedef {{id: string, score: number, data: () => Promise<any>}} Hit */
/** @typedef {{search: (words: string | null, options?: object) => Promise<{results: Hit[]}>}} Pagefind */

const MOST = 12;
/** Words of a question that say nothing about its answer. */
const EMPTY = new Set(
  `a about after all also between am an and any are as at be because been but by can can't cannot convert could
   difference do does doesn't doing don't for from get gets getting give gives go got had has have having help
   how i i'm if in into is isn't it its just like make me mean means my need no not of off on one or our out
   please says should so some still than that the their them then there these they thing this to too turn up
   use used using versus vs want was way we what what's when where which while who why will with without won't
   work works would you your sqlalchemy orm python error raised exception`.split(/\s+/),
);

/** Words that the guide has another one for. @type {Record<string, string>} */
const SAME = { dictionary: "dict", rollback: "roll", slow: "fast", sort: "order" };

/** The words that count, all of them if none does. @param {string} question */
export function wordsOf(question) {
  const words = question
    .toLowerCase()
    .replace(/[’`]/g, "'")
    .replace(/<[^>]*>|0x[0-9a-f]+/g, " ")
    .match(/\d+\.\d+|[\p{L}\p{N}_']+/gu)
    ?.map((word) => word.replace(/^'+|'+$/g, ""))
    .filter(Boolean);
  if (!words) return [];
  const telling = words.filter((word) => !EMPTY.has(word) && !/^\d+$/.test(word));
  return [...new Set(telling.length ? telling : words)].slice(0, 24);
}

/**
 * Rank places by the words that they have: a rare word counts more, and so does a place that has many of them.
 * @param {Map<string, Hit[]>} found the hits of each word
 * @param {(id: string) => number} worth what the kind of a place is worth
 * @returns {Hit[]} the best first
 */
export function rank(found, worth = () => 1) {
  const total = new Set([...found.values()].flatMap((hits) => hits.map(({ id }) => id))).size;
  /** @type {Map<string, {hit: Hit, sum: number, words: number}>} */
  const places = new Map();
  for (const hits of found.values()) {
    const rare = Math.log(1 + total / (1 + hits.length)) ** 0.3;
    const best = Math.max(...hits.map(({ score }) => score));
    for (const hit of hits) {
      const place = places.get(hit.id) ?? { hit, sum: 0, words: 0 };
      place.sum += rare * (0.35 + Math.sqrt(hit.score / best));
      place.words += 1;
      places.set(hit.id, place);
    }
  }
  const value = (/** @type {{hit: Hit, sum: number, words: number}} */ { hit, sum, words }) =>
    sum * words * worth(hit.id);
  return [...places.values()].sort((one, other) => value(other) - value(one)).map(({ hit }) => hit);
}

/** The index, and its places of the two kinds that may count less. @param {Pagefind} pagefind */
export async function indexed(pagefind) {
  const [errors, terms] = await Promise.all(
    ["error", "term"].map(async (kind) => {
      const { results } = await pagefind.search(null, { filters: { kind } });
      return new Set(results.map(({ id }) => id));
    }),
  );
  return { pagefind, errors, terms };
}

/** The places for a question, the best first. @param {Awaited<ReturnType<typeof indexed>>} index @param {string} question */
export async function find({ pagefind, errors, terms }, question) {
  const asked = wordsOf(question);
  const words = asked.flatMap((word) => (SAME[word] ? [word, SAME[word]] : [word]));
  const hits = await Promise.all(words.map(async (word) => (await pagefind.search(word)).results));
  // The text of a message, or the name of an error.
  const message = asked.length > 5 || /error|warning|exception/i.test(question);
  return rank(new Map(words.map((word, number) => [word, hits[number]])), (id) =>
    terms.has(id) ? 0.7 : errors.has(id) && !message ? 0.8 : 1,
  );
}

/** Put the search on a page. @param {URL} root of the site */
export function search(root) {
  /** @type {ReturnType<typeof indexed> | undefined} */
  let loading;
  const load = () => {
    loading ??= import(new URL("pagefind/pagefind.js", root).href).then(indexed);
    loading.catch(() => (loading = undefined));
    return loading;
  };
  const field = make("input", {
    type: "text",
    enterKeyHint: "search",
    label: "Search the guide",
    placeholder: "An error, a name or a question",
    autocomplete: "off",
    spellcheck: false,
  });
  const list = make("div", { hidden: true, id: "search-places", label: "Places", role: "listbox" });
  const said = make("p", { className: "search-said", role: "status" });
  const close = button("Close", () => dialog.close());
  const dialog = make(
    "dialog",
    { className: "search", label: "Search" },
    make("div", { className: "search-head" }, field, close),
    said,
    list,
  );
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-controls", list.id],
    ["aria-expanded", "false"],
    ["aria-autocomplete", "list"],
  ])
    field.setAttribute(name, value);
  document.body.append(dialog);
  let chosen = -1;
  let turn = 0;

  /** @param {number} index */
  function choose(index) {
    const places = [...list.children];
    chosen = Math.max(-1, Math.min(index, places.length - 1));
    places.forEach((place, number) => place.setAttribute("aria-selected", String(number === chosen)));
    if (chosen < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", places[chosen].id);
      places[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  async function answer() {
    const mine = ++turn;
    const question = field.value.trim();
    let data;
    try {
      const hits = question ? await find(await load(), question) : [];
      data = await Promise.all(hits.slice(0, MOST).map((hit) => hit.data()));
    } catch {
      if (mine === turn) said.textContent = "The search could not be loaded. Type again to try again.";
      return;
    }
    if (mine !== turn) return;
    list.replaceChildren(...data.map((one, number) => place(one, number)));
    list.hidden = !data.length;
    field.setAttribute("aria-expanded", String(data.length > 0));
    said.textContent = !question
      ? ""
      : data.length
        ? `${data.length === MOST ? "The best" : ""} ${data.length} places`.trim()
        : "Nothing found. Try other words, or the name of the error.";
    choose(data.length ? 0 : -1);
  }

  /** @param {any} data @param {number} number */
  function place(data, number) {
    const { title, chapter, url } = data.meta;
    const where = chapter && chapter !== title ? make("span", { className: "search-chapter" }, chapter) : "";
    const excerpt = make("span", { className: "search-excerpt", innerHTML: data.excerpt });
    const id = `search-place-${number}`;
    const properties = {
      id,
      href: new URL(url, root).href,
      role: "option",
      tabIndex: -1,
      onclick: () => dialog.close(),
    };
    return make("a", properties, make("b", {}, title), where, excerpt);
  }

  function open(question = field.value) {
    if (!dialog.open) dialog.showModal();
    field.value = question;
    field.select();
    load().catch(() => {});
    answer();
  }

  field.addEventListener("input", answer);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(Math.max(chosen - 1, 0));
    else if (event.key === "Enter") /** @type {HTMLElement} */ (list.children[chosen])?.click();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const typing = target instanceof Element && target.closest("input, textarea, select, [contenteditable=true]");
    const slash = key === "/" && !ctrlKey && !metaKey && !altKey && !typing;
    if (!slash && !(key === "k" && (ctrlKey || metaKey))) return;
    event.preventDefault();
    open();
  });
  const opener = (/** @type {string} */ className) => button("Search", () => open(), { className });
  document.querySelector(".sidebar-search-container")?.replaceWith(opener("search-open sidebar-search"));
  document.querySelector(".mobile-header .header-right")?.prepend(opener("search-open"));
  const asked = new URL(location.href).searchParams.get("q");
  if (asked !== null || location.pathname.endsWith("/search.html")) open(asked ?? "");
}
