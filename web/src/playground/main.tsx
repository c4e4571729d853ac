/** @jsxImportSource react */
import { createRoot } from "react-dom/client";
import "graphiql/setup-workers/vite";
import "../style/tokens.css";
import { announceNewData } from "../ui/new-data";
import { Playground } from "./playground";
import "./style";

const root = document.getElementById("playground");
if (root) createRoot(root).render(<Playground />);
announceNewData();
