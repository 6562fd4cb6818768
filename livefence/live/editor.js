// @ts-check
// The editor: CodeMirror 6, a file of its own that is loaded on the first Edit.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

/** @type {import("@codemirror/state").StateEffectType<number>} */
const setLine = StateEffect.define();
const errorLine = StateField.define({
  create: () => Decoration.none,
  update(marks, { effects, state, docChanged }) {
    for (const effect of effects) {
      if (!effect.is(setLine)) continue;
      const line = effect.value && effect.value <= state.doc.lines ? state.doc.line(effect.value) : undefined;
      return line ? Decoration.set(Decoration.line({ class: "live-error-line" }).range(line.from)) : Decoration.none;
    }
    return docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Open an editor at the top of a place. Tab leaves it, as it leaves any field; Ctrl+Enter or Cmd+Enter runs.
 * @param {HTMLElement} place
 * @param {string} text
 * @param {{label: string, run: () => void, change: () => void}} events
 */
function open(place, text, { label, run, change }) {
  const view = new EditorView({
    state: EditorState.create({
      doc: text.trimEnd(),
      extensions: [
        keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, ...defaultKeymap, ...historyKeymap]),
        [lineNumbers(), history(), drawSelection(), bracketMatching(), indentOnInput(), indentUnit.of("    ")],
        [python(), syntaxHighlighting(classHighlighter), errorLine],
        EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": "live-keys" }),
        EditorView.updateListener.of((update) => update.docChanged && change()),
      ],
    }),
  });
  // Sphinx takes a slash for a jump to the search, unless it was typed in a field of a form.
  view.dom.addEventListener("keydown", (event) => event.stopPropagation());
  place.prepend(view.dom);
  return {
    get text() {
      return view.state.doc.toString();
    },
    focus: () => view.focus(),
    /** @param {number} line from 1, 0 for none @param {string} message */
    mark(line, message) {
      view.dispatch({ effects: setLine.of(line) });
      view.dom.title = message;
    },
    close: () => view.destroy(),
  };
}

// A classic script has nothing to export.
Object.assign(globalThis, { liveEditor: open });
