package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for tasks. */
@CommandLine.Command(
    name = "wait",
    description =
        "Wait until tasks have ended. Exit code 1: one has failed; 124: the time is over, and they"
            + " go on.",
    footer = {"", "Example:", "  agentpool wait --all --timeout 10m task-1a2b task-3c4d"})
final class WaitCommand extends Command {
  private static final long PIECE_MS = 5_000;
  private static final int MOST_REASONS = 20;

  @NamesTask
  @Parameters(paramLabel = "ID", arity = "1..*", description = "Tasks.")
  List<String> ids = new ArrayList<>();

  @Option(names = "--all", description = "Until all have ended (as without a flag).")
  boolean all;

  @Option(names = "--any", description = "Until one has ended.")
  boolean any;

  @Option(names = "--count", paramLabel = "K", description = "Until so many have ended.")
  @Nullable Integer count;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Wait no longer than this, such as 100s.")
  @Nullable String timeout;

  @Mixin NotifyFlag notify = new NotifyFlag();

  @Override
  public int run(Surroundings here) {
    if ((all ? 1 : 0) + (any ? 1 : 0) + (count != null ? 1 : 0) > 1) {
      throw CliException.usage("--all, --any and --count exclude each other");
    }
    String mode = any ? "any" : count != null ? "count" : "all";
    Long timeoutMs = timeout == null ? null : Durations.millis(timeout);
    Json answer = patiently(here, mode, timeoutMs);
    boolean satisfied = answer.flag("satisfied");
    boolean failed = print(here, answer);
    if (!satisfied) {
      here.terminal().say("the time is over" + (timeout == null ? "" : " (" + timeout + ")"));
    }
    if (failed) {
      return ExitCode.TASK_FAILED;
    }
    return satisfied ? ExitCode.DONE : ExitCode.TIMED_OUT;
  }

  /** In pieces, so that a person is told meanwhile when a provider or the project stands still. */
  private Json patiently(Surroundings here, String mode, @Nullable Long timeoutMs) {
    Tasks tasks = new Tasks(here.daemon());
    Standing standing = new Standing(here);
    WaitNotices notices = new WaitNotices(here, notify.of(here));
    long left = timeoutMs == null ? Long.MAX_VALUE : timeoutMs;
    while (true) {
      long piece = Math.min(left, PIECE_MS);
      Json answer = tasks.await(ids, mode, count, piece);
      left -= timeoutMs == null ? 0 : piece;
      notices.tell(answer.get("tasks").items());
      if (answer.flag("satisfied") || left <= 0) {
        return answer;
      }
      Set<String> pools = new HashSet<>();
      answer.get("tasks").items().forEach(task -> pools.add(task.text("pool")));
      standing.sayFor(pools);
      answer.get("tasks").items().stream()
          .filter(task -> task.text("state").equals("pending"))
          .limit(MOST_REASONS)
          .forEach(task -> standing.sayWhy(tasks.get(task.text("id"))));
    }
  }

  /** Returns whether a task has failed. */
  private boolean print(Surroundings here, Json answer) {
    boolean failed = false;
    if (json) {
      here.terminal().printJson(answer);
    }
    for (Json task : answer.get("tasks").items()) {
      String state = task.text("state");
      failed |= Tasks.hasFailed(state);
      if (!json) {
        here.terminal().printRow(Colour.ofState(state), task.text("id") + " " + state);
      }
    }
    return failed;
  }
}
