package dev.agentpool.cli.terminal;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether blocks, lines and marks may be drawn, or plain characters have to do. */
public final class Unicode {
  private static final List<String> LOCALES = List.of("LC_ALL", "LC_CTYPE", "LANG");

  private Unicode() {}

  /** Only where a person looks at {@code out}, in a locale that has them. */
  public static boolean isSeen(Terminal terminal, Map<String, String> environment) {
    for (String name : LOCALES) {
      String locale = environment.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        return terminal.outIsTerminal()
            && locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
      }
    }
    return false;
  }
}
