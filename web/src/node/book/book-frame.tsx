import type { ComponentChildren } from "preact";
import { codeOf } from "../../ui/codes";
import { Frame, type Headed } from "../frame";
import { type Beside, BesideLinks } from "./beside";
import { useBookKeys } from "./book-keys";
import "./book.css";
import { CopyCode } from "./copy-code";
import { KeysHelp } from "./keys-help";
import "./print.css";

interface Properties {
  node: Headed & { code: string | null };
  beside: Beside;
  /** What stands below the name: whether it is billable, of what edition it is. */
  lead: ComponentChildren;
  children: ComponentChildren;
}

/** What the pages of all codes have in common: the code, to be copied, what stands around it in the book, and keys. */
export function BookFrame({ node, beside, lead, children }: Properties) {
  useBookKeys(beside);
  const code = codeOf(node.curie) ?? node.code;
  return (
    <Frame
      node={node}
      code={code && <CopyCode code={code} />}
      lead={
        <>
          {lead}
          <BesideLinks {...beside} />
        </>
      }
      ways={<KeysHelp />}
    >
      {children}
    </Frame>
  );
}
