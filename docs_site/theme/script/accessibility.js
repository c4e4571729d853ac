// What the theme leaves out for those who use a keyboard or a screen reader (WCAG 2.2: 1.3.1, 2.1.1, 4.1.2).

// Each button that copies code is put into a `nav`: dozens of landmarks without a name, which are none.
const relabel = () => {
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "none");
};
new MutationObserver(relabel).observe(document.documentElement, { childList: true, subtree: true });
relabel();

// On narrow screens labels without text open the navigation and the search, which only a pointer reaches. Buttons take
// their places; they keep the attribute by which the styles of the theme know them.
const NAMES = { __drawer: "Navigation", __search: "Search" };
for (const [toggle, name] of Object.entries(NAMES)) {
  const label = document.querySelector(`label.md-header__button[for="${toggle}"]`);
  const button = document.createElement("button");
  button.type = "button";
  button.className = label.className;
  button.setAttribute("for", toggle);
  button.setAttribute("aria-label", name);
  button.append(...label.childNodes);
  button.addEventListener("click", () => document.getElementById(toggle).click());
  label.replaceWith(button);
}
