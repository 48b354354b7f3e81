package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Mail that is renamed into a post office, until it is in the ledger. */
final class Mails implements Scenario {
  private static final List<String> EXPERTS = List.of("auth", "db", "ui", "ops");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
  private static final int PER_SECOND = 500;
  private static final int TRICKLE = 20;
  private static final int WARM_UP = 300;

  @Override
  public String name() {
    return "mails";
  }

  @Override
  public String about() {
    return "Mails for four busy experts are renamed into a pool's post office: 200, 20 a second, and"
        + " 1,000, 500 a second and as fast as that goes; until each is a task in the ledger, by the"
        + " ledger's own time."
        + " Beside a loop that only lists the folder, reads each file and removes it.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    int runs = lab.runs(1_000);
    Report report = lab.report();
    StringBuilder toml =
        new StringBuilder("[curation]\nseed = false\n[defaults]\nprovider = \"scripted\"\n");
    EXPERTS.forEach(name -> toml.append("[experts.").append(name).append("]\n"));
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab, toml.toString())) {
      daemon.start();
      daemon.connection().get("/v1/status?dir=" + daemon.project());
      Path post = daemon.project().resolve(".agent-pool/postoffice");
      awaited(() -> Files.isDirectory(post));
      List<Path> busy = written(lab, "busy", EXPERTS.size(), "@@delay 600000@@ @@say done@@");
      renamed(busy, post, 0);
      awaited(() -> tasks(daemon, "pending").isEmpty() && known(daemon, "busy") == busy.size());
      renamed(written(lab, "warm", WARM_UP, "@@say ok@@"), post, 0);
      awaited(() -> known(daemon, "warm") == WARM_UP);

      Samples trickle = new Samples();
      measured(lab, daemon, post, "trickle", runs / 5, TRICKLE).latencies().forEach(trickle::add);
      Samples paced = new Samples();
      measured(lab, daemon, post, "paced", runs, PER_SECOND).latencies().forEach(paced::add);
      Burst burst = measured(lab, daemon, post, "burst", runs, 0);
      Samples burstLatency = new Samples();
      burst.latencies().forEach(burstLatency::add);
      double bare = bare(lab, runs);
      report.durationTable();
      report.durations(
          "renamed, 20 a second → in the ledger",
          trickle,
          Report.verdict(trickle.p99() <= 50_000_000, "≤ 50 ms p99"));
      report.durations(
          "renamed, 500 a second → in the ledger",
          paced,
          Report.verdict(paced.p99() <= 50_000_000, "≤ 50 ms p99"));
      report.durations("renamed, as fast as it goes → in the ledger", burstLatency, "");
      report.head(List.of("what", "a second", "target"));
      report.row(
          List.of(
              "mails taken in, renamed as fast as it goes",
              Long.toString(Math.round(burst.perSecond())),
              Report.verdict(burst.perSecond() >= PER_SECOND, "≥ 500")));
      report.row(
          List.of(
              "baseline: listed, read, removed by a loop", Long.toString(Math.round(bare)), ""));
    }
  }

  /** What became of one series. */
  private record Burst(List<Long> latencies, double perSecond) {}

  private Burst measured(
      Lab lab, MeasuredDaemon daemon, Path post, String name, int runs, int perSecond)
      throws IOException {
    List<Path> files = written(lab, name, runs, "@@say ok@@");
    List<Instant> renamed = renamed(files, post, perSecond);
    awaited(() -> known(daemon, name) == runs);
    Map<String, Instant> there = new HashMap<>();
    Instant last = Instant.MIN;
    for (JsonNode task : tasks(daemon, "pending")) {
      Instant created = Instant.ofEpochMilli(task.get("created_at_ms").asLong());
      for (JsonNode tag : task.get("tags")) {
        if (tag.asString().startsWith("mail:" + name + "-")) {
          there.put(tag.asString(), created);
          last = created.isAfter(last) ? created : last;
        }
      }
    }
    List<Long> latencies = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Instant created = there.get("mail:" + name + "-" + i);
      if (created == null) {
        throw new IOException("mail " + name + "-" + i + " is no task");
      }
      latencies.add(Math.max(0, ChronoUnit.NANOS.between(renamed.get(i), created)));
    }
    double seconds = ChronoUnit.NANOS.between(renamed.getFirst(), last) / 1e9;
    return new Burst(latencies, runs / seconds);
  }

  private static List<Path> written(Lab lab, String name, int count, String body)
      throws IOException {
    Path folder = lab.folder("mail-" + name);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text =
          "---\nid: %1$s-%2$d\nfrom: %1$s\nto: %3$s\ntype: task\n---\n\n%4$s\n"
              .formatted(name, i, EXPERTS.get(i % EXPERTS.size()), body);
      files.add(Files.writeString(folder.resolve(name + "-" + i + ".md"), text));
    }
    return files;
  }

  /** When each was renamed. */
  private static List<Instant> renamed(List<Path> files, Path post, int perSecond)
      throws IOException {
    List<Instant> renamed = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < files.size(); i++) {
      if (perSecond > 0) {
        long due = began + i * (1_000_000_000L / perSecond);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
      }
      renamed.add(Instant.now());
      Files.move(files.get(i), post.resolve(files.get(i).getFileName()));
    }
    return renamed;
  }

  private static double bare(Lab lab, int runs) throws IOException {
    Path folder = written(lab, "bare", runs, "@@say ok@@").getFirst().getParent();
    long began = System.nanoTime();
    int read = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        read += Files.readString(file).isEmpty() ? 0 : 1;
        Files.delete(file);
      }
    }
    return read * 1e9 / (System.nanoTime() - began);
  }

  /** How many are tasks; what is asked costs the daemon little, or it would be measured too. */
  private static int known(MeasuredDaemon daemon, String name) throws IOException {
    return daemon
        .connection()
        .get("/v1/tasks?limit=1&tag=from:" + name + "&dir=" + daemon.project())
        .get("total")
        .asInt();
  }

  private static List<JsonNode> tasks(MeasuredDaemon daemon, String state) throws IOException {
    List<JsonNode> tasks = new ArrayList<>();
    JsonNode page;
    do {
      page =
          daemon
              .connection()
              .get(
                  "/v1/tasks?state="
                      + state
                      + "&limit=500&offset="
                      + tasks.size()
                      + "&dir="
                      + daemon.project())
              .get("items");
      page.forEach(tasks::add);
    } while (page.size() == 500);
    return tasks;
  }

  /** Something that becomes true. */
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void awaited(Condition condition) throws IOException {
    long began = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - began > PATIENCE) {
        throw new IOException("the mails are not taken in");
      }
      LockSupport.parkNanos(50_000_000);
    }
  }
}
