package dev.agentpool.terminal.tmux;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of keys as tmux has them; some other names that people use for them are taken too. */
final class KeyNames {
  private static final int MOST = 100;
  private static final int SHOWN = 40;
  private static final Map<String, String> NAMES = names();
  private static final Pattern KEY = Pattern.compile("((?:[CMS]-|(?i:ctrl-)){0,3})(.+)");
  private static final Pattern CHARACTER = Pattern.compile("[!-~]");

  private KeyNames() {}

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (String name :
        ("Enter Escape Tab BTab Space BSpace Up Down Left Right Home End PageUp PageDown PPage"
                + " NPage IC DC F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12")
            .split(" ")) {
      names.put(name.toLowerCase(Locale.ROOT), name);
    }
    names.put("return", "Enter");
    names.put("esc", "Escape");
    names.put("backspace", "BSpace");
    names.put("delete", "DC");
    names.put("insert", "IC");
    names.put("shift-tab", "BTab");
    names.put("page-up", "PageUp");
    names.put("page-down", "PageDown");
    return Map.copyOf(names);
  }

  /**
   * @throws IllegalArgumentException when one is no name of a key
   */
  static List<String> of(List<String> keys) {
    if (keys.isEmpty() || keys.size() > MOST) {
      throw new IllegalArgumentException(
          "one to " + MOST + " keys can be pressed at a time, not " + keys.size());
    }
    return keys.stream().map(KeyNames::of).toList();
  }

  private static String of(String key) {
    Matcher parts = KEY.matcher(key);
    if (parts.matches()) {
      String held = parts.group(1).replaceAll("(?i)ctrl-", "C-");
      Optional<String> name = name(parts.group(2));
      if (name.isPresent()) {
        return held + name.get();
      }
    }
    throw new IllegalArgumentException(
        "'"
            + (key.length() <= SHOWN ? key : key.substring(0, SHOWN) + "…")
            + "' is no key: name one character, or Enter, Escape, Tab, BTab, Space, BSpace, Up,"
            + " Down, Left, Right, Home, End, PageUp, PageDown, IC, DC, F1 to F12, with C-, M- or"
            + " S- before it");
  }

  private static Optional<String> name(String key) {
    if (CHARACTER.matcher(key).matches()) {
      return Optional.of(key.equals(";") ? "\\;" : key); // alone it would end the command
    }
    return Optional.ofNullable(NAMES.get(key.toLowerCase(Locale.ROOT).replace('_', '-')));
  }
}
