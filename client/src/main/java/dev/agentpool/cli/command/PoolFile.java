package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new pool's description, with comments for the person who edits it. */
record PoolFile(String name, int slots, String provider, String workspace) {
  static Path of(Path project) {
    return project.resolve(".agent-pool").resolve("pool.toml");
  }

  String text() {
    return """
    # A pool of agents for this project. agentpool config show tells what holds and from where;
    # agentpool config validate checks this file.
    name = %s
    slots = %d          # how many agents work at the same time

    [settings]
    provider = %s
    permission_mode = "acceptEdits"   # what an agent may do unasked; "plan" only reads
    workspace = %s   # shared, worktree (a branch a task), clone, or read_only
    # Agents write their workspace and nothing else of the machine, where walls can stand (agentpool
    # doctor). What builds need beside it, you name in your own config.toml: writable = ["~/.m2"]
    # model = "sonnet"
    # max_turns = 50
    # timeout = "30m"       # the longest an attempt may take
    # max_attempts = 1      # how often a failing task is tried in all

    # Without caps nothing limits what the agents spend.
    # [budget]
    # pool_usd = 20.00      # in all
    # day_usd = 5.00        # a day
    # task_usd = 1.00       # a task
    # day_tokens = 5000000  # for who pays by subscription; pool_tokens, day_turns, pool_turns too
    """
        .formatted(quoted(name), slots, quoted(provider), quoted(workspace));
  }

  /** Writes it into the project; throws when there is one already and it may not be replaced. */
  Path write(Path project, boolean replace) {
    Path file = of(project);
    if (Files.exists(file) && !replace) {
      throw CliException.usage(file + " is there already; --force replaces it");
    }
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          text(),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
      return file;
    } catch (IOException e) {
      throw CliException.machine("cannot write " + file + ": " + e);
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == 0x7f) {
        throw CliException.usage("a control character cannot be part of a name");
      }
      quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
    }
    return quoted.append('"').toString();
  }
}
