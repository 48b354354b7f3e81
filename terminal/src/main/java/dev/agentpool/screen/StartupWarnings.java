package dev.agentpool.screen;

import java.util.List;
import java.util.Locale;

/** What a program complains of as it begins, by names that never change. */
final class StartupWarnings {
  private record Warning(String name, List<String> signs) {}

  private static final List<Warning> ALL =
      List.of(
          new Warning("update_available", List.of("update available")),
          new Warning("mcp_startup_warning", List.of("mcp client for", "mcp startup")),
          new Warning(
              "directory_trust_prompt",
              List.of(
                  "do you trust the contents of this directory",
                  "workspace trust required",
                  "yes, i trust this folder")),
          new Warning("hooks_need_review", List.of("hooks need review")));

  private StartupWarnings() {}

  static List<String> in(String screen) {
    String lower =
        screen.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "); // a narrow one breaks words
    return ALL.stream()
        .filter(warning -> warning.signs().stream().anyMatch(lower::contains))
        .map(Warning::name)
        .toList();
  }
}
