/** What GraphiQL calls its two themes of Monaco. */
const DARK = "graphiql-DARK";
const LIGHT = "graphiql-LIGHT";

/** The editors in the colours of the explorer, each legible on its ground. */
export const THEMES = {
  [LIGHT]: {
    base: "vs" as const,
    inherit: true,
    colors: colours({ ground: "#ffffff", accent: "#1d4ed8", quiet: "#4c5566" }),
    rules: rules("1d4ed8", { name: "7a3e00", type: "0b6b6b", string: "a3180f", number: "14652f", quiet: "4c5566" }),
  },
  [DARK]: {
    base: "vs-dark" as const,
    inherit: true,
    colors: colours({ ground: "#1c1f26", accent: "#8fb4ff", quiet: "#a9b1c1" }),
    rules: rules("8fb4ff", { name: "e8c9a0", type: "6fd3c7", string: "ffab9d", number: "7fd79a", quiet: "a9b1c1" }),
  },
};

function colours({ ground, accent, quiet }: Record<"ground" | "accent" | "quiet", string>): Record<string, string> {
  const clear = "#ffffff00";
  const of = (value: string, ...names: string[]) => Object.fromEntries(names.map((name) => [name, value]));
  return {
    ...of(clear, "editor.background", "scrollbar.shadow"),
    ...of(ground, "editorWidget.background", "editorHoverWidget.background", "editorSuggestWidget.background"),
    ...of(ground, "quickInput.background", "menu.background"),
    ...of(quiet, ...["foreground", "activeForeground", "dimmedForeground"].map((which) => `editorLineNumber.${which}`)),
    ...of(quiet, ...[1, 2, 3].map((depth) => `editorBracketHighlight.foreground${depth}`)),
    ...of(accent, "focusBorder", "textLink.foreground", "textLink.activeForeground", "list.highlightForeground"),
    ...of(accent, "list.focusHighlightForeground", "editorSuggestWidget.selectedForeground"),
    ...of(accent, "menu.selectionForeground"),
    ...of(`${accent}22`, "list.hoverBackground", "editorSuggestWidget.selectedBackground", "menu.selectionBackground"),
  };
}

type Tokens = "name" | "type" | "string" | "number" | "quiet";

function rules(keyword: string, { name, type, string, number, quiet }: Record<Tokens, string>) {
  const foregrounds: Record<string, string> = {
    "keyword.gql": keyword,
    "key.identifier.gql": name,
    "type.identifier.gql": type,
    "argument.identifier.gql": type,
    "operator.gql": quiet,
    "string.gql": string,
    "number.gql": number,
    "number.float.gql": number,
    "comment.gql": quiet,
    "string.key.json": name,
    "string.value.json": string,
    "number.json": number,
    "keyword.json": keyword,
    "delimiter.gql": quiet,
  };
  return Object.entries(foregrounds).map(([token, foreground]) => ({ token, foreground }));
}
