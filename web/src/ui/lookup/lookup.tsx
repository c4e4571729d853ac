import type { TargetedEvent, TargetedFocusEvent, TargetedKeyboardEvent } from "preact";
import { useLocation } from "preact-iso";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { NodeKind } from "../../api/kinds";
import { Popup, optionsOf, summaryOf } from "./popup";
import { useActive } from "./use-active";
import { useSuggestions } from "./use-suggestions";
import "./lookup.css";

interface Properties {
  label: string;
  /** Whether the label is only read out. */
  labelHidden?: boolean;
  /** What stands in the box until something else is typed. */
  given?: string;
  placeholder?: string;
  /** Only nodes of these kinds. */
  kinds?: readonly NodeKind[];
  /** Where the choice of a node leads. */
  toNode: (curie: string) => string;
  /** Where the text itself leads, if no node is chosen. */
  toText: (text: string) => string;
  /** What the text leads to; with it that is offered below the nodes. */
  textLeadsTo?: string;
  /** The key that leads to the box from elsewhere. */
  shortcut?: string;
  autofocus?: boolean;
}

/** A box that suggests nodes while one types: a combobox with a list, as the ARIA patterns describe it. */
export function Lookup(properties: Properties) {
  const {
    label,
    labelHidden,
    given = "",
    placeholder,
    kinds,
    toNode,
    toText,
    textLeadsTo,
    shortcut,
    autofocus,
  } = properties;
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const { route } = useLocation();
  const [text, setText] = useState(given);
  const [open, setOpen] = useState(false);
  const asked = open ? text.trim() : "";
  const { data: groups, error, loading } = useSuggestions(asked, kinds);
  const shown = asked !== "" && (groups !== undefined || error !== undefined);
  const leads = textLeadsTo && asked ? { title: `${textLeadsTo} “${asked}”`, address: toText(asked) } : undefined;
  const { active, move, leave } = useActive(shown ? optionsOf(id, groups, leads) : []);

  useEffect(() => setText(given), [given]);
  useEffect(() => {
    if (autofocus) box.current?.focus({ preventScroll: true });
  }, [autofocus]);

  const show = (visible: boolean): void => {
    setOpen(visible);
    leave();
  };
  const onInput = (event: TargetedEvent<HTMLInputElement>): void => {
    setText(event.currentTarget.value);
    show(true);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (takes(event.key)) event.preventDefault();
  };
  const takes = (key: string): boolean => {
    if (key === "Escape") {
      if (!shown) setText("");
      show(false);
      return true;
    }
    if (key === "Enter") return active !== undefined && follow(active);
    if (!shown && (key === "ArrowDown" || key === "ArrowUp")) show(true);
    return move(key);
  };
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    if (!text.trim()) return;
    show(false);
    route(toText(text.trim()));
  };
  const onFocusOut = (event: TargetedFocusEvent<HTMLFormElement>): void => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) show(false);
  };
  const onChoose = (name: string | undefined): void => {
    if (name) setText(name);
    show(false);
  };

  return (
    <form class="lookup" onSubmit={onSubmit} onFocusOut={onFocusOut} data-busy={loading}>
      <label for={`${id}-box`} class={labelHidden ? "hidden" : undefined}>
        {label}
      </label>
      <div class="lookup-box">
        <input
          ref={box}
          id={`${id}-box`}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={shown ? `${id}-list` : undefined}
          aria-activedescendant={active}
          aria-keyshortcuts={shortcut}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
          placeholder={placeholder}
          value={text}
          onInput={onInput}
          onKeyDown={onKeyDown}
        />
        {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
        {shown && (
          <Popup
            id={id}
            groups={groups}
            leads={leads}
            active={active}
            error={error}
            toNode={toNode}
            onChoose={onChoose}
          />
        )}
      </div>
      <span role="status" class="hidden">
        {shown && summaryOf(groups, error)}
      </span>
    </form>
  );
}

function follow(option: string): true {
  document.getElementById(option)?.click();
  return true;
}
