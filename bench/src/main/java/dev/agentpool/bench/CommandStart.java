package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How long a person waits for a command. */
final class CommandStart implements Scenario {
  private static final int WARM_UP = 5;

  @Override
  public String name() {
    return "command";
  }

  @Override
  public String about() {
    return "The whole of a command, launcher included, with the daemon running, beside `java -version` of the same JDK.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    int runs = lab.runs(20);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    try (MeasuredDaemon daemon =
        new MeasuredDaemon(lab, "slots = 2\n[settings]\nprovider = \"scripted\"\n")) {
      daemon.start();
      daemon.pool();
      Samples version = measure(daemon, List.of(lab.launcher().toString(), "version"), runs);
      Samples status = measure(daemon, List.of(lab.launcher().toString(), "status"), runs);
      Samples installed =
          measure(daemon, List.of(lab.image().resolve("agentpool").toString(), "status"), runs);
      Samples bare = measure(daemon, List.of(java.toString(), "-version"), runs);
      Samples quick =
          measure(
              daemon,
              List.of(java.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-version"),
              runs);
      Report report = lab.report();
      report.durationTable();
      report.durations("`./agentpool version`", version, "");
      report.durations(
          "`./agentpool status`", status, Report.verdict(status.median() <= 120_000_000, "≤ 120"));
      report.durations(
          "`agentpool status`, installed folder",
          installed,
          Report.verdict(installed.median() <= 120_000_000, "≤ 120"));
      report.durations("baseline: `java -version`", bare, "");
      report.durations("baseline: `java -version`, SerialGC and C1", quick, "");
    }
  }

  private static Samples measure(MeasuredDaemon daemon, List<String> command, int runs)
      throws IOException, InterruptedException {
    Samples samples = new Samples();
    for (int i = -WARM_UP; i < runs; i++) {
      long began = System.nanoTime();
      Process process = daemon.command(command).start();
      String said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      int exit = process.waitFor();
      long took = System.nanoTime() - began;
      if (exit != 0) {
        throw new IOException(command + " ended with " + exit + ": " + said);
      }
      if (i >= 0) {
        samples.add(took);
      }
    }
    return samples;
  }
}
