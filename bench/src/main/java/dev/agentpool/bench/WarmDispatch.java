package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** From a client's request to the first byte of a resident agent. */
final class WarmDispatch implements Scenario {
  private static final String PROMPT = "@@say ok@@";
  private static final int WARM_UP = 500;

  @Override
  public String name() {
    return "warm";
  }

  @Override
  public String about() {
    return "`POST /v1/tasks` over the unix socket until the first byte of the agent in a warm slot (its output file grows), "
        + "beside a prompt written into a bare agent's pipe.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    int runs = lab.runs(400);
    Samples bare = bare(lab, runs);
    Samples disk = DiskBaseline.fsync(lab.scratch(), runs);
    try (MeasuredDaemon daemon =
        new MeasuredDaemon(
            lab, "slots = 1\n[settings]\nprovider = \"scripted\"\nrecycle_after = 10000\n")) {
      daemon.start();
      firstBytes(daemon, WARM_UP);
      Samples empty = health(daemon, runs);
      Samples warm = firstBytes(daemon, runs);
      Samples seen = firstEvents(daemon, runs);
      Report report = lab.report();
      report.durationTable();
      report.durations("submit → first byte, warm slot", warm, Report.target(warm, 3, 10));
      report.durations("submit → client reads the agent's first event (SSE)", seen, "");
      report.durations("baseline: write → first byte, bare agent", bare, "");
      report.durations("baseline: `GET /health` on the same socket", empty, "");
      report.durations("baseline: fsync of 4 KiB (a dispatch has two: submit, claim)", disk, "");
    }
  }

  private static Samples bare(Lab lab, int runs) throws IOException {
    Samples samples = new Samples();
    try (BareAgent agent = new BareAgent(lab, lab.folder("bare"))) {
      agent.write(BareAgent.INITIALIZE);
      agent.line();
      for (int i = -WARM_UP; i < runs; i++) {
        long began = System.nanoTime();
        agent.prompt(PROMPT);
        agent.firstByte();
        long took = System.nanoTime() - began;
        agent.result();
        if (i >= 0) {
          samples.add(took);
        }
      }
    }
    return samples;
  }

  private static Samples health(MeasuredDaemon daemon, int runs) throws IOException {
    Samples samples = new Samples();
    for (int i = 0; i < runs; i++) {
      long began = System.nanoTime();
      daemon.connection().get("/health");
      samples.add(System.nanoTime() - began);
    }
    return samples;
  }

  private static Samples firstBytes(MeasuredDaemon daemon, int runs) throws IOException {
    Samples samples = new Samples();
    HttpConnection connection = daemon.connection();
    for (int i = 0; i <= runs; i++) {
      daemon.awaitIdle();
      boolean warm = !daemon.sessionFolders().isEmpty();
      Path out = warm ? daemon.sessionFolders().getFirst().resolve("out") : daemon.home();
      long before = warm ? settledSize(out) : 0;
      long began = System.nanoTime();
      connection.send("POST", "/v1/tasks", daemon.request(PROMPT));
      while (warm && Files.size(out) == before) {
        LockSupport.parkNanos(20_000);
      }
      long took = System.nanoTime() - began;
      connection.receive();
      if (i > 0) {
        samples.add(took);
      }
      awaitOver(daemon);
    }
    return samples;
  }

  /**
   * The reset says more after it is confirmed; that is not to be taken for the next task's first
   * byte.
   */
  private static long settledSize(Path out) throws IOException {
    long size = -1;
    while (size != Files.size(out)) {
      size = Files.size(out);
      LockSupport.parkNanos(10_000_000);
    }
    return size;
  }

  /** A client that follows its task hears the agent's first words. */
  private static Samples firstEvents(MeasuredDaemon daemon, int runs) throws IOException {
    Samples samples = new Samples();
    for (int i = 0; i < runs; i++) {
      daemon.awaitIdle();
      try (HttpConnection events = new HttpConnection(daemon.socket())) {
        long began = System.nanoTime();
        String id =
            daemon.connection().post("/v1/tasks", daemon.request(PROMPT)).get("task_id").asString();
        events.follow("/v1/tasks/" + id + "/events?follow=true");
        String event = events.nextEvent();
        while (event.equals("state")) {
          event = events.nextEvent();
        }
        samples.add(System.nanoTime() - began);
        while (!event.equals("end")) {
          event = events.nextEvent();
        }
      }
    }
    return samples;
  }

  private static void awaitOver(MeasuredDaemon daemon) throws IOException {
    MeasuredDaemon.await(
        () -> {
          var tasks = daemon.pool().get("tasks");
          return tasks.get("running").asInt() + tasks.get("pending").asInt() == 0;
        },
        "the end of a task");
  }
}
