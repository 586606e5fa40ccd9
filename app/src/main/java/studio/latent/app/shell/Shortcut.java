package studio.latent.app.shell;

import java.util.List;

/// One line of the shortcut sheet.
///
/// @param group key of the heading's message
/// @param keys names of the keys, as on a keyboard
/// @param meaning key of the message that says what they do
record Shortcut(String group, String keys, String meaning) {
    private static final String EVERYWHERE = "keys.everywhere";
    private static final String EXPLORE = "keys.explore";
    private static final String COMPARE = "keys.compare";
    private static final String CONTROLS = "keys.controls";

    /// All shortcuts of the window; `docs/keys.md` says the same.
    static final List<Shortcut> ALL = List.of(
            new Shortcut(EVERYWHERE, "Ctrl + 1 … 9", "keys.place"),
            new Shortcut(EVERYWHERE, "Tab, Shift + Tab", "keys.tab"),
            new Shortcut(EVERYWHERE, "Ctrl + T", "keys.theme"),
            new Shortcut(EVERYWHERE, "?, F1", "keys.sheet"),
            new Shortcut(EVERYWHERE, "Esc", "keys.escape"),
            new Shortcut(EXPLORE, "Ctrl + Z, Ctrl + Shift + Z", "keys.undo"),
            new Shortcut(EXPLORE, "Ctrl + R", "keys.dice"),
            new Shortcut(EXPLORE, "Ctrl + P", "keys.pin"),
            new Shortcut(EXPLORE, "Ctrl + B", "keys.before"),
            new Shortcut(EXPLORE, "Ctrl + O, Ctrl + S", "keys.files"),
            new Shortcut(EXPLORE, "Ctrl + C", "keys.copy"),
            new Shortcut(COMPARE, "← ↓ →, Backspace", "keys.blind"),
            new Shortcut(CONTROLS, "← →, Page ↑ ↓", "keys.slider"),
            new Shortcut(CONTROLS, "Delete", "keys.reset"),
            new Shortcut(CONTROLS, "← → ↑ ↓, Shift", "keys.pad"),
            new Shortcut(CONTROLS, "Shift + ← →, Delete", "keys.film"),
            new Shortcut(CONTROLS, "← →, L", "keys.chart"));
}
