package dev.agentpool.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Very many clients that want to know when a task is done. */
final class SseClients implements Scenario {
  private static final int CLIENTS = 200;
  private static final int POLL_MILLIS = 500;
  private static final int STAND_SECONDS = 1;

  @Override
  public String name() {
    return "sse-clients";
  }

  @Override
  public String about() {
    return CLIENTS
        + " clients on `GET /v1/tasks/{id}/stream`: from the moment the ledger has the task"
        + " completed (in whole milliseconds) until a client reads `complete`, beside the same"
        + " clients asking `GET /v1/tasks/{id}` every "
        + POLL_MILLIS
        + " ms. The clients share the machine with the daemon.";
  }

  /** How a client comes to know; returns when it knew. */
  private interface Hearing {
    Instant hear(MeasuredDaemon daemon, String task, int client, CountDownLatch attached)
        throws Exception;
  }

  private static Instant follow(
      MeasuredDaemon daemon, String task, int client, CountDownLatch attached) throws IOException {
    try (HttpConnection connection = new HttpConnection(daemon.socket())) {
      connection.follow("/v1/tasks/" + task + "/stream");
      String event = connection.nextEvent();
      attached.countDown();
      while (!event.equals("complete")) {
        event = connection.nextEvent();
      }
      return Instant.now();
    }
  }

  private static Instant poll(
      MeasuredDaemon daemon, String task, int client, CountDownLatch attached) throws Exception {
    try (HttpConnection connection = new HttpConnection(daemon.socket())) {
      TimeUnit.MILLISECONDS.sleep((long) client * POLL_MILLIS / CLIENTS); // not all at once
      while (true) {
        JsonNode state = connection.get("/v1/tasks/" + task).get("state");
        if (state.asString().equals("completed")) {
          return Instant.now();
        }
        attached.countDown();
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }

  private static final class Heard {
    private final Samples all = new Samples();
    private final Samples last = new Samples();
    private long peakKiB;
    private double standing;
    private double telling;
  }

  @Override
  public void run(Lab lab) throws Exception {
    int rounds = lab.runs(10);
    Heard polled = measured(lab, SseClients::poll, rounds, 1);
    Heard followed = measured(lab, SseClients::follow, rounds, 1);
    int few = Math.max(1, rounds / 3);
    Heard polledOwn = measured(lab, SseClients::poll, few, CLIENTS);
    Heard followedOwn = measured(lab, SseClients::follow, few, CLIENTS);
    lab.report()
        .head(
            List.of(
                "what",
                "n",
                "median ms",
                "p99 ms",
                "last client, median ms",
                "daemon RSS",
                "CPU of one core while all wait",
                "CPU s from the end until all know"));
    row(lab, "all on one task, by stream", followed);
    row(lab, "baseline: all on one task, by asking", polled);
    row(lab, "each on its own task, all ending at once, by stream", followedOwn);
    row(lab, "baseline: each on its own task, by asking", polledOwn);
  }

  private static void row(Lab lab, String what, Heard heard) {
    lab.report()
        .row(
            List.of(
                what,
                Integer.toString(heard.all.size()),
                Samples.millis(heard.all.median()),
                Samples.millis(heard.all.p99()),
                Samples.millis(heard.last.median()),
                ProcessFigures.mebibytes(heard.peakKiB),
                String.format(Locale.ROOT, "%.1f %%", heard.standing * 100 / heard.last.size()),
                String.format(Locale.ROOT, "%.2f", heard.telling / heard.last.size())));
  }

  private static Heard measured(Lab lab, Hearing hearing, int rounds, int tasks) throws Exception {
    String toml = "slots = " + tasks + "\n[settings]\nprovider = \"scripted\"\n";
    Heard heard = new Heard();
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab, toml)) {
      daemon.start();
      round(lab, daemon, hearing, tasks, new Heard()); // the JIT's warm-up
      for (int i = 0; i < rounds; i++) {
        round(lab, daemon, hearing, tasks, heard);
      }
    }
    return heard;
  }

  private static void round(Lab lab, MeasuredDaemon daemon, Hearing hearing, int tasks, Heard heard)
      throws Exception {
    try (Gate gate = new Gate(lab.open().resolve("gate"));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> ids =
          daemon.submitAll(Collections.nCopies(tasks, gate.directive("g") + " @@say ok@@"));
      MeasuredDaemon.await(
          () -> daemon.pool().get("tasks").get("running").asInt() == tasks, "running tasks");
      CountDownLatch attached = new CountDownLatch(CLIENTS);
      List<Future<Instant>> moments = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        String id = ids.get(i % tasks);
        moments.add(clients.submit(() -> hearing.hear(daemon, id, client, attached)));
      }
      if (!attached.await(60, TimeUnit.SECONDS)) {
        throw new IOException(attached.getCount() + " clients did not get through");
      }
      double before = ProcessFigures.of(daemon.pid()).cpuSeconds();
      TimeUnit.SECONDS.sleep(STAND_SECONDS);
      ProcessFigures stood = ProcessFigures.of(daemon.pid());
      gate.open();
      gate.lines(tasks);
      long last = 0;
      for (int i = 0; i < CLIENTS; i++) {
        Instant knew = moments.get(i).get(60, TimeUnit.SECONDS);
        long took = Duration.between(completed(daemon, ids.get(i % tasks)), knew).toNanos();
        heard.all.add(took);
        last = Math.max(last, took);
      }
      ProcessFigures told = ProcessFigures.of(daemon.pid());
      heard.last.add(last);
      heard.peakKiB = Math.max(heard.peakKiB, told.rssKiB());
      heard.standing += (stood.cpuSeconds() - before) / STAND_SECONDS;
      heard.telling += told.cpuSeconds() - stood.cpuSeconds();
    }
    daemon.awaitIdle();
  }

  private static Instant completed(MeasuredDaemon daemon, String id) throws IOException {
    long millis = daemon.connection().get("/v1/tasks/" + id).get("completed_at_ms").asLong();
    return Instant.EPOCH.plus(millis, ChronoUnit.MILLIS);
  }
}
