import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";

interface Properties {
  href: string;
  /** What those hear who do not see the shapes, and what stands beside the pointer: the texts in it may be cut. */
  label: string;
  class?: string;
  children: ComponentChildren;
}

/** A link within a picture: it goes to a page without loading all anew, or to a part of this one, whose sources it opens. */
export function SvgLink({ href, label, class: style, children }: Properties) {
  const { route } = useLocation();
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (href.startsWith("#")) goWithin(href);
    else route(href);
  };
  return (
    <a href={href} class={style} onClick={follow}>
      <title>{label}</title>
      {children}
    </a>
  );
}

/** Goes on to a part of the page, for the eye and for the keyboard, and opens where it says that it comes from. */
function goWithin(hash: string): void {
  const target = document.getElementById(hash.slice(1));
  const sources = target?.querySelector("details.evidence");
  sources?.setAttribute("open", "");
  history.replaceState(null, "", hash);
  target?.scrollIntoView({ block: "center" });
  (sources?.querySelector("summary") ?? target)?.focus({ preventScroll: true });
}
