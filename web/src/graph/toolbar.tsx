import { useId } from "preact/hooks";
import type { View } from "./view";

interface Properties {
  view: View;
  change: (patch: Partial<View>) => void;
}

/** How far to look, and whether as a picture or as tables. */
export function Toolbar({ view, change }: Properties) {
  return (
    <>
      <Choice
        title="Show as"
        options={[
          ["picture", "Picture"],
          ["table", "Table"],
        ]}
        value={view.as}
        onChange={(as) => change({ as })}
      />
      <Choice
        title="Depth"
        options={[
          [1, "1"],
          [2, "2"],
        ]}
        value={view.depth}
        onChange={(depth) => change({ depth })}
      />
    </>
  );
}

interface ChoiceProperties<Value> {
  title: string;
  options: readonly (readonly [value: Value, label: string])[];
  value: Value;
  onChange: (value: Value) => void;
}

function Choice<Value extends string | number>({ title, options, value, onChange }: ChoiceProperties<Value>) {
  const name = useId();
  return (
    <fieldset class="graph-choice">
      <legend>{title}</legend>
      {options.map(([option, label]) => (
        <label key={option}>
          <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} /> {label}
        </label>
      ))}
    </fieldset>
  );
}
