package dev.agentpool.capacity;

import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads many providers at once, within a time: who is late is unknown, and holds up nobody. */
final class Refresh {
  private static final int AT_ONCE = 8;
  private final Semaphore room = new Semaphore(AT_ONCE);

  /** Reads one. */
  interface One {
    Usage read(String provider) throws InterruptedException;
  }

  /**
   * What came of it.
   *
   * @param partial whether somebody was late, or broke
   */
  record All(List<Usage> usages, boolean partial) {}

  All of(List<String> providers, Backend backend, Duration atMost, Instant now, One one)
      throws InterruptedException {
    List<Callable<Usage>> reads = new ArrayList<>();
    for (String provider : providers) {
      reads.add(() -> {
        room.acquire();
        try {
          return one.read(provider);
        } finally {
          room.release();
        }
      });
    }
    List<Usage> usages = new ArrayList<>();
    boolean partial = false;
    // late ones are interrupted, and their programs end with them; nobody waits for that
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<Usage>> asked =
          threads.invokeAll(reads, atMost.toMillis(), TimeUnit.MILLISECONDS);
      for (int n = 0; n < asked.size(); n++) {
        String provider = providers.get(n);
        try {
          usages.add(asked.get(n).get());
        } catch (CancellationException late) {
          partial = true;
          usages.add(late(provider, "timeout", backend, atMost, now));
        } catch (ExecutionException broken) {
          partial = true;
          usages.add(
              late(provider, "error", backend, atMost, now)
                  .warned(String.valueOf(broken.getCause())));
        }
      }
    } finally {
      threads.shutdownNow();
    }
    return new All(usages, partial);
  }

  private static Usage late(
      String provider, String what, Backend backend, Duration atMost, Instant now) {
    return Usage.none(
            provider,
            UsageStatus.UNKNOWN,
            "agentpool_usage_" + what,
            now,
            what.equals("timeout")
                ? "it did not answer within " + atMost.toMillis() / 1000d + " s"
                : "it could not be asked")
        .raw("backend", backend.wireName())
        .raw("timeout_seconds", atMost.toMillis() / 1000d);
  }
}
