package dev.agentpool.cli.live;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import java.util.List;

/** Lines of name=value for scripts without a reader of JSON; nothing is an empty value. */
final class Plain {
  private static final List<String> OF_MANY =
      List.of("id", "provider_id", "state", "role", "repo_path", "created_at");
  private static final List<String> OF_ONE =
      List.of(
          "id",
          "provider_id",
          "model",
          "state",
          "role",
          "repo_path",
          "worktree_path",
          "created_at",
          "ended_at");
  private static final List<String> OF_PAGE =
      List.of("limit", "offset", "count", "total", "has_more", "next_offset");

  private Plain() {}

  /** Refuses both forms at once. */
  static void check(boolean json, boolean plain) {
    if (json && plain) {
      throw LiveCommand.wrong(
          "INVALID_OUTPUT", "--json and --plain are two forms: name one of them", "");
    }
  }

  static void sessions(Terminal terminal, Json page) {
    List<Json> sessions = page.get("sessions").items();
    for (int i = 0; i < sessions.size(); i++) {
      print(terminal, "sessions." + i + ".", OF_MANY, sessions.get(i));
    }
    print(terminal, "pagination.", OF_PAGE, page.get("pagination"));
  }

  static void session(Terminal terminal, Json session) {
    print(terminal, "session.", OF_ONE, session);
  }

  /** A value that has lines is still one line. */
  private static void print(Terminal terminal, String before, List<String> names, Json object) {
    for (String name : names) {
      Json value = object.get(name);
      String text = value.textOrNull();
      String shown = text != null ? text : value.isNull() ? "" : value.toString();
      terminal.print(before + name + "=" + shown.replace('\n', ' ').replace('\r', ' '));
    }
  }
}
