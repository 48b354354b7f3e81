package dev.agentpool.bench;

import dev.agentpool.process.Child;
import dev.agentpool.process.HostSettings;
import dev.agentpool.process.LaunchSpec;
import dev.agentpool.process.ProcessHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** From a client's request to a new agent process. */
final class ColdDispatch implements Scenario {
  private static final int WARM_UP = 30;

  @Override
  public String name() {
    return "cold";
  }

  @Override
  public String about() {
    return "`POST /v1/tasks` with `slot_mode = \"ephemeral\"` until the child is started (its `pid` file) and until it has "
        + "answered `initialize`, beside a bare spawn and beside the spawn into a session folder and PID namespace alone.";
  }

  /** When the child was started, and when its first byte came. */
  private record Start(Samples started, Samples firstByte) {
    Start() {
      this(new Samples(), new Samples());
    }

    void add(int run, long began, long startedAt, long firstByteAt) {
      if (run >= 0) {
        started.add(startedAt - began);
        firstByte.add(firstByteAt - began);
      }
    }
  }

  @Override
  public void run(Lab lab) throws Exception {
    int runs = lab.runs(200);
    Start bare = bare(lab, runs);
    Start session = session(lab, runs);
    Start pool = pool(lab, runs);
    double median = (pool.started.median() - session.started.median()) / 1e6;
    double p99 = (pool.started.p99() - session.started.p99()) / 1e6;
    Report report = lab.report();
    report.durationTable();
    report.durations("submit → child started", pool.started, "see below");
    report.durations("submit → its first byte (`initialize` answered)", pool.firstByte, "");
    report.durations("baseline: session spawn alone → child started", session.started, "");
    report.durations("baseline: session spawn alone → first byte", session.firstByte, "");
    report.durations("baseline: bare spawn → child started", bare.started, "");
    report.durations("baseline: bare spawn → first byte", bare.firstByte, "");
    report.line("");
    report.line(
        String.format(
            java.util.Locale.ROOT,
            "Beyond the spawn itself: median %.2f ms, p99 %.2f ms; target %s",
            median,
            p99,
            Report.verdict(median <= 5 && p99 <= 15, "≤ 5 / 15")));
  }

  private static Start bare(Lab lab, int runs) throws IOException {
    Start start = new Start();
    Path directory = lab.folder("bare");
    for (int i = -WARM_UP; i < runs; i++) {
      long began = System.nanoTime();
      try (BareAgent agent = new BareAgent(lab, directory)) {
        long started = System.nanoTime();
        agent.write(BareAgent.INITIALIZE);
        agent.firstByte();
        start.add(i, began, started, System.nanoTime());
      }
    }
    return start;
  }

  private static Start session(Lab lab, int runs) throws IOException {
    Start start = new Start();
    Path directory = lab.folder("bare");
    Path sessions = lab.folder("sessions");
    byte[] initialize = BareAgent.INITIALIZE.getBytes(StandardCharsets.UTF_8);
    try (ProcessHost host = new ProcessHost(HostSettings.defaults())) {
      for (int i = -WARM_UP; i < runs; i++) {
        Path folder = sessions.resolve("s" + i);
        long began = System.nanoTime();
        Child child =
            host.start(
                new LaunchSpec(
                    folder,
                    BareAgent.command(lab),
                    lab.environment(directory),
                    directory,
                    1 << 20,
                    1 << 20));
        long started = System.nanoTime();
        child.write(initialize);
        awaitByte(folder.resolve("out"));
        start.add(i, began, started, System.nanoTime());
        child.end(Duration.ofSeconds(1));
      }
    }
    return start;
  }

  private static Start pool(Lab lab, int runs) throws Exception {
    Start start = new Start();
    String toml = "slots = 1\n[settings]\nprovider = \"scripted\"\nslot_mode = \"ephemeral\"\n";
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab, toml)) {
      daemon.start();
      for (int i = -WARM_UP; i < runs; i++) {
        MeasuredDaemon.await(
            () -> daemon.sessionFolders().isEmpty(), "the end of the session before");
        daemon.awaitIdle();
        long began = System.nanoTime();
        daemon.connection().send("POST", "/v1/tasks", daemon.request("@@say ok@@"));
        Path folder = awaitFolder(daemon);
        awaitByte(folder.resolve("pid"));
        long started = System.nanoTime();
        awaitByte(folder.resolve("out"));
        start.add(i, began, started, System.nanoTime());
        daemon.awaitCompleted(List.of(daemon.connection().receive().get("task_id").asString()));
      }
    }
    return start;
  }

  private static Path awaitFolder(MeasuredDaemon daemon) throws IOException {
    List<Path> folders = daemon.sessionFolders();
    while (folders.isEmpty()) {
      LockSupport.parkNanos(50_000);
      folders = daemon.sessionFolders();
    }
    return folders.getFirst();
  }

  private static void awaitByte(Path file) throws IOException {
    while (!Files.exists(file) || Files.size(file) == 0) {
      LockSupport.parkNanos(20_000);
    }
  }
}
