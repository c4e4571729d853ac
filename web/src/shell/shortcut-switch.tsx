import { useLayoutEffect, useState } from "preact/hooks";
import { remember, remembered } from "./memory";

const KEY = "shortcut";

/** Whether keys go to the search and through the codes of a book: what one key does has to be what can be turned off. */
export function ShortcutSwitch() {
  const [on, setOn] = useState(remembered(KEY) !== "off");
  useLayoutEffect(() => {
    document.documentElement.dataset[KEY] = on ? "on" : "off";
    remember(KEY, on ? "on" : "off");
  }, [on]);
  return (
    <label class="shortcut">
      <input type="checkbox" checked={on} onChange={(event) => setOn(event.currentTarget.checked)} /> The key{" "}
      <kbd>/</kbd> goes to the search, <kbd>←</kbd> <kbd>→</kbd> <kbd>↑</kbd> through codes
    </label>
  );
}
