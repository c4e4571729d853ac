import { whenDataChanges } from "../api/version";
import "./new-data.css";

/**
 * Says that new data is served, when there is some, and offers to load the page anew. Without a framework, as the
 * explorer and the playground have different ones.
 */
export function announceNewData(): void {
  const notice = document.createElement("div");
  notice.className = "new-data";
  notice.setAttribute("role", "status"); // It is there before it says something, or screen readers would miss that.
  document.body.append(notice);
  whenDataChanges(() => {
    const reload = document.createElement("button");
    reload.type = "button";
    reload.textContent = "Reload";
    reload.addEventListener("click", () => location.reload());
    notice.append("New data is served. ", reload);
  });
}
