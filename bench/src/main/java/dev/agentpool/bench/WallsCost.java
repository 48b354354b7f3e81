package dev.agentpool.bench;

import dev.agentpool.process.Child;
import dev.agentpool.process.HostSettings;
import dev.agentpool.process.LaunchSpec;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.session.Enclosure;
import dev.agentpool.walls.Wall;
import dev.agentpool.walls.Walls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What walls cost: at the start of a session, and over a hundred tasks. */
final class WallsCost implements Scenario {
  private static final int TASKS = 100;
  private static final int ROUNDS = 4;

  @Override
  public String name() {
    return "walls";
  }

  @Override
  public String about() {
    return "The spawn of a session (a bare agent, until it has answered `initialize`) with and"
        + " without walls, by turns; then "
        + TASKS
        + " tasks with the settings of `agentpool init` (worktrees, resident sessions, 2 slots, the"
        + " scripted agent), with and without walls, by turns.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    int runs = lab.runs(20);
    Samples open = new Samples();
    Samples walled = new Samples();
    starts(lab, runs, open, walled);
    Samples openTasks = new Samples();
    Samples walledTasks = new Samples();
    for (int round = 0; round < ROUNDS; round++) {
      boolean wallsFirst = round % 2 == 1; // what comes second finds a warmer or a busier machine
      for (boolean walls : new boolean[] {wallsFirst, !wallsFirst}) {
        (walls ? walledTasks : openTasks).add(tasks(lab, walls ? "workspace" : "off"));
      }
    }
    // the least is what is there without other programs
    double more =
        100.0 * (walledTasks.percentile(0) - openTasks.percentile(0)) / openTasks.percentile(0);
    Report report = lab.report();
    report.durationTable();
    report.durations("session spawn → first byte, without walls", open, "");
    report.durations("session spawn → first byte, with walls", walled, "");
    report.durations(TASKS + " tasks, without walls", openTasks, "");
    report.durations(TASKS + " tasks, with walls", walledTasks, "");
    report.line("");
    report.line(
        String.format(
            Locale.ROOT,
            "%d tasks take %.1f %% more with walls; target %s",
            TASKS,
            more,
            Report.verdict(more <= 5, "≤ 5 %")));
  }

  private static void starts(Lab lab, int runs, Samples open, Samples walled) throws IOException {
    Path directory = lab.folder("bare");
    Path sessions = lab.folder("sessions");
    try (ProcessHost host = new ProcessHost(HostSettings.defaults())) {
      for (int i = -5; i < runs; i++) {
        long without = start(lab, host, directory, sessions.resolve("o" + i), false);
        long with = start(lab, host, directory, sessions.resolve("w" + i), true);
        if (i >= 0) {
          open.add(without);
          walled.add(with);
        }
      }
    }
  }

  private static long start(
      Lab lab, ProcessHost host, Path directory, Path folder, boolean behindWalls)
      throws IOException {
    Map<String, String> environment = lab.environment(directory);
    long began = System.nanoTime();
    LaunchSpec spec =
        new LaunchSpec(folder, BareAgent.command(lab), environment, directory, 1 << 20, 1 << 20);
    Child child = host.start(behindWalls ? spec.behind(wall(lab, spec)) : spec);
    child.write(BareAgent.INITIALIZE.getBytes(StandardCharsets.UTF_8));
    while (Files.size(folder.resolve("out")) == 0) {
      LockSupport.parkNanos(50_000);
    }
    long took = System.nanoTime() - began;
    child.end(Duration.ofSeconds(1));
    return took;
  }

  private static Wall wall(Lab lab, LaunchSpec spec) {
    Enclosure.Walled enclosure =
        new Enclosure.Walled(
            List.of(spec.workingDirectory()), List.of(lab.image()), List.of(), List.of());
    return Walls.around(enclosure, spec.environment(), spec.folder(), List.of())
        .wall(spec.workingDirectory());
  }

  /** How long the tasks take, once the slots have their processes. */
  private static long tasks(Lab lab, String walls) throws Exception {
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab)) {
      daemon.config("walls = \"" + walls + "\"");
      GitProject.in(lab, daemon.project());
      daemon.init("--provider", "scripted");
      daemon.start();
      submit(daemon, 4);
      return submit(daemon, TASKS);
    }
  }

  private static long submit(MeasuredDaemon daemon, int count) throws Exception {
    long began = System.nanoTime();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      daemon.connection().send("POST", "/v1/tasks", daemon.request("@@say ok@@"));
      ids.add(daemon.connection().receive().get("task_id").asString());
    }
    daemon.awaitCompleted(ids);
    return System.nanoTime() - began;
  }
}
