import { NodeLink } from "../ui/node-link";
import { Panel } from "../ui/panel";
import { words } from "../ui/words";
import { documentOf, kindOf, meaning } from "./kinds";
import type { Kind, Property } from "./listing";

/** A value of a property, as the API gives it. */
export type Known = string | number | boolean | readonly string[] | null | undefined;

interface Described {
  title: string;
  kind: Kind;
  node: { curie: string } & Record<string, unknown>;
  /** What properties are called here, where it is not what the schema calls them. */
  labels?: Readonly<Record<string, string>> | undefined;
}

/** A panel with what is known of a node; none where nothing is. */
export function About({ title, kind, node, labels = {} }: Described) {
  if (!kind.properties.some((property) => isKnown(node[property.name] as Known))) return null;
  return (
    <Panel title={title} id="about" query={{ document: documentOf(kind, []), variables: { curie: node.curie } }}>
      <Properties properties={kind.properties} of={node} labels={labels} />
    </Panel>
  );
}

function isKnown(value: Known): boolean {
  return value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && !value.length);
}

interface Listed {
  properties: readonly Property[];
  of: Record<string, unknown>;
  labels: Readonly<Record<string, string>>;
}

function Properties({ properties, of, labels }: Listed) {
  const known = properties.filter((property) => isKnown(of[property.name] as Known));
  return (
    <dl class="properties">
      {known.map((property) => (
        <div key={property.name}>
          <dt title={property.what}>{labels[property.name] ?? words(property.name)}</dt>
          <dd>
            <Value value={of[property.name] as Known} type={property.type} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What an edge says, as a few words each. */
export function Marks({ marks, of }: { marks: readonly Property[]; of: Record<string, unknown> }) {
  const known = marks.filter((mark) => isKnown(of[mark.name] as Known));
  if (!known.length) return null;
  return (
    <ul class="marks">
      {known.map((mark) => (
        <li key={mark.name} title={mark.what}>
          {words(mark.name)}: <Value value={of[mark.name] as Known} type={mark.type} />
        </li>
      ))}
    </ul>
  );
}

/** A value as people read it. */
export function Value({ value, type }: { value: Known; type: string }) {
  if (Array.isArray(value)) return <Values values={value} type={type} />;
  if (typeof value === "boolean") return <>{value ? "yes" : "no"}</>;
  if (typeof value === "number") return <>{value.toLocaleString("en")}</>;
  const text = String(value);
  const what = meaning(type, text);
  if (what) return <span title={what}>{words(text).toLowerCase()}</span>;
  if (/^https?:/.test(text)) return <a href={text} rel="noreferrer">{text}</a>;
  if (kindOf(text)) return <NodeLink node={{ curie: text, name: text }} />;
  return <span class="text">{text}</span>;
}

function Values({ values, type }: { values: readonly string[]; type: string }) {
  return (
    <ul>
      {values.map((value, place) => (
        <li key={place}>
          <Value value={value} type={type} />
        </li>
      ))}
    </ul>
  );
}
