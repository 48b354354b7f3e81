package dev.agentpool.cli;

/** The help without a command. */
final class Overview {
  private static final String[][] COMMANDS = {
    {"init", "write .agent-pool/pool.toml for a project"},
    {"demo", "see a pool work: a scripted agent, no account needed"},
    {"run", "run a task and show what the agent does"},
    {"submit", "hand in a task and return at once"},
    {"fan-out", "run many tasks at once"},
    {"wait", "wait for tasks"},
    {"result", "print what a task came to"},
    {"tasks", "list tasks"},
    {"task", "show a task"},
    {"logs", "show what a task's agent did"},
    {"watch", "follow what happens, a line an event"},
    {"cancel", "cancel tasks"},
    {"retry", "run a task's work again"},
    {"approve", "accept the work of tasks that wait for review"},
    {"reject", "send a task's work back with feedback"},
    {"budget", "show or set the caps"},
    {"config", "show or validate the settings"},
    {"status", "show the daemon and its pools"},
    {"start", "start the daemon (other commands do, too)"},
    {"stop", "stop the daemon"},
    {"doctor", "check this machine and project"},
    {"completion", "print a completion script for a shell"},
    {"version", "print the version"},
    {"help", "show the help of a command"},
  };

  private Overview() {}

  static String text() {
    StringBuilder text =
        new StringBuilder(
            "Usage: agentpool COMMAND [OPTIONS]\n\nA pool of agents for a project.\n\n");
    for (String[] command : COMMANDS) {
      text.append("  ")
          .append(command[0])
          .append(" ".repeat(12 - command[0].length()))
          .append(command[1])
          .append('\n');
    }
    return text.append(
            "\nEvery command has --help and --json. Exit codes: 0 done, 1 the task failed, 2 wrong usage,\n")
        .append(
            "3 refused such as over budget, 4 the daemon or the machine.\n\nExample:\n  agentpool demo\n")
        .toString();
  }

  /** The command nearest to a mistyped name; empty when none is near. */
  static String nearest(String name) {
    String nearest = "";
    int least = Math.max(2, name.length() / 3) + 1;
    for (String[] command : COMMANDS) {
      int distance =
          command[0].startsWith(name) && name.length() > 1 ? 1 : distance(name, command[0]);
      if (distance < least) {
        least = distance;
        nearest = command[0];
      }
    }
    return nearest;
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
