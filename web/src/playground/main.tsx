document.title = "Playground";
export {};
