import type { CombinedError } from "@urql/core";
import { HitName, HitText } from "../hit";
import { KindBadge } from "../kind";
import { count } from "../words";
import type { Group } from "./use-suggestions";

interface Properties {
  /** What the ids of the list and its options begin with. */
  id: string;
  groups: readonly Group[] | undefined;
  /** Where the text itself leads. */
  leads: Lead | undefined;
  /** The id of the option that the keys have led to. */
  active: string | undefined;
  error: CombinedError | undefined;
  toNode: (curie: string) => string;
  /** Told of a choice, with its name if it is a node. */
  onChoose: (name?: string) => void;
}

interface Lead {
  title: string;
  address: string;
}

/** The ids of all options, in their order. */
export function optionsOf(id: string, groups: readonly Group[] = [], leads: Lead | undefined): string[] {
  const nodes = groups.flatMap(([, hits]) => hits.map((hit) => optionOf(id, hit.node.curie)));
  return leads ? [...nodes, optionOf(id, "")] : nodes;
}

/** What there is to choose from, in a few words. */
export function summaryOf(groups: readonly Group[] | undefined, error: CombinedError | undefined): string {
  if (error) return error.networkError ? "The service cannot be reached." : "There are no suggestions for this.";
  const hits = groups?.flatMap(([, hits]) => hits) ?? [];
  return hits.length ? count(hits.length, "suggestion") : "Nothing begins so.";
}

/** The options of a box, by kind. Each is a link, so that it can be opened beside this page too. */
export function Popup({ id, groups = [], leads, active, error, toNode, onChoose }: Properties) {
  const none = groups.length === 0;
  return (
    <div class="lookup-popup" onMouseDown={keepFocus}>
      {none && <p>{summaryOf(groups, error)}</p>}
      {(!none || leads) && (
        <div role="listbox" id={`${id}-list`} aria-label="Suggestions" tabIndex={-1}>
          {groups.map(([kind, hits]) => (
            <div role="group" key={kind} aria-labelledby={`${id}-${kind}`}>
              <div role="presentation" id={`${id}-${kind}`}>
                <KindBadge kind={kind} />
              </div>
              {hits.map((hit) => (
                <a
                  key={hit.node.curie}
                  {...option(id, hit.node.curie, active)}
                  href={toNode(hit.node.curie)}
                  onClick={() => onChoose(hit.node.name)}
                >
                  <HitName hit={hit} />
                  <HitText hit={hit} />
                </a>
              ))}
            </div>
          ))}
          {leads && (
            <a {...option(id, "", active)} class="all" href={leads.address} onClick={() => onChoose()}>
              {leads.title}
            </a>
          )}
        </div>
      )}
    </div>
  );
}

function option(id: string, curie: string, active: string | undefined) {
  const own = optionOf(id, curie);
  return { role: "option" as const, id: own, "aria-selected": own === active, tabIndex: -1 };
}

function optionOf(id: string, curie: string): string {
  return `${id}-${curie}`;
}

/** The box keeps the focus while an option is clicked; else the list would go before the click is done. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
