package dev.agentpool.operation;

import dev.agentpool.capacity.Capacity;
import dev.agentpool.doctor.Inventory;
import dev.agentpool.request.UsageRequest;
import dev.agentpool.usage.Usable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Which agent CLIs are here and logged in, looked at while something else is done. */
final class LookAround implements AutoCloseable {
  private final ExecutorService threads;
  private final @Nullable Future<List<Inventory.Entry>> look;
  private final long end;

  private LookAround(
      ExecutorService threads, @Nullable Future<List<Inventory.Entry>> look, long end) {
    this.threads = threads;
    this.look = look;
    this.end = end;
  }

  static LookAround none() {
    return new LookAround(Executors.newVirtualThreadPerTaskExecutor(), null, 0);
  }

  static LookAround begun(Asking asking, UsageRequest asked) {
    Capacity.Question question = UsageRows.question(asking, asked);
    Inventory inventory = asking.house().inventory();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    Duration most = question.atMost();
    return new LookAround(
        threads,
        threads.submit(() -> inventory.look(question.settings(), question.directory())),
        System.nanoTime() + most.toNanos());
  }

  /** By provider; empty when nobody looked, or not in time. */
  Optional<Map<String, Usable.Seen>> seen() throws InterruptedException {
    if (look == null) {
      return Optional.of(Map.of());
    }
    try {
      Map<String, Usable.Seen> seen = new HashMap<>();
      for (Inventory.Entry entry :
          look.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        seen.put(
            entry.name(),
            new Usable.Seen(
                Optional.of(entry.detection().usable()),
                Optional.of(AgentWords.auth(entry, "").status())));
      }
      return Optional.of(seen);
    } catch (TimeoutException | ExecutionException late) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
