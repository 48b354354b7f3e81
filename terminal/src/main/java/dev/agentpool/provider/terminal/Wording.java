package dev.agentpool.provider.terminal;

import dev.agentpool.screen.ResultBlock;
import dev.agentpool.session.Launch;
import dev.agentpool.settings.Access;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is typed for a prompt, where an agent is to show by a block when it is done. */
final class Wording {
  /** Begins the line of a block that names its turn. */
  static final String TURN = "Turn: ";

  private static final String TASK = "Task:\n";
  private static final List<String> FIELDS =
      List.of(
          "Summary:",
          "Findings:",
          "Files inspected:",
          "Files changed:",
          "Commands run:",
          "Tests run:",
          "Blockers:",
          "Confidence:");

  private Wording() {}

  /** The same for every daemon, and known to nobody who was not told of the turn. */
  static String mark(String turn) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("turn " + turn).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  /** What stands before a conversation's first prompt; empty for nothing. */
  static String preface(Settings settings) {
    return Stream.of(SettingKeys.SYSTEM_PROMPT, SettingKeys.APPEND_SYSTEM_PROMPT)
        .flatMap(key -> settings.find(key).stream())
        .collect(Collectors.joining("\n\n"));
  }

  /**
   * The form of the block stands there empty: shown again on the screen, it is no result. The line
   * {@code Task:} stands alone, and once: a prompt that brings one is composed already, and is only
   * given the form.
   */
  static String asking(
      String task, String turn, TerminalCli.Endings endings, Access access, Launch launch) {
    int composed = ("\n" + task + "\n").indexOf("\nTask:\n");
    if (composed >= 0) {
      String rest = task.substring(Math.min(task.length(), composed + TASK.length()));
      return task.substring(0, composed) + form(turn, endings) + "\n" + TASK + rest.stripTrailing();
    }
    boolean looks = access == Access.READ;
    return """
    You are an AgentPool worker: a task was delegated to you, and a program reads this terminal.
    Role: %s
    Isolation: %s
    Repo: %s
    Session: %s
    Instructions:
    - Do the task that stands last here, and nothing beside it.
    - When you cannot go on alone, ask one short question and wait for its answer.
    - Ask before you do anything that is risky or cannot be undone.
    - %s
    - Keep your notes short.
    %s
    %s%s
    """
        .formatted(
            looks ? "explorer" : "implementer",
            looks ? "read_only" : isolation(launch),
            launch.workingDirectory(),
            turn,
            looks
                ? "Only look: change no file."
                : "Change no file unless the task wants it changed.",
            form(turn, endings),
            TASK,
            task)
        .stripTrailing(); // a line end would send it off before its keys do
  }

  /** How the end is shown: the form stands there empty. */
  private static String form(String turn, TerminalCli.Endings endings) {
    String mark =
        endings.marked()
            ? "\n- Its first line, above \"Summary:\", is \"" + TURN + mark(turn) + "\"."
            : "";
    return "- When you are done, print the block below, filled in, each of its two marks alone on a"
        + " line."
        + mark
        + "\n"
        + ResultBlock.START
        + "\n"
        + String.join("\n", FIELDS)
        + "\n"
        + ResultBlock.END;
  }

  private static String isolation(Launch launch) {
    return launch.workplace() == null ? "shared" : launch.workplace().mode().wireName();
  }

  /** Whether a block is of this turn. */
  static boolean names(String block, String turn) {
    return block.lines().anyMatch(line -> line.strip().equals(TURN + mark(turn)));
  }

  /** The block as it is handed over. */
  static String without(String block, String turn) {
    return block
        .lines()
        .filter(line -> !line.strip().equals(TURN + mark(turn)))
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
