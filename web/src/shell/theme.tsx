import { useEffect, useState } from "preact/hooks";
import { remember, remembered } from "./memory";

const KEY = "theme";
const THEMES = { auto: "◐", light: "☀", dark: "☾" } as const;
type Theme = keyof typeof THEMES;
const NEXT: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };

/** Light, dark, or as the system has it; remembered in the browser. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(before);
  useEffect(() => {
    document.documentElement.dataset[KEY] = theme;
    remember(KEY, theme);
  }, [theme]);
  return (
    <button type="button" class="theme" onClick={() => setTheme(NEXT[theme])} aria-label={`Colours: ${theme}. Change`}>
      {THEMES[theme]}
    </button>
  );
}

function before(): Theme {
  const stored = remembered(KEY);
  return stored === "light" || stored === "dark" ? stored : "auto";
}
