import "./style/tokens.css";
import "./style/base.css";
import { render } from "preact";
import { App } from "./app";
import { announceNewData } from "./ui/new-data";

const root = document.getElementById("app");
if (root) render(<App />, root);
announceNewData();
