package dev.agentpool.oldprogram;

import dev.agentpool.board.BoardStatus;
import dev.agentpool.poolsocket.PoolEvent;
import dev.agentpool.poolsocket.PoolLine;
import dev.agentpool.poolsocket.PoolStatus;
import dev.agentpool.poolsocket.SocketPlace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** What is asked of a pool that runs: {@code status}, {@code watch}, {@code stop}. */
final class Asking {
  private Asking() {}

  static PoolLine connect(Path pool) throws Failed {
    try {
      return PoolLine.connect(SocketPlace.of(pool));
    } catch (IOException e) {
      throw new Failed("error: connecting to daemon (is it running?): " + e.getMessage());
    }
  }

  static int stop(List<String> words, Where here) throws Failed, IOException {
    try (PoolLine line = connect(here.pool(words))) {
      line.stop();
      here.out().println("Daemon is shutting down.");
      return 0;
    }
  }

  static int status(List<String> words, Where here) throws Failed, IOException {
    try (PoolLine line = connect(here.pool(words))) {
      print(line.status(), here.out());
      return 0;
    }
  }

  private static void print(PoolStatus status, PrintStream out) {
    out.printf("%-10s%s%n", "Pool:", status.pool());
    out.printf("%-10s%s%n", "State:", status.state());
    out.printf("%-10s%s%n", "Uptime:", status.uptime());
    out.printf("%-10s%s%n", "Experts:", String.join(", ", status.experts()));
    if (!status.counts().isEmpty()) {
      out.printf("%nTasks:%n");
      for (BoardStatus one : BoardStatus.values()) {
        int count = status.counts().getOrDefault(one.word(), 0);
        if (count > 0) {
          out.printf("  %-12s %d%n", one.word() + ":", count);
        }
      }
    }
    if (!status.active().isEmpty()) {
      out.printf("%nActive Tasks:%n");
      for (PoolStatus.Active task : status.active()) {
        String age = task.started().isEmpty() ? "" : " (" + task.started() + " ago)";
        out.printf("  %-20s %s%s%n", task.id(), task.expert(), age);
      }
    }
  }

  static int watch(List<String> words, Where here) throws Failed {
    EventLines lines =
        new EventLines(here.out(), here.environment().getOrDefault("NO_COLOR", "").isEmpty());
    try (PoolLine line = connect(here.pool(words))) {
      line.subscribe(
          () -> here.out().printf("Watching daemon events (Ctrl-C to stop)...%n%n"),
          (PoolEvent event) -> lines.print(event));
      return 0;
    } catch (IOException e) {
      throw new Failed("error: stream interrupted: " + e.getMessage());
    }
  }
}
