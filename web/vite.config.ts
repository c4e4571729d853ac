import { defineConfig } from "vite";
import { compress } from "./build/compress.ts";
import { nodeKinds } from "./build/node-kinds.ts";

export default defineConfig({
  plugins: [nodeKinds(), compress()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // The Content-Security-Policy allows no data: addresses.
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: ["index.html", "playground.html"],
      // What GraphiQL is made of says "use client" to servers that render React; here is none.
      onwarn: (warning, warn) => warning.code === "MODULE_LEVEL_DIRECTIVE" || warn(warning),
    },
    chunkSizeWarningLimit: 4000, // Monaco, which only the playground loads.
  },
  server: { proxy: { "/graphql": "http://127.0.0.1:8000" } },
});
