// @ts-check
// Make elements. The names that the pages and the style sheet share stand here.

export const SOURCE = (/** @type {number} */ cell) => `[data-cell="${cell}"][data-part="source"]`;
export const OUTPUT = (/** @type {number} */ cell) => `[data-cell="${cell}"][data-part="output"]`;
export const SQL = (/** @type {number} */ cell) => `details.sql[data-cell="${cell}"]`;

/**
 * An element with its properties and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} properties
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, properties = {}, ...children) {
  const { data = {}, label, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  Object.assign(element.dataset, data);
  if (label) element.setAttribute("aria-label", label);
  element.append(...children);
  return element;
}

/** A button. @param {string} text @param {(event: MouseEvent) => void} onclick @param {Record<string, any>} properties */
export const button = (text, onclick, properties = {}) =>
  make("button", { type: "button", onclick, ...properties }, text);
