// Ends with 0 where this Node is one that Vite runs on: 20.19 or newer of 20, 22.12 or newer.
const [major, minor] = process.versions.node.split(".").map(Number);
process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1);
