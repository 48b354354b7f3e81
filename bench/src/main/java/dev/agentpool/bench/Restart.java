package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** A daemon that was killed in the middle of everything, and the next one. */
final class Restart implements Scenario {
  private static final int SESSIONS = 200;
  private static final long ENTRIES = 1_000_000;

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public String about() {
    return "`kill -9` of a daemon with "
        + SESSIONS
        + " sessions in mid-turn and "
        + String.format(Locale.ROOT, "%,d", ENTRIES)
        + " journal entries; then a new one until it serves and until all sessions are its own,"
        + " beside a start with nothing.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    Report report = lab.report();
    report.head(
        List.of("what", "until `/health`", "until all are adopted", "daemon RSS", "target"));
    String toml = "slots = " + SESSIONS + "\n[settings]\nprovider = \"scripted\"\n";
    try (MeasuredDaemon empty = new MeasuredDaemon(lab, toml)) {
      row(report, "baseline: start, empty ledger, no sessions", empty.start(), 0, empty.pid(), "");
    }
    try (Gate gate = new Gate(lab.open().resolve("gate"));
        MeasuredDaemon daemon = new MeasuredDaemon(lab, toml)) {
      long entries = new LongJournal(lab.cache(), ENTRIES, 20_000).copyTo(daemon.ledger());
      String past =
          String.format(
              Locale.ROOT, "%,d entries (%d MiB)", entries, Files.size(daemon.ledger()) >> 20);
      row(
          report,
          "baseline: start, " + past + ", no sessions",
          daemon.start(),
          0,
          daemon.pid(),
          "");
      killed(lab, daemon, gate, past);
    }
  }

  private static void killed(Lab lab, MeasuredDaemon daemon, Gate gate, String past)
      throws Exception {
    Path effects = lab.open().resolve("effects");
    Files.deleteIfExists(effects);
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      prompts.add(
          "@@append "
              + effects
              + " "
              + i
              + "@@ "
              + gate.directive("" + i)
              + " @@say done "
              + i
              + "@@");
    }
    List<String> ids = daemon.submitAll(prompts);
    MeasuredDaemon.await(
        () -> Files.exists(effects) && Files.readAllLines(effects).size() == SESSIONS,
        "all at the gate");
    daemon.kill9();
    long began = System.nanoTime();
    long healthy = daemon.start();
    MeasuredDaemon.await(() -> daemon.slots("busy") == SESSIONS, "all adopted");
    long adopted = System.nanoTime() - began;
    ProcessFigures figures = ProcessFigures.of(daemon.pid());
    gate.open();
    List<String> passed = gate.lines(SESSIONS);
    daemon.awaitCompleted(ids);
    boolean right =
        new HashSet<>(passed).size() == SESSIONS && Files.readAllLines(effects).size() == SESSIONS;
    for (int i = 0; i < SESSIONS; i++) {
      String output =
          daemon.connection().get("/v1/tasks/" + ids.get(i)).get("result").get("output").asString();
      right &= output.equals("done " + i);
    }
    boolean met = right && adopted <= 3_000_000_000L;
    lab.report()
        .row(
            List.of(
                "restart: " + SESSIONS + " live sessions, " + past,
                ManySessions.seconds(healthy),
                ManySessions.seconds(adopted),
                ProcessFigures.mebibytes(figures.rssKiB()),
                Report.verdict(
                    met,
                    "≤ 3 s; nothing lost, nothing twice"
                        + (right ? " (checked)" : " (**not so**)"))));
  }

  private static void row(
      Report report, String what, long healthy, long adopted, long pid, String target)
      throws IOException {
    report.row(
        List.of(
            what,
            ManySessions.seconds(healthy),
            adopted == 0 ? "" : ManySessions.seconds(adopted),
            ProcessFigures.mebibytes(ProcessFigures.of(pid).rssKiB()),
            target));
  }
}
