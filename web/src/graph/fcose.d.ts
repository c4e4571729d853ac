/** Written by hand: the package has no types. */
declare module "cytoscape-fcose" {
  const fcose: import("cytoscape").Ext;
  export default fcose;
}
