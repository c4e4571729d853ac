/** @jsxImportSource react */
import { useGraphiQLActions } from "@graphiql/react";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { useEffect } from "react";
import { INTROSPECTION, ask } from "./ask";
import { CopyLink } from "./copy-link";
import { useEditors } from "./editors";
import { FIRST } from "./examples";
import { EXAMPLES_PLUGIN, isPhone } from "./examples-plugin";
import { askedHere } from "./link";
import { useMended } from "./mend";
import { Status } from "./status";
import { storage } from "./storage";

const PLUGINS = [EXAMPLES_PLUGIN, HISTORY_PLUGIN];
const STORAGE = storage();
const ASKED = askedHere();
const NEW_HERE = !STORAGE?.getItem("graphiql:tabState");
/** What to begin with: the address decides, or else what was left here, or else an example. */
const BEGIN = ASKED ?? (NEW_HERE ? FIRST : undefined);

/** GraphiQL with our examples, the cost of each run, and an address that can be passed on. */
export function Playground() {
  return (
    <GraphiQL
      fetcher={ask}
      {...(STORAGE && { storage: STORAGE })}
      plugins={PLUGINS}
      {...(NEW_HERE && !isPhone() && { visiblePlugin: EXAMPLES_PLUGIN })}
      {...(BEGIN && { initialQuery: BEGIN.query, initialVariables: BEGIN.variables })}
      defaultQuery=""
      defaultEditorToolsVisibility="variables"
      isHeadersEditorEnabled={false}
      shouldPersistHeaders={false}
      introspectionQueryName={INTROSPECTION}
      inputValueDeprecation
    >
      <GraphiQL.Logo>
        <h1>Playground</h1>
        <a href="/">medcode-graph</a>
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, merge, copy }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <CopyLink />
          </>
        )}
      </GraphiQL.Toolbar>
      <GraphiQL.Footer>
        <Arrangements />
        <Status />
      </GraphiQL.Footer>
    </GraphiQL>
  );
}

/** What has to be done inside GraphiQL, and shows nothing. */
function Arrangements() {
  const { setOperationName } = useGraphiQLActions();
  useEffect(() => {
    if (ASKED?.operationName) setOperationName(ASKED.operationName);
  }, []);
  useEditors();
  useMended();
  return null;
}
