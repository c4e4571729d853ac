/** @jsxImportSource react */
import { type GraphiQLPlugin, pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { EXAMPLES, type Example } from "./examples";

/** The worked examples, beside the documentation and the history. */
export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: "Examples", icon: Icon, content: Examples };

/** Whether there is room for the examples or the query, not both. */
export const isPhone = (): boolean => matchMedia("(max-width: 700px)").matches;

function Examples() {
  const open = useOpen();
  const query = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.query);
  return (
    <section className="examples" aria-label="Examples">
      <h2>Examples</h2>
      <p>Each opens in a tab, with its variables below the query. Run it with the button, or Ctrl-Enter.</p>
      <ul>
        {EXAMPLES.map((example) => (
          <li key={example.name}>
            <button type="button" onClick={() => open(example)} aria-current={example.query === query || undefined}>
              {example.title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Opens an example: in the tab that has it, or in this one if it is empty, or else in a new one. */
function useOpen(): (example: Example) => void {
  const { tabs, queryEditor, variableEditor } = useGraphiQL(pick("tabs", "queryEditor", "variableEditor"));
  const { addTab, changeTab, updateActiveTabValues, setVisiblePlugin } = useGraphiQLActions();
  return ({ name, query, variables }) => {
    const there = tabs.findIndex((tab) => tab.query === query && (tab.variables ?? "") === variables);
    if (there >= 0) changeTab(there);
    else {
      if (queryEditor?.getValue()) addTab();
      queryEditor?.setValue(query);
      variableEditor?.setValue(variables);
      updateActiveTabValues({ query, variables, operationName: name }); // Else the tab knows only after a while.
    }
    if (isPhone()) setVisiblePlugin(null);
  };
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M9 18h6M10 21h4M8.5 15c-1.6-1-3-3-3-5.5a6.5 6.5 0 0 1 13 0c0 2.5-1.4 4.5-3 5.5z" />
    </svg>
  );
}
