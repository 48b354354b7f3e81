package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Very many sessions that are all in the middle of a turn at the same moment. */
final class ManySessions implements Scenario {
  private static final int SESSIONS = 500;

  @Override
  public String name() {
    return "many";
  }

  @Override
  public String about() {
    return SESSIONS
        + " scripted sessions at once: all stand at a gate in the middle of their turn, then all go"
        + " on, beside the same agents started bare, 8 at a time.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.report()
        .head(
            List.of(
                "what",
                "until all are at the gate",
                "from the gate until all are done",
                "memory",
                "target"));
    try (Gate gate = new Gate(lab.open().resolve("gate"))) {
      bare(lab, gate);
    }
    try (Gate gate = new Gate(lab.open().resolve("gate"));
        MeasuredDaemon daemon =
            new MeasuredDaemon(
                lab, "slots = " + SESSIONS + "\n[settings]\nprovider = \"scripted\"\n")) {
      daemon.start();
      pool(lab, daemon, gate);
    }
  }

  private static void pool(Lab lab, MeasuredDaemon daemon, Gate gate) throws IOException {
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
    long began = System.nanoTime();
    List<String> ids = daemon.submitAll(prompts);
    MeasuredDaemon.await(
        () -> Files.exists(effects) && Files.readAllLines(effects).size() == SESSIONS,
        "all at the gate");
    long atGate = System.nanoTime();
    ProcessFigures figures = ProcessFigures.of(daemon.pid());
    gate.open();
    gate.lines(SESSIONS);
    daemon.awaitCompleted(ids);
    long done = System.nanoTime();
    boolean once =
        new HashSet<>(Files.readAllLines(effects)).size() == SESSIONS
            && Files.readAllLines(effects).size() == SESSIONS;
    lab.report()
        .row(
            List.of(
                "daemon, " + SESSIONS + " sessions at once",
                seconds(atGate - began),
                seconds(done - atGate),
                "daemon RSS "
                    + ProcessFigures.mebibytes(figures.rssKiB())
                    + ", "
                    + figures.threads()
                    + " threads, "
                    + String.format(java.util.Locale.ROOT, "%.1f CPU s", figures.cpuSeconds()),
                Report.verdict(once, "≥ 500, each effect once")));
  }

  private static void bare(Lab lab, Gate gate) throws Exception {
    Path directory = lab.folder("bare");
    Path effects = lab.open().resolve("effects");
    Files.deleteIfExists(effects);
    List<BareAgent> agents = new ArrayList<>();
    long began = System.nanoTime();
    try (ExecutorService spawning = Executors.newFixedThreadPool(8)) {
      List<Future<BareAgent>> starts = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        String prompt =
            "@@append "
                + effects
                + " "
                + i
                + "@@ "
                + gate.directive("" + i)
                + " @@say done "
                + i
                + "@@";
        starts.add(spawning.submit(() -> start(lab, directory, prompt)));
      }
      for (Future<BareAgent> start : starts) {
        agents.add(start.get());
      }
      MeasuredDaemon.await(
          () -> Files.exists(effects) && Files.readAllLines(effects).size() == SESSIONS,
          "all at the gate");
      long atGate = System.nanoTime();
      long pss = 0;
      for (BareAgent agent : agents) {
        pss += ProcessFigures.of(agent.pid()).pssKiB();
      }
      long opened = System.nanoTime();
      gate.open();
      gate.lines(SESSIONS);
      for (BareAgent agent : agents) {
        agent.result();
      }
      lab.report()
          .row(
              List.of(
                  "baseline: " + SESSIONS + " bare agents",
                  seconds(atGate - began),
                  seconds(System.nanoTime() - opened),
                  "agents together " + ProcessFigures.mebibytes(pss),
                  ""));
    } finally {
      for (BareAgent agent : agents) {
        agent.close();
      }
    }
  }

  private static BareAgent start(Lab lab, Path directory, String prompt)
      throws IOException, ExecutionException {
    BareAgent agent = new BareAgent(lab, directory);
    agent.write(BareAgent.INITIALIZE);
    agent.line();
    agent.prompt(prompt);
    return agent;
  }

  static String seconds(long nanos) {
    return String.format(java.util.Locale.ROOT, "%.2f s", nanos / 1e9);
  }
}
