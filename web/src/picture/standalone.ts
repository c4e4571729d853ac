import { hexReader } from "../ui/hex";

const SVG = "http://www.w3.org/2000/svg";
const COLOURS = ["fill", "stroke"];
const OF_SHAPES = ["fill-opacity", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity"];
const OF_TEXTS = ["font-family", "font-size", "font-weight", "font-style", "text-anchor", "paint-order", "stroke-width"];
const ON_THE_PAGE_ONLY = /^(class|role|tabindex|aria-.*|href|id|style)$/;

/** A picture as a file of its own: what the style sheet says stands at each element, and nothing in it can be pressed. */
export function standalone(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  settle(picture, copy);
  for (const link of copy.querySelectorAll("a")) ungroup(link);
  for (const element of [copy, ...copy.querySelectorAll("*")]) strip(element);
  copy.querySelector(":scope > desc")?.after(ground(copy, surfaceOf(picture)));
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}

/** Writes the computed looks of elements to those of a copy of them; what is not shown is left out. */
function settle(picture: SVGSVGElement, copy: SVGSVGElement): void {
  const hex = hexReader();
  const copies = [...copy.querySelectorAll("*")];
  [...picture.querySelectorAll("*")].forEach((element, place) => {
    const to = copies[place];
    if (!(element instanceof SVGGraphicsElement) || !to) return;
    const looks = getComputedStyle(element);
    if (looks.display === "none") return to.remove();
    if (element instanceof SVGGElement || element instanceof SVGAElement) return;
    for (const name of COLOURS) to.setAttribute(name, inked(looks.getPropertyValue(name), hex));
    for (const name of element instanceof SVGTextContentElement ? OF_TEXTS : OF_SHAPES) {
      to.setAttribute(name, looks.getPropertyValue(name).replaceAll("px", ""));
    }
  });
}

function inked(colour: string, hex: (colour: string) => string): string {
  return colour === "none" || colour === "rgba(0, 0, 0, 0)" ? "none" : hex(colour);
}

/** The colour behind the picture. */
function surfaceOf(picture: Element): string {
  const panel = picture.closest(".panel") ?? document.body;
  return inked(getComputedStyle(panel).backgroundColor, hexReader());
}

function ground(picture: SVGSVGElement, fill: string): SVGRectElement {
  const rect = document.createElementNS(SVG, "rect");
  for (const name of ["width", "height"]) rect.setAttribute(name, picture.getAttribute(name) ?? "100%");
  rect.setAttribute("fill", fill);
  return rect;
}

function ungroup(link: Element): void {
  const group = document.createElementNS(SVG, "g");
  for (const { name, value } of link.attributes) group.setAttribute(name, value);
  group.append(...link.childNodes);
  link.replaceWith(group);
}

function strip(element: Element): void {
  for (const { name } of [...element.attributes]) if (ON_THE_PAGE_ONLY.test(name)) element.removeAttribute(name);
}
