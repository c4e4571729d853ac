import type { TargetedClipboardEvent, TargetedKeyboardEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { count } from "../ui/words";
import { MOST_CODES, sizeOf } from "./case";
import { withCodes } from "./case-actions";
import type { List } from "./reading/code-forms";
import { type ReadCodes, readCodes } from "./reading/read-codes";
import type { CaseInHand } from "./use-case";

const BOXES = {
  diagnoses: ["Add diagnoses", "S72.001A Y, E1165, n17.9 N"],
  procedures: ["Add procedures", "0SR9019, 27447-RT x1"],
} as const;
const TOLD = 8;

/** A box that takes codes as people have them: what is pasted is read at once, what is typed with Enter. */
export function CodeBox({ list, hand }: { list: List; hand: CaseInHand }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState("");
  const [label, example] = BOXES[list];
  const add = (text: string): boolean => {
    const found = readCodes(text, list);
    const after = withCodes(hand.now, found);
    const size = found.diagnoses.length + found.procedures.length;
    setProblem(after ? unreadOf(found, text) : tooMany(sizeOf(hand.now) + size));
    if (after && size) hand.change(after, addedOf(found, list));
    return after !== undefined && size > 0;
  };
  const addTyped = () => {
    if (box.current?.value.trim() && add(box.current.value)) box.current.value = "";
  };
  const onPaste = (event: TargetedClipboardEvent<HTMLTextAreaElement>) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!event.currentTarget.value.trim() && add(text)) event.preventDefault();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    addTyped();
  };
  return (
    <div class="code-box">
      <label for={`add-${list}`}>{label}</label>
      <div>
        <textarea
          ref={box}
          id={`add-${list}`}
          rows={hand.now[list].length ? 1 : 4}
          placeholder={example}
          aria-describedby={`hint-${list}`}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onPaste={onPaste}
          onKeyDown={onKeyDown}
        />
        <button type="button" onClick={addTyped}>
          Add
        </button>
      </div>
      <p class="hint" id={`hint-${list}`}>
        Paste a list, a column or a claim line; or type and press <kbd>Enter</kbd>.
      </p>
      <p class="problem" role="alert">
        {problem}
      </p>
    </div>
  );
}

function addedOf({ diagnoses, procedures }: ReadCodes, list: List): string {
  const other = list === "diagnoses" ? procedures.length : diagnoses.length;
  const moved = other ? ` ${count(other, "code")} went to the ${list === "diagnoses" ? "procedures" : "diagnoses"}.` : "";
  return `Added ${count(diagnoses.length + procedures.length, "code")}.${moved}`;
}

function unreadOf({ diagnoses, procedures, unread }: ReadCodes, text: string): string {
  if (unread.length) return `Not read as codes: ${some(unread)}.`;
  return text.trim() && !diagnoses.length && !procedures.length ? "There is no code in this." : "";
}

function some(words: readonly string[]): string {
  const [first, rest] = [words.slice(0, TOLD).join(", "), words.length - TOLD];
  return rest > 0 ? `${first} and ${rest} more` : first;
}

function tooMany(size: number): string {
  return `A case has at most ${MOST_CODES} codes; with these it would have ${size}. Nothing was added.`;
}
