import { csvFile } from "../ui/csv";
import { download } from "../ui/download";
import { EMPTY } from "./case";
import { rowsOf } from "./csv";
import { fragmentOf } from "./link";
import type { Review } from "./query";
import type { CaseInHand } from "./use-case";

/** What can be done with the case as a whole, and with what was found. */
export function Toolbar({ hand, review }: { hand: CaseInHand; review: Review | undefined }) {
  const copyLink = async () => {
    const link = `${location.origin}/review#${fragmentOf(hand.now)}`;
    history.replaceState(null, "", link);
    hand.say(await copied(link));
  };
  const save = () => review && download(csvFile(rowsOf(review)), "review.csv");
  return (
    <div class="review-toolbar" role="group" aria-label="The case">
      <button type="button" onClick={() => void copyLink()} title="A link has the codes only: no age, sex or dates">
        Copy link
      </button>
      <button type="button" disabled={!review} onClick={save}>
        Save as CSV
      </button>
      <button type="button" disabled={!review} onClick={() => print()}>
        Print or PDF
      </button>
      <button type="button" disabled={!hand.past.length} onClick={hand.undo}>
        Undo
      </button>
      <button type="button" onClick={() => hand.change(EMPTY, "The case is empty.")}>
        Clear
      </button>
    </div>
  );
}

async function copied(link: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(link);
    return "Link copied: it has the codes, and nothing else.";
  } catch {
    return "The browser forbids copying: take the link from its address bar."; // Without https there is no clipboard.
  }
}
