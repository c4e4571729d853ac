import { type Block, blocksOf, incidenceOf, mixed, mixedId } from "./blocks";
import type { Gathered } from "./gather";
import { type Group, groupOf } from "./group";
import { OFF_AT_FIRST, switchedOn, type View } from "./view";

/** Something that has a place in the picture: a node, or a group where there are many. */
export interface Item {
  id: string;
  /** The block that it stands in; only the node in the middle, and those that a path brings, stand in none. */
  block: Block | undefined;
}

/** What has a place, hidden or not, in the steps in which it came: what comes later moves nothing. */
export interface Revealed {
  steps: readonly (readonly Item[])[];
  groups: ReadonlyMap<string, Group>;
}

/** How many of a block are shown one by one: all of a block of this size, else this many. */
interface Rule {
  all: number;
  else: number;
  /** A node with more blocks than this has them as one. */
  blocks: number;
}

/** At a node that was asked for. */
const ASKED: Rule = { all: 12, else: 6, blocks: Infinity };
/** At a node that is only met: a hub stays closed. */
const MET: Rule = { all: 1, else: 0, blocks: 3 };

/** Decides what is shown one by one and what as a group. It looks only back, so that exploring takes nothing away. */
export function reveal(gathered: Gathered, view: View): Revealed {
  const state = new Revealing(gathered);
  const isFirst = (kind: string) => !OFF_AT_FIRST.includes(kind);
  state.step(() => state.add(view.of, undefined));
  state.step(() => state.open(view.of, ASKED, isFirst));
  const near = state.nodes().filter((curie) => curie !== view.of);
  if (view.depth === 2) state.step(() => near.forEach((curie) => state.open(curie, MET, isFirst)));
  for (const on of switchedOn(view.hiddenKinds))
    state.step(() => state.open(view.of, ASKED, (kind) => kind === on && kind !== gathered.nodes.get(view.of)?.kind));
  for (const added of view.expanded) state.step(() => state.expand(added, isFirst));
  state.step(() => gathered.path?.nodes.forEach(({ curie }) => state.add(curie, undefined)));
  return { steps: state.steps.filter((step) => step.length > 0), groups: state.groups() };
}

/** The nodes next to the one in the middle that are shown one by one at first. */
export function nearest(gathered: Gathered, view: View): string[] {
  const { steps } = reveal(gathered, { ...view, depth: 1, expanded: [], hiddenKinds: OFF_AT_FIRST });
  return steps.flat().flatMap(({ id }) => (id !== view.of && gathered.nodes.has(id) ? [id] : []));
}

class Revealing {
  readonly steps: Item[][] = [];
  readonly #placed = new Set<string>();
  readonly #blocks = new Map<string, Block>();
  readonly #opened = new Map<string, number>();
  readonly #incidence;

  constructor(readonly gathered: Gathered) {
    this.#incidence = incidenceOf(gathered.edges.values());
  }

  step(does: () => void): void {
    this.steps.push([]);
    does();
  }

  add(id: string, block: Block | undefined): void {
    if (this.#placed.has(id)) return;
    this.#placed.add(id);
    this.steps.at(-1)?.push({ id, block });
  }

  nodes(): string[] {
    return [...this.#placed].filter((id) => this.gathered.nodes.has(id));
  }

  /** Shows what a node is joined to, as far as a rule goes. */
  open(curie: string, rule: Rule, isWanted: (kind: string) => boolean): void {
    const all = blocksOf(curie, this.#incidence, this.gathered.nodes);
    const [first, ...more] = all.filter((block) => isWanted(block.kind) && this.#rest(block).length);
    if (!first) return;
    if (more.length < rule.blocks) for (const block of [first, ...more]) this.#show(block, rule);
    else this.#show(mixed([first, ...more]), MET);
  }

  #show(block: Block, rule: Rule): void {
    const { length } = this.#rest(block);
    this.#take(block, length <= rule.all ? length : rule.else);
    this.#blocks.set(block.id, block);
    if (this.#rest(block).length) this.add(block.id, block);
  }

  /** Adds what was asked for: the neighbours of a node, or a page of a group. */
  expand(added: string, isWanted: (kind: string) => boolean): void {
    const page = groupOf(added);
    if (!page) {
      this.#blocks.delete(mixedId(added)); // What was one comes apart.
      return this.open(added, ASKED, isWanted);
    }
    const block = this.#blocks.get(page.id);
    const before = this.#opened.get(page.id) ?? 0;
    if (!block || page.size <= before) return;
    this.#opened.set(page.id, page.size);
    this.#take(block, page.size - before);
  }

  groups(): Map<string, Group> {
    const groups = [...this.#blocks.values()].map((block) => ({
      ...block,
      rest: this.#rest(block),
      opened: this.#opened.get(block.id) ?? 0,
      isCut: this.gathered.cut.includes(block.of),
    }));
    return new Map(groups.filter(({ id }) => this.#placed.has(id)).map((group) => [group.id, group]));
  }

  #take(block: Block, many: number): void {
    for (const curie of this.#rest(block).slice(0, many)) this.add(curie, block);
  }

  #rest({ members }: Block): string[] {
    return members.filter((curie) => !this.#placed.has(curie));
  }
}
