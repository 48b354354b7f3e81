package dev.agentpool.process;

import static dev.agentpool.process.Sessions.await;
import static dev.agentpool.process.Sessions.exitOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyChildrenTest {

  @TempDir Path folder;

  @Test
  void twoHundredChildrenTalkAtOnceAndAreEndedAtOnce() throws Exception {
    try (Sessions sessions = new Sessions(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      sessions.host.confinement();
      List<Child> children = new ArrayList<>();
      List<Recorder> recorders = new ArrayList<>();
      long[] starts = new long[200];
      for (int i = 0; i < 200; i++) {
        long before = System.nanoTime();
        Child child = sessions.sh("s" + i, "while read x; do echo \"$x back\"; done");
        starts[i] = System.nanoTime() - before;
        Recorder recorder = new Recorder();
        child.follow(0, recorder);
        children.add(child);
        recorders.add(recorder);
      }
      report("start", starts);

      for (int round = 0; round < 5; round++) {
        int number = round;
        for (Child child : children) {
          threads.submit(() -> child.write(("round" + number + "\n").getBytes()));
        }
      }
      await(() -> recorders.stream().allMatch(r -> r.lines.size() == 5));

      long[] echoes = new long[200];
      for (int i = 0; i < 200; i++) {
        Recorder one = new Recorder();
        children.get(i).follow(recorders.get(i).offset, one);
        long before = System.nanoTime();
        children.get(i).write("ping\n".getBytes());
        await(() -> !one.lines.isEmpty());
        echoes[i] = one.firstLineNanos - before;
      }
      report("write to first byte back", echoes);

      long cpu = cpuNanos();
      long began = System.nanoTime();
      Awaitility.await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
      System.out.printf(
          "cpu of this JVM with 200 idle sessions: %.2f %% of a core%n",
          100.0 * (cpuNanos() - cpu) / (System.nanoTime() - began));

      long ending = System.nanoTime();
      List<CompletableFuture<EndReport>> ends =
          children.stream()
              .map(c -> CompletableFuture.supplyAsync(() -> c.end(Duration.ofSeconds(5)), threads))
              .toList();
      for (CompletableFuture<EndReport> end : ends) {
        assertThat(Sessions.get(end).isClean()).isTrue();
      }
      for (Child child : children) {
        exitOf(child);
      }
      System.out.printf("200 children ended in %d ms%n", (System.nanoTime() - ending) / 1_000_000);
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void report(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s: p50 %.2f ms, p99 %.2f ms%n",
        what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
  }
}
