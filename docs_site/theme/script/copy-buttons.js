// The theme puts each button that copies code into a `nav`: dozens of landmarks without a name, which are none.
const relabel = () => document.querySelectorAll("nav.md-code__nav:not([role])").forEach((nav) => nav.setAttribute("role", "none"));
new MutationObserver(relabel).observe(document.documentElement, { childList: true, subtree: true });
relabel();
