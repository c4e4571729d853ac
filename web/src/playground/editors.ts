import { KeyCode, type MonacoEditor, pick, useGraphiQL, useMonaco } from "@graphiql/react";
import { useEffect } from "react";
import { THEMES } from "./colours";

const FONT = 'ui-monospace, "SF Mono", Menlo, Consolas, monospace';
/** Where Escape has nothing else to close. */
const NOTHING_OPEN = [
  "!suggestWidgetVisible",
  "!findWidgetVisible",
  "!markersNavigationVisible",
  "!editorHasMultipleSelections",
].join(" && ");

/** Gives the editors our colours and fonts, a name each, and the keyboard a way out of them. */
export function useEditors(): void {
  const monaco = useMonaco((state) => state.monaco);
  const { queryEditor, variableEditor, responseEditor } = useGraphiQL(
    pick("queryEditor", "variableEditor", "responseEditor"),
  );
  useEffect(() => {
    for (const [name, theme] of Object.entries(THEMES)) monaco?.editor.defineTheme(name, theme);
  }, [monaco]);
  useEffect(() => arrange(queryEditor, "Query"), [queryEditor]);
  useEffect(() => arrange(variableEditor, "Variables"), [variableEditor]);
  useEffect(() => {
    arrange(responseEditor, "Response");
    responseEditor?.getContainerDomNode().setAttribute("aria-live", "off"); // The status below says that it came.
  }, [responseEditor]);
}

function arrange(editor: MonacoEditor | undefined, name: string): void {
  if (!editor) return;
  editor.updateOptions({ ariaLabel: name, fontFamily: FONT, fontSize: 14, wordWrap: "on" });
  const box = editor.getContainerDomNode();
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `${name}: Enter goes in, Escape out`);
  editor.addAction({
    id: "medcode-leave",
    label: "Leave the Editor",
    keybindings: [KeyCode.Escape],
    keybindingContext: NOTHING_OPEN,
    run: () => box.focus(),
  });
}
