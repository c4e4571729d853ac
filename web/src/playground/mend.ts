import { useDocExplorer } from "@graphiql/plugin-doc-explorer";
import { useHistory } from "@graphiql/plugin-history";
import { pick, useGraphiQL } from "@graphiql/react";
import { useLayoutEffect } from "react";

type Attributes = Record<string, string | null>;

/** What GraphiQL says to assistive technology that is not so; null takes an attribute away. */
const MENDED: Record<string, Attributes> = {
  // A tab may hold no other control, but theirs hold two buttons: they are a list of buttons, one of them current.
  ".graphiql-tabs": { role: "list", "aria-label": "Tabs" },
  ".graphiql-tab": { role: "listitem", "aria-selected": null },
  ".graphiql-tab .graphiql-tab-button": { "aria-current": null },
  ".graphiql-tab-active .graphiql-tab-button": { "aria-current": "true" },
  "#graphiql-session": { role: "group" },
  // Each icon stands beside its name, and bears one that the build made up.
  ".graphiql-container svg": { "aria-hidden": "true" },
  // A button is called what is written on it.
  ".graphiql-history-item-label": { "aria-label": null },
};

/** Mends it whenever React may have made or changed what it is about. */
export function useMended(): void {
  const made = useGraphiQL(pick("tabs", "activeTabIndex", "visiblePlugin", "isFetching"));
  const history = useHistory();
  const documentation = useDocExplorer();
  useLayoutEffect(() => {
    for (const [selector, attributes] of Object.entries(MENDED)) {
      for (const element of document.querySelectorAll(selector)) mend(element, attributes);
    }
  }, [made, history, documentation]);
}

function mend(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}
