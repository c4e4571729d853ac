import { hexReader } from "../ui/hex";

const SVG = "http://www.w3.org/2000/svg";
const COLOURS = ["fill", "stroke"];
const OF_SHAPES = ["fill-opacity", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity"];
const OF_TEXTS = ["font-family", "font-size", "font-weight", "font-style", "text-anchor", "paint-order", "stroke-width"];
const ON_THE_PAGE_ONLY = /^(class|role|tabindex|aria-.*|href|id|style)$/;

/** Around the picture, in its pixels. */
const MARGIN = 16;

/** A file of a picture, and how large that is, in pixels. */
export interface Standalone {
  svg: string;
  width: number;
  height: number;
}

/** A picture as a file of its own: what the style sheet says stands at each element, and nothing in it can be pressed. */
export function standalone(picture: SVGSVGElement): Standalone {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  settle(picture, copy);
  for (const link of copy.querySelectorAll("a")) ungroup(link);
  for (const element of [copy, ...copy.querySelectorAll("*")]) strip(element);
  const width = Math.ceil(picture.width.baseVal.value) + 2 * MARGIN;
  const height = Math.ceil(picture.height.baseVal.value) + 2 * MARGIN;
  set(copy, { viewBox: `${-MARGIN} ${-MARGIN} ${width} ${height}`, width, height });
  const ground = document.createElementNS(SVG, "rect");
  set(ground, { x: -MARGIN, y: -MARGIN, width, height, fill: surfaceOf(picture) });
  copy.querySelector(":scope > desc")?.after(ground);
  return { svg: `${new XMLSerializer().serializeToString(copy)}\n`, width, height };
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

function set(element: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
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
